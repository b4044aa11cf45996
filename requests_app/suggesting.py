"""Suggestions as the pages print them: the matcher's list with each offer's room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from network.directory.models.offer import capacity_age, capacity_level
from network.models import Offer
from requests_app.matching.candidate import Candidate
from requests_app.matching.explanation import also_helps_with
from requests_app.matching.explanation import why_not as limits_in_words
from requests_app.matching.limits import exclusions
from requests_app.matching.ranking import Suggestion
from requests_app.matching.several_needs import other_kinds
from requests_app.matching.suggestions import suggest, wish_of
from requests_app.matching.wish import Wish
from requests_app.models import Need
from requests_app.models.places import with_free_places

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer for one need; `rank` 1 is the first suggestion.

    `also`: the kinds of help of the request's other needs that the same partner can give.
    """

    suggestion: Suggestion
    rank: int
    at: datetime
    also: tuple[str, ...] = ()

    @property
    def offer(self) -> Candidate:
        return self.suggestion.candidate

    @property
    def score(self) -> int:
        return self.suggestion.percent

    @property
    def reasons(self) -> tuple[str, ...]:
        return (*also_helps_with(self.also), *self.suggestion.reasons)

    @property
    def doubts(self) -> tuple[str, ...]:
        return self.suggestion.doubts

    @property
    def sentence(self) -> str:
        return self.suggestion.sentence

    @property
    def level(self) -> str:
        return capacity_level(self.offer.places_left, self.offer.takes_waiting_list)

    @property
    def freshness(self) -> str:
        return capacity_age(self.offer.capacity_confirmed_at, self.at)


def proposals_for(wish: Wish, *, at: datetime, limit: int = MOST_SHOWN) -> list[Proposal]:
    """The best offers, the first one first."""
    return [Proposal(suggestion, place, at) for place, suggestion in enumerate(suggest(wish, at)[:limit], 1)]


def proposals_for_needs(wishes: Mapping[int, Wish], *, at: datetime) -> dict[int, list[Proposal]]:
    """The best offers for each need of one request; they tell which partner can do more of the needs."""
    found = {key: suggest(wish, at) for key, wish in wishes.items()}
    return {
        key: [
            Proposal(
                suggestion,
                place,
                at,
                other_kinds(suggestion, (others for other, others in found.items() if other != key)),
            )
            for place, suggestion in enumerate(suggestions[:MOST_SHOWN], 1)
        ]
        for key, suggestions in found.items()
    }


@dataclass(frozen=True, slots=True)
class Excluded:
    """An offer for this kind of help that a hard limit rules out, with the limits in words."""

    offer: Offer
    reason: str


def why_not(need: Need, *, at: datetime) -> list[Excluded]:
    """The offers of the same kind of help that are not suggested, fewest limits in the way first."""
    found = exclusions(wish_of(need), at=at)[:MOST_SHOWN]
    offers = _offers(exclusion.offer_id for exclusion in found)
    return [Excluded(offers[exclusion.offer_id], limits_in_words(exclusion)) for exclusion in found]


def _offers(pks: Iterable[int]) -> dict[int, Offer]:
    found = with_free_places(Offer.objects.filter(pk__in=list(pks))).select_related("partner")
    return {offer.pk: offer for offer in found}
