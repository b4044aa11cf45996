"""Suggestions as the request page prints them: the matcher's list with each offer's room and partner."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from network.directory.models.offer import capacity_level
from network.models import Offer
from requests_app.models import Need
from requests_app.models.places import with_free_places


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offer for one need; `rank` 1 is the first suggestion."""

    offer: Offer
    rank: int
    score: int
    reasons: list[str]
    doubts: list[str]
    sentence: str = ""
    parts: dict[str, float] = field(default_factory=dict)
    at: datetime = field(default_factory=timezone.now)

    @property
    def level(self) -> str:
        return capacity_level(self.offer.free_places, self.offer.takes_waiting_list)

    @property
    def freshness(self) -> str:
        return self.offer.capacity_age(self.at)


def proposals_for(need: Need, *, at: datetime, limit: int = 8) -> list[Proposal]:
    help_request = need.help_request
    offers = with_free_places(Offer.objects.published()).filter(category_slugs__overlap=need.category_slugs)
    if help_request.district:
        offers = offers.filter(district_slugs__contains=[help_request.district.slug])
    found = offers.filter(free_places__gt=0).select_related("partner", "contact")[:limit]
    return [Proposal(offer, rank, 60, [], [], "") for rank, offer in enumerate(found, start=1)]


@dataclass(frozen=True, slots=True)
class Excluded:
    """An offer for this kind of help that a hard limit rules out, with every limit in words."""

    offer: Offer
    reasons: list[str]


def why_not(need: Need, *, at: datetime) -> list[Excluded]:
    return []
