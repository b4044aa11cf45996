"""What a card or page about an offer prints, made in Python so that templates only print."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.timesince import timesince

from network.directory import wording
from network.directory.catalogue import Catalogue, CategoryEntry
from network.directory.models import Capacity, CapacityAge, Offer


@dataclass(frozen=True)
class OfferCard:
    """All that one offer in a list says, as plain values: two cards that are equal look the same."""

    url: str
    title: str
    summary: str
    partner: str
    theme: str  # slug of the main category's theme, for its picture
    kind: str  # label of the main category
    place: str
    districts: str
    other_languages: str  # beside Dutch and English
    women_only: bool
    cost: str  # empty when it is free
    is_published: bool
    paused_until: date | None  # only while the partner pauses
    level: Capacity
    freshness: CapacityAge
    confirmed_on: datetime | None
    age: str  # of the claim, in words; part of what the card says, so it is drawn anew when it changes
    weeks: int | None  # only where a waiting list says how long


def offer_card(offer: Offer, catalogue: Catalogue, now: datetime) -> OfferCard:
    """Needs an offer from `with_card_data()`."""
    main: CategoryEntry | None = catalogue.category_by_slug.get(offer.category_slugs[0])
    level = offer.level
    pauses = offer.partner.is_paused(timezone.localdate(now))
    return OfferCard(
        url=offer.get_absolute_url(),
        title=offer.title,
        summary=offer.summary,
        partner=offer.partner.name,
        theme=main.theme if main else "",
        kind=main.label if main else "",
        place=str(offer.get_mode_display()),
        districts=wording.districts_short(offer, catalogue),
        other_languages=wording.other_languages(offer),
        women_only=offer.women_only,
        cost="" if is_free(offer) else offer.cost_text,
        is_published=offer.is_published,
        paused_until=offer.partner.paused_until if pauses else None,
        level=level,
        freshness=offer.capacity_age(now),
        confirmed_on=offer.capacity_confirmed_at,
        age=timesince(offer.capacity_confirmed_at, now) if offer.capacity_confirmed_at else "",
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
