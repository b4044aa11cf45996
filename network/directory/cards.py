"""What a card or page about an offer prints, made in Python so that templates only print."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from network.directory import wording
from network.directory.catalogue import Catalogue, CategoryEntry
from network.directory.models import Capacity, CapacityAge, Offer


@dataclass(frozen=True)
class OfferCard:
    """One offer in a list. Needs offers from `with_card_data()`."""

    offer: Offer
    theme: str  # slug of the main category's theme, for its picture
    kind: str  # label of the main category
    districts: str
    other_languages: str  # beside Dutch and English
    is_free: bool
    is_paused: bool
    level: Capacity
    freshness: CapacityAge
    weeks: int | None  # only where a waiting list says how long


def offer_card(offer: Offer, catalogue: Catalogue, now: datetime) -> OfferCard:
    main: CategoryEntry | None = catalogue.category_by_slug.get(offer.category_slugs[0])
    level = offer.level
    return OfferCard(
        offer=offer,
        theme=main.theme if main else "",
        kind=main.label if main else "",
        districts=wording.districts_short(offer, catalogue),
        other_languages=wording.other_languages(offer),
        is_free=is_free(offer),
        is_paused=offer.partner.is_paused(timezone.localdate(now)),
        level=level,
        freshness=offer.capacity_age(now),
        weeks=offer.waiting_weeks or None if level == Capacity.WAITING_LIST else None,
    )


@dataclass(frozen=True)
class OfferFacts:
    """All an offer's own page says in words."""

    districts: str
    ages: str
    languages: str
    weekdays: str
    dayparts: str
    kinds: list[CategoryEntry]
    for_any: list[str]
    for_all: list[str]
    not_for: list[str]


def offer_facts(offer: Offer, catalogue: Catalogue) -> OfferFacts:
    known = catalogue.category_by_slug
    return OfferFacts(
        districts=wording.districts(offer, catalogue),
        ages=wording.ages(offer),
        languages=wording.languages(offer),
        weekdays=wording.weekdays(offer),
        dayparts=wording.dayparts(offer),
        kinds=[known[slug] for slug in offer.category_slugs if slug in known],
        for_any=wording.tags(offer.requires_any),
        for_all=wording.tags(offer.requires_all),
        not_for=wording.tags(offer.excludes),
    )


def is_free(offer: Offer) -> bool:
    return offer.cost_eur == 0 or offer.cost_text.strip().lower() == "gratis"
