"""Recognise a misspelt word of our lists: "gezogt", "boodschappe", "eensaam"."""

import re
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 5  # a shorter word is too easily another word

_SOUNDS = (
    (re.compile(r"ij|ei|y"), "y"),
    (re.compile(r"ou|au"), "u2"),
    (re.compile(r"ch|gg"), "g"),
    (re.compile(r"ck|c(?![eiy])|q"), "k"),
    (re.compile(r"c"), "s"),
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"dt\b|d\b|th"), "t"),
    (re.compile(r"ie"), "i"),
    (re.compile(r"sj|sh"), "s"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"en\b"), "e"),
)
_TWICE = re.compile(r"(.)\1")


@lru_cache(maxsize=20_000)
def sound(form: str) -> str:
    """How the word sounds, roughly: words that are often confused in writing get the same key."""
    for pattern, key in _SOUNDS:
        form = pattern.sub(key, form)
    return _TWICE.sub(r"\1", form)


class SpellingBook:
    """The words people may have meant, found by sound and one letter of difference."""

    def __init__(self, known: Iterable[str] = (), real_words: Iterable[str] = ()) -> None:
        self._real_words = frozenset(real_words)
        self._by_key: dict[str, str] = {}
        self._by_deletion: dict[str, set[str]] = {}
        for form in sorted(known):
            if len(form) < SHORTEST or form.isdigit():
                continue
            key = sound(form)
            self._by_key.setdefault(key, form)
            for shorter in _deletions(key):
                self._by_deletion.setdefault(shorter, set()).add(form)

    def meant(self, form: str) -> str | None:
        """The listed word this misspelling stands for; None when it is no near miss, or a real word."""
        if len(form) < SHORTEST or form in self._real_words or any(character.isdigit() for character in form):
            return None
        key = sound(form)
        if key in self._by_key:
            return self._by_key[key]
        near = self._by_deletion.get(key, set()).copy()  # a letter is missing
        for shorter in _deletions(key):
            if shorter in self._by_key and len(shorter) >= SHORTEST - 1:
                near.add(self._by_key[shorter])  # a letter too many
            if len(key) >= SHORTEST + 1:
                near |= self._by_deletion.get(shorter, set())  # another letter, or two swapped
        near = {word for word in near if _one_change(key, sound(word)) and word[0] == form[0]}
        return min(near, key=lambda word: (abs(len(word) - len(form)), word)) if near else None


def _deletions(key: str) -> set[str]:
    return {key[:index] + key[index + 1 :] for index in range(len(key))}


def _one_change(first: str, second: str) -> bool:
    """Whether one letter added, removed, replaced or swapped with its neighbour makes them the same."""
    if abs(len(first) - len(second)) > 1:
        return False
    if len(first) != len(second):
        longer, shorter = (first, second) if len(first) > len(second) else (second, first)
        return shorter in _deletions(longer)
    different = [index for index in range(len(first)) if first[index] != second[index]]
    if len(different) == 1:
        return True
    return (
        len(different) == 2
        and different[1] == different[0] + 1
        and first[different[0]] == second[different[1]]
        and first[different[1]] == second[different[0]]
    )
