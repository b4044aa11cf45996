"""Read the word lists in `data/` into one phrase book."""

from dataclasses import dataclass
from functools import lru_cache

from requests_app.matching.phrases import PhraseBook
from requests_app.matching.wordlists import DATA, lines

LISTS = ("needs", "tags", "danger", "professional", "urgency", "cues")

HINT = 2.2  # the weight of a single word that only hints


@dataclass(frozen=True, slots=True)
class Section:
    """One head of a list: what its phrases tell, and the referral targets that belong to it."""

    kind: str
    name: str
    refer_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists together; a hit's label is the key of its section."""

    book: PhraseBook
    sections: dict[str, Section]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists of this release, read once per process."""
    book = PhraseBook(_groups())
    sections: dict[str, Section] = {}
    for name in LISTS:
        _read_list(name, book, sections)
    _read_hints(book)
    book.close(lines("real_words"))
    return Lexicon(book, sections)


def _read_list(kind: str, book: PhraseBook, sections: dict[str, Section]) -> None:
    label = ""
    for number, line in enumerate((DATA / f"{kind}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("["):
                name, _, codes = line.strip("[]").partition(":")
                label = f"{kind}:{name}"
                sections[label] = Section(
                    kind, name, tuple(code.strip() for code in codes.split(",") if code.strip())
                )
                continue
            weight, _, phrases = line.partition(" ")
            for phrase in phrases.split(" ; "):
                book.add(label, float(weight), phrase.strip())
        except ValueError as error:
            raise ValueError(f"data/{kind}.txt, line {number}: {error}") from error


def _read_hints(book: PhraseBook) -> None:
    for line in lines("hints"):
        slug, _, words = line.partition(":")
        for word in words.split():
            book.add(f"needs:{slug}", HINT, word)


def _groups() -> dict[str, str]:
    return dict(line.split(" ", 1) for line in lines("groups"))
