"""Recognise danger to life or safety. Recall comes first; docs/matching.md says what excuses a phrase."""

from collections.abc import Iterable, Mapping, Sequence

from requests_app.matching.findings import Danger, FoundCategory, Span
from requests_app.matching.lexicon import lexicon
from requests_app.matching.phrase import Hit
from requests_app.matching.second_opinion import (
    DANGER,
    LEAST_WORDS,
    Opinion,
    chance_beside,
    second_opinion,
)
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word, split_words

CERTAIN = 5.0
LEAST_OF_ONE_KIND = 2.0  # lesser signs must include one that names a danger
MOST_GENERAL = 3.0
# Who asks for nothing that volunteers do and shows a sign of danger is taken for in danger sooner.
ENOUGH_WITHOUT_A_NEED = 3.0
# From these chances on the second opinion counts: where the lists see nothing; a sign of danger; something
# calming. docs/matching.md tells how they were chosen.
LIKELY, LIKELY_WITH_A_SIGN, LIKELY_THOUGH_CALM = 0.28, 0.24, 0.4
DOUBTED = 0.35  # below it, lesser signs that add up are no danger
OVERRULED = 0.2  # below it, even a phrase that is certain of itself is no danger
_PAST = frozenset(["vroeger", "destijds", "jeugd", "verleden", "ooit", "kindertijd", "childhood"])
_AGO = frozenset(["geleden", "ago"])
_LONG = frozenset(["jaar", "jaren", "maand", "maanden", "years", "months", "year"])
_STILL = word_set("danger.still")
_DENIED = frozenset(["geen", "niet", "nooit", "zonder", "ontkent", "no", "not", "never", "denies"])
SAID = 4.0
_NEAREST = {
    "suicide": "psychisch-maatje",
    "mental-crisis": "psychisch-maatje",
    "child-in-danger": "kind-maatje",
    "violence": "gezinssteun",
    "missing": "dementie-maatje",
}
_COMPANY = frozenset(["maatje", "bezoek-thuis"])
# Most pressing first: this one names the danger of the text.
ORDER = (
    "unconscious-or-bleeding",
    "stroke",
    "heart-or-breath",
    "gas-or-fire",
    "missing",
    "acutely-ill",
    "suicide",
    "child-in-danger",
    "violence",
    "mental-crisis",
    "no-shelter",
    "crime",
)


def find_danger(text: str) -> list[Danger]:
    """The dangers a text points at, most pressing first; fast enough to run while somebody types."""
    words = split_words(text)
    return dangers_in(words, lexicon().book.find(words), opinion=second_opinion(words))


def dangers_in(
    words: Sequence[Word], hits: Sequence[Hit], *, enough: float = CERTAIN, opinion: Opinion | None = None
) -> list[Danger]:
    """The dangers among phrases found: one that is certain, or lesser signs that add up to `enough`.

    Where the phrases are not enough, a second opinion that is sure of danger is followed.
    """
    signs: dict[str, list[Hit]] = {}
    excused = False
    for hit in hits:
        if hit.label.startswith("danger:") and _is_excused(words, hit):
            excused = True
        elif hit.label.startswith("danger:"):
            signs.setdefault(hit.label.removeprefix("danger:"), []).append(hit)
    calming = signs.pop("calming", [])
    general = signs.pop("general", [])
    certain = {kind: found for kind, found in signs.items() if max(hit.weight for hit in found) >= CERTAIN}
    if not certain or _chance(certain, opinion) < OVERRULED:
        sums = {kind: _sum(found) for kind, found in signs.items()}
        total = sum(sums.values()) + min(_sum(general), MOST_GENERAL) - _sum(calming)
        named = max(sums.values(), default=0.0) >= LEAST_OF_ONE_KIND
        if total < enough or not named or _chance(signs, opinion) < DOUBTED:
            return _by_opinion(words, opinion, signs, calm=excused or bool(calming)) if opinion else []
        kind = max(sums, key=lambda name: (sums[name], -ORDER.index(name)))
        certain = {kind: signs[kind] + general}
    dangers = [
        Danger(kind, lexicon().sections[f"danger:{kind}"].refer_to, spans_of(words, found))
        for kind, found in certain.items()
    ]
    return sorted(dangers, key=lambda danger: ORDER.index(danger.kind))


def beside_danger(
    dangers: Sequence[Danger], categories: Sequence[FoundCategory], scores: Mapping[str, float]
) -> tuple[FoundCategory, ...]:
    """What is asked beside the danger: what was said outright, else the kind of help nearest to it.

    `scores`: how strongly the lists read each kind of help.
    """
    said = tuple(category for category in categories if scores.get(category.slug, 0.0) >= SAID)
    usual = _NEAREST.get(dangers[0].kind)
    if usual is None or (said and said[0].slug not in _COMPANY):
        return said
    return (FoundCategory(usual, SAID, dangers[0].spans), *(found for found in said if found.slug != usual))


def _chance(signs: dict[str, list[Hit]], opinion: Opinion | None) -> float:
    """How likely danger is to the second opinion, in the text or beside a sign; certain when it has none."""
    if opinion is None:
        return 1.0
    return chance_beside(DANGER, opinion, (hit.words[0] for found in signs.values() for hit in found))


def _by_opinion(
    words: Sequence[Word], opinion: Opinion, signs: dict[str, list[Hit]], *, calm: bool
) -> list[Danger]:
    """The danger that the text as a whole resembles."""
    likely = LIKELY_THOUGH_CALM if calm else LIKELY_WITH_A_SIGN if signs else LIKELY
    if len(words) < LEAST_WORDS or opinion.all_of(DANGER) < likely:
        return []
    kind = opinion.likeliest(DANGER)
    indexes = {
        *opinion.told_by(DANGER + kind),
        *(index for hit in signs.get(kind, ()) for index in hit.words),
    }
    return [Danger(kind, lexicon().sections[f"danger:{kind}"].refer_to, spans_at(words, indexes))]


def _sum(hits: Sequence[Hit]) -> float:
    """The weights together, every word counted once."""
    by_word: dict[int, float] = {}
    for hit in hits:
        by_word[hit.words[0]] = max(by_word.get(hit.words[0], 0.0), hit.weight)
    return sum(by_word.values())


def spans_of(words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Where the words of the hits stand."""
    return spans_at(words, (index for hit in hits for index in hit.words))


def spans_at(words: Sequence[Word], places: Iterable[int]) -> tuple[Span, ...]:
    """Where these words stand, neighbouring words joined."""
    indexes = sorted(set(places))
    spans: list[Span] = []
    for previous, index in zip([None, *indexes], indexes, strict=False):
        if spans and previous == index - 1 and words[previous].sentence == words[index].sentence:
            spans[-1] = Span(spans[-1].start, words[index].end)
        else:
            spans.append(Span(words[index].start, words[index].end))
    return tuple(spans)


def _is_excused(words: Sequence[Word], hit: Hit) -> bool:
    """Told about long ago and not about now, or denied: "geen suïcidale gedachten"."""
    first = hit.words[0]
    sentence = [word for word in words if word.sentence == words[first].sentence]
    forms = [word.form for word in sentence]
    long_ago = bool(_PAST & set(forms)) or any(
        form in _AGO and _LONG & set(forms[max(0, index - 3) : index]) for index, form in enumerate(forms)
    )
    if long_ago and not _STILL & set(forms):
        return True
    clause = words[first].clause
    before = [word.form for word in words[max(0, first - 2) : first] if word.clause == clause]
    return bool(_DENIED & set(before))
