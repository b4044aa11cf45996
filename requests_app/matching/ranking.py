"""Order the offers that can help. Pure: candidates in, suggestions out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from requests_app.matching.candidate import Candidate
from requests_app.matching.explanation import explain
from requests_app.matching.weights import SQL_WEIGHTS, TEXT_IN_SUMMARY, TEXT_IN_TITLE, WEIGHTS, WORTH_SHOWING
from requests_app.matching.wish import Wish
from requests_app.matching.words import content_stems

HIGHEST = sum(
    weight
    for name, weight in WEIGHTS.items()
    if weight > 0 and name not in {"more", "text", "language", "band"}
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer for one wish; `score` orders, `percent` is for the screen."""

    candidate: Candidate
    score: float
    percent: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    sentence: str

    @property
    def offer_id(self) -> int:
        return self.candidate.offer_id

    @property
    def slug(self) -> str:
        return self.candidate.slug


def rank(candidates: Iterable[Candidate], wish: Wish, *, explained: int | None = None) -> list[Suggestion]:
    """The suggestions, best first. Nothing depends on the other candidates: leaving one out changes no order.

    Of equals the offer with the fewest recent referrals goes first, then the slug. `explained`: how many get
    reasons and doubts; the rest is only ordered.
    """
    wished = frozenset(wish.words)
    scored = [(round(sum(score_parts(candidate, wished).values()), 6), candidate) for candidate in candidates]
    scored.sort(key=lambda found: (-found[0], found[1].recent_referrals, found[1].slug))
    return [
        _suggestion(score, candidate, wish, explained is None or place < explained)
        for place, (score, candidate) in enumerate(scored)
    ]


def shortlist(suggestions: Sequence[Suggestion], most: int = 3) -> list[Suggestion]:
    """The suggestions worth showing first: near enough to the best."""
    return [
        suggestion
        for suggestion in suggestions[:most]
        if suggestion.score >= WORTH_SHOWING * suggestions[0].score
    ]


def score_parts(candidate: Candidate, wished: frozenset[str]) -> dict[str, float]:
    """Each part times its weight; the score is their sum."""
    parts = {name: getattr(candidate, name) * weight for name, weight in SQL_WEIGHTS.items()}
    parts["text"] = _shared_words(candidate.title, candidate.summary, wished) * WEIGHTS["text"]
    return parts


def _shared_words(title: str, summary: str, wished: frozenset[str]) -> float:
    if not wished:
        return 0.0
    in_title, in_summary = _stems(title), _stems(summary)
    return min(
        1.0, TEXT_IN_TITLE * len(in_title & wished) + TEXT_IN_SUMMARY * len((in_summary - in_title) & wished)
    )


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))


def _suggestion(score: float, candidate: Candidate, wish: Wish, with_words: bool) -> Suggestion:
    reasons, doubts, sentence = explain(candidate, wish) if with_words else ((), (), "")
    return Suggestion(
        candidate=candidate,
        score=score,
        percent=max(1, min(99, round(100 * score / HIGHEST))),
        reasons=reasons,
        doubts=doubts,
        sentence=sentence,
    )
