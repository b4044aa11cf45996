"""Find the phrases of our word lists in a text.

A phrase is written the way people read it; the signs are few:

    boodschap*          a word that starts so;  *hulp  ends so;  *rolstoel*  holds it
    wandelen            this word or another form of it (same Dutch stem);  =was  only this form
    man|vrouw           one of these
    {parent}            one of a named group of words
    ?heel               may be missing
    ~                   up to three words between;  ~~  up to seven, same sentence
    valt & trap         both in one sentence, in any order
    eten && geld        both somewhere in the text
    ... !! vroeger      but not when this stands in the same sentence
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from requests_app.matching.phrase import Element, Hit, Phrase
from requests_app.matching.phrase_text import PhraseText
from requests_app.matching.spelling import SpellingBook
from requests_app.matching.words import Word, plain, plain_form, stem

GAP = {"~": 3, "~~": 7, "_": 1}
SHORTEST_PART = 4
# Words that make compounds with anything: "breiclub", "handwerkgroep", "paardenmaatje".
HEADS = frozenset(
    [
        "hulp",
        "club",
        "groep",
        "cafe",
        "vervoer",
        "maatje",
        "bezoek",
        "dienst",
        "begeleiding",
        "oppas",
        "training",
        "vriend",
        "vriendin",
    ]
)


@dataclass(slots=True)
class _Atoms:
    """Every word test of the lists, and which of them a word passes."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    parts: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str, form: str) -> int:
        number = self.numbers.setdefault((kind, form), len(self.numbers))
        if kind == "part":
            self.parts[form] = number
        return number


class PhraseBook:
    """All phrases of the word lists, ready to be looked for."""

    def __init__(self, groups: Mapping[str, str] | None = None) -> None:
        self._groups = dict(groups or {})
        self._atoms = _Atoms()
        self._phrases: list[Phrase] = []
        self._required: list[tuple[frozenset[int], ...]] = []
        self._by_atom: dict[int, list[int]] = {}
        self._spelling = SpellingBook()

    def __len__(self) -> int:
        return len(self._phrases)

    @property
    def known_forms(self) -> set[str]:
        """The words the lists hold, and the beginnings that are long enough to be a word."""
        return {form for kind, form in self._atoms.numbers if kind in {"form", "exact", "start"}}

    def add(self, label: str, weight: float, source: str) -> None:
        """Compile one phrase; raises ValueError with the phrase when it cannot be read."""
        body, *unless = (part.strip() for part in source.split("!!"))
        anywhere = "&&" in body
        parts = [part.strip() for part in body.replace("&&", "&").split("&")]
        groups = tuple(self._sequence(part) for part in parts)
        if not all(any(element.atoms and not element.optional for element in group) for group in groups):
            raise ValueError(f"a phrase needs a word in every part, got {source!r}")
        phrase = Phrase(
            label, weight, groups, anywhere, tuple(self._sequence(part) for part in unless), source
        )
        self._phrases.append(phrase)
        self._required.append(phrase.required)
        anchor = min(
            (element for element in groups[0] if element.atoms and not element.optional),
            key=lambda element: len(element.atoms),
        )
        for atom in anchor.atoms:
            self._by_atom.setdefault(atom, []).append(len(self._phrases) - 1)

    def close(self, real_words: Iterable[str] = ()) -> None:
        """Prepare the spelling book once all phrases are in."""
        self._spelling = SpellingBook(self.known_forms, real_words)
        self.atoms_of.cache_clear()

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Every phrase found in the words, in the order of the lists."""
        atoms = [self.atoms_of(word.form) for word in words]
        asked = sorted(
            {number for found in atoms for atom in found for number in self._by_atom.get(atom, ())}
        )
        present = frozenset(atom for found in atoms for atom in found)
        text = PhraseText(words, atoms)
        hits: list[Hit] = []
        for number in asked:
            if any(present.isdisjoint(required) for required in self._required[number]):
                continue
            phrase = self._phrases[number]
            hits.extend(Hit(phrase, found) for found in text.look_for(phrase))
        return hits

    @lru_cache(maxsize=20_000)  # noqa: B019 - one book per process, kept as long as the process
    def atoms_of(self, form: str) -> frozenset[int]:
        """The word tests this form passes; a misspelt word passes those of the word it resembles."""
        found = self._direct_atoms(form)
        if not self.knows(form):
            parts = self._compound_atoms(form)
            meant = None if parts else self._spelling.meant(form)
            found |= parts | (self._direct_atoms(meant) if meant else set())
        return frozenset(found)

    def _direct_atoms(self, form: str) -> set[int]:
        numbers = self._atoms.numbers
        tests = [("exact", form), ("form", form), ("stem", stem(form))]
        tests += [("start", form[:length]) for length in range(2, len(form) + 1)]
        tests += [("end", form[start:]) for start in range(len(form) - 1)]
        found = {numbers[test] for test in tests if test in numbers}
        return found | {number for part, number in self._atoms.parts.items() if part in form}

    def knows(self, form: str) -> bool:
        """Whether the lists hold this word, or another form of it, in full."""
        numbers = self._atoms.numbers
        return ("form", form) in numbers or ("exact", form) in numbers or ("stem", stem(form)) in numbers

    def _compound_atoms(self, form: str) -> set[int]:
        """The tests that the parts of a compound pass: "rolstoelvervoer" is rolstoel and vervoer."""
        found: set[int] = set()
        for at in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
            head = form[at:]
            if not (self.knows(head) if len(head) > SHORTEST_PART else head in HEADS):
                continue
            for first in (
                form[:at],
                form[:at].removesuffix("s"),
                form[:at].removesuffix("e"),
                form[:at].removesuffix("en"),
            ):
                if len(first) >= SHORTEST_PART and self.knows(first):
                    return self._direct_atoms(head) | self._direct_atoms(first)
            if head in HEADS:
                found = self._direct_atoms(head)
        return found

    def _sequence(self, source: str) -> tuple[Element, ...]:
        # A word with a hyphen is two words in a text; only between choices it is written as one.
        parts = (part for word in source.split() for part in ([word] if "|" in word else word.split("-")))
        return tuple(self._element(part) for part in parts if part)

    def _element(self, source: str) -> Element:
        if source in GAP:
            return Element(frozenset(), gap=GAP[source])
        optional = source.startswith("?")
        atoms: set[int] = set()
        for choice in source.lstrip("?").split("|"):
            if choice.startswith("{"):
                name = choice.strip("{}")
                if name not in self._groups:
                    raise ValueError(f"no group of words is called {name!r}")
                for member in self._groups[name].split():
                    atoms |= self._tests(member)
            else:
                atoms |= self._tests(choice)
        return Element(frozenset(atoms), optional)

    def _tests(self, choice: str) -> set[int]:
        exact = choice.startswith("=")
        form = plain(choice).strip("=*").replace("-", "").replace("'", "")
        if not form:
            raise ValueError(f"an empty word in a phrase: {choice!r}")
        starts, ends = choice.endswith("*"), choice.startswith("*")
        number = self._atoms.number
        if starts and ends:
            return {number("part", form)}
        if starts:
            return {number("start", form)}
        if ends:
            return {number("end", form)}
        form = plain_form(form)
        if exact or form.isdigit():
            return {number("exact", form)}
        tests = {number("form", form)}
        if len(stem(form)) >= SHORTEST_PART:
            tests.add(number("stem", stem(form)))
        return tests
