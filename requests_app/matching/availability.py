"""On which days and parts of the day somebody can."""

from collections.abc import Sequence

from requests_app.matching.findings import Availability, Span
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word

WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")
WORKDAYS, WEEKEND = WEEK[:5], WEEK[5:]
PARTS = ("ochtend", "middag", "avond")

_DUTCH_DAYS = dict(
    zip(["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"], WEEK, strict=True)
)
_ENGLISH_DAYS = dict(
    zip(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], WEEK, strict=True)
)
_DAYS = {
    name + ending: day
    for names, endings in ((_DUTCH_DAYS, ("", "s", *PARTS)), (_ENGLISH_DAYS, ("", "s")))
    for name, day in names.items()
    for ending in endings
} | {day: day for day in WEEK[1:]}  # "ma" is a mother
_SHORT_DAYS = frozenset({"di", "wo", "do", "vr", "za", "zo"})
_SPANS_OF_DAYS = {
    "weekend": WEEKEND,
    "weekenden": WEEKEND,
    "weekends": WEEKEND,
    "doordeweeks": WORKDAYS,
    "werkdagen": WORKDAYS,
    "weekdays": WORKDAYS,
}
_WORDS_FOR_PARTS = {
    ("ochtend",): "ochtend ochtends ochtenden sochtends morgens mornings morning",
    ("middag",): "middag middags middagen smiddags afternoons afternoon",
    ("avond",): "avond avonds avonden savonds evenings evening",
    ("ochtend", "middag"): "overdag daytime",
}
_PARTS_BY_WORD = {word: parts for parts, words in _WORDS_FOR_PARTS.items() for word in words.split()}
_PREFERS = word_set("availability.prefers")
_NO_PREFERENCE = word_set("availability.no-preference")
_NOT = frozenset({"niet", "geen", "not", "behalve"})


def find_availability(words: Sequence[Word]) -> tuple[Availability | None, tuple[Span, ...]]:
    """The days and parts of the day that suit, and the words that say so; None when nothing is said."""
    days: list[str] = []
    parts: list[str] = []
    refused: list[str] = []
    seen: list[int] = []
    for index, word in enumerate(words):
        near = [other.form for other in words if other.clause == word.clause]
        around = [other.form for other in words if other.sentence == word.sentence]
        if set(near) & _NO_PREFERENCE or not _is_preference(words, index, around):
            continue
        told = _PARTS_BY_WORD.get(word.form, ()) or _part_in_day(word.form)
        if word.form in _SPANS_OF_DAYS:
            days += _SPANS_OF_DAYS[word.form]
            seen.append(index)
        elif word.form in _DAYS and (word.form not in _SHORT_DAYS or _listed_day(words, index)):
            days.append(_DAYS[word.form])
            seen.append(index)
        if told:
            seen.append(index)
            (refused if _is_refused(words, index) else parts).extend(told)
    if refused and not parts:
        parts = [part for part in PARTS if part not in refused]
    parts = [part for part in PARTS if part in parts and part not in refused]
    if days and parts and _either(words, seen):
        parts = []
    if not days and not parts:
        return None, ()
    found = Availability(tuple(day for day in WEEK if day in days), tuple(parts))
    return found, tuple(Span(words[index].start, words[index].end) for index in sorted(set(seen)))


def _is_preference(words: Sequence[Word], index: int, around: list[str]) -> bool:
    form = words[index].form
    if form in {"avond", "ochtend", "middag"}:
        before = [word.form for word in words[max(0, index - 2) : index]]
        if {"een", "die", "deze", "elke", "iedere", "hele", "per"} & set(before[-1:]):
            return form == "avond" and "een" in before and "naartoe" in around
    return bool(_PREFERS & set(around)) or len(around) <= 4


def _part_in_day(form: str) -> tuple[str, ...]:
    if form in _DAYS:
        return next(((part,) for part in PARTS if form.endswith(part)), ())
    return ()


def _listed_day(words: Sequence[Word], index: int) -> bool:
    """Whether a short "do" or "wo" is a day: next to another day, or after "op"."""
    before = words[index - 1].form if index else ""
    after = words[index + 1].form if index + 1 < len(words) else ""
    earlier = words[index - 2].form if index > 1 else ""
    later = words[index + 2].form if index + 2 < len(words) else ""
    beside = {before, after} & (set(_DAYS) | {"op", "ochtend", "middag", "avond"})
    joined = (before in {"of", "en"} and earlier in _DAYS) or (after in {"of", "en"} and later in _DAYS)
    return (
        (bool(beside) and words[index].form != "zo")
        or joined
        or (words[index].form == "zo" and before == "za")
    )


def _is_refused(words: Sequence[Word], index: int) -> bool:
    clause = words[index].clause
    near = [*words[max(0, index - 3) : index], *words[index + 1 : index + 5]]
    return any(word.form in _NOT and word.clause == clause for word in near)


def _either(words: Sequence[Word], seen: list[int]) -> bool:
    """Whether days and parts are alternatives: "avond/weekend", "in het weekend of 's avonds"."""
    first, last = min(seen), max(seen)
    between = words[first : last + 1]
    return any(word.form == "of" for word in between) or (
        len(between) == 2 and between[0].clause != between[1].clause
    )
