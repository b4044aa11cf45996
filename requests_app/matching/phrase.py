"""One phrase of our word lists, and one place where it was found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: the atoms (word tests) that fit there."""

    atoms: frozenset[int]
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled line of a word list: every group must be found; `label` and `weight` say what it tells."""

    label: str
    weight: float
    groups: tuple[tuple[Element, ...], ...]
    anywhere: bool
    unless: tuple[tuple[Element, ...], ...]
    source: str

    @property
    def required(self) -> tuple[frozenset[int], ...]:
        """The atoms of every word that must be there, for a quick look."""
        return tuple(
            element.atoms
            for group in self.groups
            for element in group
            if element.atoms and not element.optional
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: the indexes of the words it was read from."""

    phrase: Phrase
    words: tuple[int, ...]

    @property
    def label(self) -> str:
        return self.phrase.label

    @property
    def weight(self) -> float:
        return self.phrase.weight
