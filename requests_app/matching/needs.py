"""Score what the words ask for, and put the kinds of help in order.

Words give plain needs ("praten", "maatje", "wandelen"); categories.py fits them to the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from requests_app.matching.danger import spans_at
from requests_app.matching.findings import FoundCategory, Span
from requests_app.matching.lexicon import HINT
from requests_app.matching.negation import Reading
from requests_app.matching.phrase import Hit
from requests_app.matching.second_opinion import LEAST_WORDS, UNCLEAR, Opinion
from requests_app.matching.words import Word

PLAIN_NEEDS = frozenset({"praten", "groep", "informatie", "psychische-steun"})
ASKED, TOLD_AS_PAST = 1.3, 0.2
FURTHER_SIGNS = 0.3  # what each further sign of the same need adds
KEEP_ABOVE = 0.55  # part of the best score a category needs to be kept
WEAKEST = 2.0
MOST = 5
USED_UP = 2.5
SAME_SCORE = 1.5
ENOUGH = 3.0  # from here on single words tell nothing more
CLEAR = 4.0  # asked for outright
# The second opinion: its weight beside the lists, how far a chance counts (as a logarithm), and from when on.
# Chances are taken of what the text says about kinds of help; the rest speaks of danger or professional work.
OPINION, TOLERANCE = 8.0, 4.0
UNLIKELY, LIKELY, LIKELY_IN_FEW_WORDS = 0.03, 0.06, 0.15
CLEARER = 10.0  # so much likelier must it be that some help is asked than that nobody can tell what is asked


@dataclass(slots=True)
class Needs:
    """Scores for each need of one text, and the hits behind them."""

    scores: dict[str, float] = field(default_factory=dict)
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    only_hinted: set[str] = field(default_factory=set)  # no phrase, only single words
    denied: set[str] = field(default_factory=set)  # said not to be wanted, and nothing else

    @property
    def is_clear(self) -> bool:
        """Whether some kind of help is asked for outright."""
        return any(score >= CLEAR for slug, score in self.scores.items() if slug not in self.only_hinted)

    def __getitem__(self, slug: str) -> float:
        return self.scores.get(slug, 0.0)

    def best(self, *slugs: str) -> float:
        return max((self[slug] for slug in slugs), default=0.0)

    def raise_to(self, slug: str, score: float, *, reason: Sequence[str] = ()) -> None:
        """Give a need at least this score, read from the words of the needs it follows from."""
        if score > self[slug]:
            self.scores[slug] = score
            self.only_hinted.discard(slug)
        for other in reason:
            self.hits.setdefault(slug, []).extend(self.hits.get(other, ()))
            if other in PLAIN_NEEDS and other in self.scores:
                self.scores[other] = min(self.scores[other], USED_UP)  # it has found its kind of help

    def lower(self, *slugs: str, by: float = 0.5) -> None:
        for slug in slugs:
            if slug in self.scores:
                self.scores[slug] *= by


def score_needs(hits: Sequence[Hit], reading: Reading) -> Needs:
    """What the words ask for, before looking at who asks."""
    needs = Needs()
    for hit in hits:
        if hit.label.startswith("needs:"):
            slug = hit.label.removeprefix("needs:")
            if reading.is_denied(hit):
                needs.denied.add(slug)
            else:
                needs.hits.setdefault(slug, []).append(hit)
    needs.denied -= needs.hits.keys()
    for slug, found in needs.hits.items():
        by_words: dict[int, float] = {}
        for hit in found:
            weight = (
                hit.weight
                * (ASKED if reading.is_asked(hit) else 1.0)
                * (TOLD_AS_PAST if reading.is_past(hit) else 1.0)
            )
            key = hit.words[0]
            by_words[key] = max(by_words.get(key, 0.0), weight)
        weights = sorted(by_words.values(), reverse=True)
        needs.scores[slug] = weights[0] + FURTHER_SIGNS * sum(weights[1:4])
        if max(hit.weight for hit in found) <= HINT:
            needs.only_hinted.add(slug)
    return needs


def order_categories(
    needs: Needs, words: Sequence[Word], known: frozenset[str] | None = None, opinion: Opinion | None = None
) -> tuple[FoundCategory, ...]:
    """The categories worth showing, the main need first.

    The lists and the second opinion are added up; what only the lists see must be seen clearly.
    """
    scores = {
        slug: score
        for slug, score in needs.scores.items()
        if slug not in PLAIN_NEEDS and (known is None or slug in known)
    }
    best = max(scores.values(), default=0.0)
    least = max(WEAKEST, KEEP_ABOVE * best)
    kept = {
        slug
        for slug, score in scores.items()
        if score >= least and (best < ENOUGH or score >= 1.3 * HINT or slug not in needs.only_hinted)
    }
    chances = {slug: opinion.of(slug) for slug in (known or scores)} if opinion else {}
    if opinion and opinion.is_informed and chances and (len(words) >= LEAST_WORDS or not kept):
        about_kinds = sum(chances.values()) or 1.0
        is_clear = about_kinds >= CLEARER * opinion.of(UNCLEAR)
        least_chance = LIKELY * (about_kinds if is_clear else 1.0)
        if len(words) < LEAST_WORDS:
            least_chance = LIKELY_IN_FEW_WORDS
        kept = {slug for slug in kept if scores[slug] >= ENOUGH or chances[slug] >= UNLIKELY * about_kinds}
        kept |= {slug for slug, chance in chances.items() if chance >= least_chance}
        if kept or (is_clear and len(words) >= LEAST_WORDS):
            kept.add(max(chances, key=lambda slug: (chances[slug], slug)))
        kept = {slug for slug in kept if slug in scores or (chances[slug] and slug not in needs.denied)}
        scores = {
            slug: scores.get(slug, 0.0)
            + OPINION * about_kinds * max(log((chances[slug] or UNLIKELY) / about_kinds) + TOLERANCE, 0.0)
            for slug in kept
        }
    found = [
        FoundCategory(slug, round(scores[slug], 3), _told_by(slug, needs, words, opinion)) for slug in kept
    ]
    return tuple(sorted(found, key=_place)[:MOST])


def _told_by(slug: str, needs: Needs, words: Sequence[Word], opinion: Opinion | None) -> tuple[Span, ...]:
    told = {index for hit in needs.hits.get(slug, ()) for index in hit.words}
    if not told and opinion:
        told = set(opinion.told_by(slug))
    return spans_at(words, told)


def _place(category: FoundCategory) -> tuple[int, int, float, str]:
    """By score in steps: what differs little is told in the order of the text."""
    first = category.spans[0] if category.spans else Span(10_000, 10_000)
    return (-int(category.score / SAME_SCORE), first.start, -category.score, category.slug)
