"""Score what the words ask for, and put the kinds of help in order.

Words give plain needs ("praten", "maatje", "wandelen"); categories.py fits them to the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from requests_app.matching.danger import spans_of
from requests_app.matching.findings import FoundCategory, Span
from requests_app.matching.lexicon import HINT
from requests_app.matching.negation import Reading
from requests_app.matching.phrase import Hit
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


@dataclass(slots=True)
class Needs:
    """Scores for each need of one text, and the hits behind them."""

    scores: dict[str, float] = field(default_factory=dict)
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    only_hinted: set[str] = field(default_factory=set)  # no phrase, only single words

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
        if hit.label.startswith("needs:") and not reading.is_denied(hit):
            needs.hits.setdefault(hit.label.removeprefix("needs:"), []).append(hit)
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
    needs: Needs, words: Sequence[Word], known: frozenset[str] | None = None
) -> tuple[FoundCategory, ...]:
    """The categories worth showing, the main need first; of equal ones the first named goes first."""
    scores = {
        slug: score
        for slug, score in needs.scores.items()
        if slug not in PLAIN_NEEDS and (known is None or slug in known)
    }
    if not scores:
        return ()
    best = max(scores.values())
    least = max(WEAKEST, KEEP_ABOVE * best)
    found = [
        FoundCategory(slug, round(score, 3), spans_of(words, needs.hits.get(slug, ())))
        for slug, score in scores.items()
        if score >= least and (best < ENOUGH or score >= 1.3 * HINT or slug not in needs.only_hinted)
    ]
    return tuple(sorted(found, key=_place)[:MOST])


def _place(category: FoundCategory) -> tuple[int, int, float, str]:
    """By score in steps: what differs little is told in the order of the text."""
    first = category.spans[0] if category.spans else Span(10_000, 10_000)
    return (-int(category.score / SAME_SCORE), first.start, -category.score, category.slug)
