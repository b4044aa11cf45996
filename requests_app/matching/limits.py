"""The hard limits: one SQL statement finds the offers that can help, or tells why they cannot.

Each limit is written once. `candidates` keeps the offers that pass all of them, `exclusions` shows which
ones an offer does not pass. Sources: network/data/README.md (hard rules), docs/decisions/0003-matching.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from requests_app.matching.candidate import Candidate
from requests_app.matching.statement import FROM, statement
from requests_app.matching.weights import MAIN_IN_OFFER
from requests_app.matching.wish import Wish
from requests_app.workflow import HOLDS_PLACE

MOST_CANDIDATES = 100  # ranked in Python; the statement orders by the same score
# Many people are so; an offer for them is less of a special place than one for, say, widows.
EVERYDAY_TAGS = frozenset({"oud", "chronisch-ziek", "herstellend", "slecht-ter-been"})

# The age the offer looks at. A child's offer uses the child's age, else that of a young person asking.
_AGE = """CASE WHEN o.age_applies_to = 'child' THEN coalesce(%(child_age)s::int, %(age)s::int)
    ELSE %(age)s::int END"""

# An unknown age passes, except at an offer that is only for the old or only for the young.
LIMITS: Mapping[str, str] = {
    "published": "o.is_published AND p.is_published",
    "category": "o.category_slugs && %(categories)s::varchar[]",
    "district": "%(district)s::text IS NULL OR o.district_slugs @> ARRAY[%(district)s]::varchar[]",
    "postcode": "o.postcodes4 IS NULL OR %(postcode4)s::text IS NULL OR %(postcode4)s = ANY(o.postcodes4)",
    "age": f"""CASE WHEN {_AGE} IS NULL
        THEN (coalesce(o.age_min, 0) < 50 OR %(tags)s::varchar[] @> ARRAY['oud']::varchar[])
            AND (coalesce(o.age_max, 120) > 30 OR o.age_applies_to = 'child')
        ELSE {_AGE} >= coalesce(o.age_min, 0) AND {_AGE} <= coalesce(o.age_max, 120) END""",
    "requires_any": "cardinality(o.requires_any) = 0 OR o.requires_any && %(tags)s::varchar[]",
    "requires_all": "o.requires_all <@ %(tags)s::varchar[]",
    "excludes": "NOT o.excludes && %(tags)s::varchar[]",
    "language": "NOT %(no_dutch)s OR o.languages && %(languages)s::varchar[]",
    "women_only": "NOT o.women_only OR coalesce(%(gender)s::text = 'v', false)",
    "at_home": "NOT %(housebound)s OR o.mode IN ('home', 'phone') OR o.transport_included",
    "no_group": "NOT %(no_group)s OR o.format NOT IN ('group', 'walk_in')",
    "weekdays": "cardinality(%(days)s::varchar[]) = 0 OR o.weekdays && %(days)s::varchar[]",
    "dayparts": "cardinality(%(parts)s::varchar[]) = 0 OR o.dayparts && %(parts)s::varchar[]",
    "waiting": "%(weeks)s::int IS NULL OR o.waiting_weeks <= %(weeks)s",
    "paused": "p.paused_until IS NULL OR p.paused_until < %(today)s",
    "capacity": "o.places_free > referred.taken",
}
_ALL_LIMITS = " AND ".join(f"({condition})" for condition in LIMITS.values())
# No place in the offer gives no weight; beyond the last weight every place counts the same.
_IN_OFFER = [*MAIN_IN_OFFER, *MAIN_IN_OFFER[-1:] * 20]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An offer that cannot help, with the names of the limits it does not pass, in the order of LIMITS."""

    offer_id: int
    slug: str
    title: str
    partner_name: str
    limits: tuple[str, ...]
    age_is_known: bool  # the age this offer looks at


def candidates(wish: Wish, *, at: datetime | None = None) -> list[Candidate]:
    """The offers that pass every limit, best first, at most MOST_CANDIDATES; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement(len(wish.categories), _ALL_LIMITS), _parameters(wish, at))
        return [Candidate(*row) for row in cursor.fetchall()]


def exclusions(
    wish: Wish, offer_ids: Iterable[int] | None = None, *, at: datetime | None = None
) -> list[Exclusion]:
    """Why not? For each offer that does not pass (or only those asked about), the limits in its way.

    Without `offer_ids`: the published offers that share a category with the wish.
    """
    columns = ", ".join(f"coalesce(({condition}), true)" for condition in LIMITS.values())
    parameters = _parameters(wish, at)
    if offer_ids is None:
        chosen = f"({LIMITS['published']}) AND ({LIMITS['category']})"
    else:
        chosen = "o.id = ANY(%(offer_ids)s)"
        parameters["offer_ids"] = list(offer_ids)
    asked = "SELECT o.id, o.slug, o.title, p.name, o.age_applies_to, {}{} WHERE {} ORDER BY o.title, o.id"
    with connection.cursor() as cursor:
        cursor.execute(asked.format(columns, FROM, chosen), parameters)
        rows = cursor.fetchall()
    found = []
    for offer_id, slug, title, partner_name, age_of, *passed in rows:
        broken = tuple(name for name, passes in zip(LIMITS, passed, strict=True) if not passes)
        if broken:
            known = wish.person.age is not None or (age_of == "child" and wish.person.child_age is not None)
            found.append(Exclusion(offer_id, slug, title, partner_name, broken, known))
    return found


def _parameters(wish: Wish, at: datetime | None) -> dict:
    at = at or timezone.now()
    person = wish.person
    availability = person.availability
    return {
        "categories": list(wish.categories),
        "district": wish.district,
        "postcode4": wish.postcode4,
        "age": person.age,
        "child_age": person.child_age,
        "tags": sorted(wish.tags),
        "no_dutch": person.speaks_nl == "geen" and bool(person.languages),
        "languages": list(person.languages),
        "gender": person.gender,
        "housebound": person.mobility == "aan-huis",
        "no_group": "geen-groep" in wish.tags,
        "days": list(availability.days) if availability else [],
        "parts": list(availability.parts) if availability else [],
        "weeks": wish.weeks_to_start,
        "today": timezone.localdate(at),
        "at": at,
        "lately": at - timedelta(days=30),
        "holding": sorted(HOLDS_PLACE),
        "own_languages": [language for language in person.languages if language != "nl"],
        "telling_tags": sorted(wish.tags - EVERYDAY_TAGS),
        "fresh": settings.CAPACITY_FRESH_DAYS,
        "known": settings.CAPACITY_KNOWN_DAYS,
        "most": MOST_CANDIDATES,
        "in_offer": _IN_OFFER,
        **{f"category_{place}": slug for place, slug in enumerate(wish.categories)},
    }
