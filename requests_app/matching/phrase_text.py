"""The words of one text, asked for one phrase after another."""

from collections.abc import Sequence

from requests_app.matching.phrase import Element, Phrase
from requests_app.matching.words import Word


class PhraseText:
    """Finds where a phrase stands; `atoms` holds, for each word, the word tests it passes."""

    def __init__(self, words: Sequence[Word], atoms: Sequence[frozenset[int]]) -> None:
        self._words = words
        self._atoms = atoms
        self._places: dict[int, list[int]] = {}
        for index, found in enumerate(atoms):
            for atom in found:
                self._places.setdefault(atom, []).append(index)

    def look_for(self, phrase: Phrase) -> list[tuple[int, ...]]:
        firsts = self._sequences(phrase.groups[0])
        found = []
        for first in firsts:
            sentence = self._words[first[0]].sentence
            indexes = list(first)
            for group in phrase.groups[1:]:
                others = self._sequences(group)
                if not phrase.anywhere:
                    others = [other for other in others if self._words[other[0]].sentence == sentence]
                others = [other for other in others if not set(other) & set(indexes)]
                if not others:
                    break
                nearest = min(others, key=lambda other: abs(other[0] - first[0]))
                indexes += nearest
            else:
                if not self._excused(phrase, sentence):
                    found.append(tuple(sorted(set(indexes))))
        return found

    def _excused(self, phrase: Phrase, sentence: int) -> bool:
        return any(
            self._words[found[0]].sentence == sentence
            for group in phrase.unless
            for found in self._sequences(group)
        )

    def _sequences(self, group: tuple[Element, ...]) -> list[tuple[int, ...]]:
        head = next(index for index, element in enumerate(group) if element.atoms and not element.optional)
        starts = sorted({place for atom in group[head].atoms for place in self._places.get(atom, ())})
        found = []
        for start in starts:
            rest = self._follow(group[head + 1 :], start)
            if rest is not None:
                found.append((start, *rest))
        return found

    def _follow(self, elements: tuple[Element, ...], last: int) -> tuple[int, ...] | None:
        if not elements:
            return ()
        element, rest = elements[0], elements[1:]
        reach = 1
        if element.gap:
            reach = element.gap + 1
            if not rest:
                return ()
            element, rest = rest[0], rest[1:]
        for index in range(last + 1, min(last + 1 + reach, len(self._words))):
            if (
                self._words[index].sentence != self._words[last].sentence
                or self._words[index].turn != self._words[last].turn
            ):
                break
            if self._atoms[index] & element.atoms:
                following = self._follow(rest, index)
                if following is not None:
                    return (index, *following)
        if element.optional:
            return self._follow(rest, last)
        return None
