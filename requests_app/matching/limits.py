"""The hard limits: one SQL statement finds the offers that can help, or tells why they cannot.

Each limit is written once. `candidates` keeps the offers that pass all of them, `exclusions` shows which
ones an offer does not pass. Sources: network/data/README.md (hard rules), docs/decisions/0003-matching.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from requests_app.matching.candidate import Candidate
from requests_app.matching.prepared import rows
from requests_app.matching.statement import FROM, statement
from requests_app.matching.wish import Wish

# Many people are so; an offer for them is less of a special place than one for, say, widows.
EVERYDAY_TAGS = frozenset({"oud", "chronisch-ziek", "herstellend", "slecht-ter-been"})

# The age an offer looks at: a child's offer at that of the child, else of the young person who asks.
_AGE = """coalesce(o.age_min, 0) <= CASE o.age_applies_to WHEN 'child' THEN %(child_from)s ELSE %(from)s END
    AND coalesce(o.age_max, 120) >= CASE o.age_applies_to WHEN 'child' THEN %(child_to)s ELSE %(to)s END"""

LIMITS: Mapping[str, str] = {
    "published": "o.is_published AND p.is_published",
    "category": "o.category_slugs && %(categories)s",
    "district": "o.district_slugs @> %(districts)s",
    "postcode": "o.postcodes4 IS NULL OR %(postcode4)s IS NULL OR %(postcode4)s = ANY(o.postcodes4)",
    "age": _AGE,
    "requires_any": "cardinality(o.requires_any) = 0 OR o.requires_any && %(tags)s",
    "requires_all": "o.requires_all <@ %(tags)s",
    "excludes": "NOT o.excludes && %(tags)s",
    "language": "NOT %(no_dutch)s OR o.languages && %(languages)s",
    "women_only": "NOT o.women_only OR %(is_woman)s",
    "at_home": "NOT %(housebound)s OR o.mode IN ('home', 'phone') OR o.transport_included",
    "no_group": "NOT %(no_group)s OR o.format NOT IN ('group', 'walk_in')",
    "weekdays": "%(any_day)s OR o.weekdays && %(days)s",
    "dayparts": "%(any_part)s OR o.dayparts && %(parts)s",
    "waiting": "%(no_hurry)s OR o.waiting_weeks <= %(weeks)s",
    "paused": "p.paused_until IS NULL OR p.paused_until < %(today)s",
    "capacity": "o.places_free > referred.taken",
}
_ALL_LIMITS = " AND ".join(f"({condition})" for condition in LIMITS.values())


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
    asked = statement(len(wish.categories), _ALL_LIMITS)
    return [Candidate._make(row) for row in rows(asked, _parameters(wish, at))]


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
        judged = cursor.fetchall()
    found = []
    for offer_id, slug, title, partner_name, age_of, *passed in judged:
        broken = tuple(name for name, passes in zip(LIMITS, passed, strict=True) if not passes)
        if broken:
            known = wish.person.age is not None or (age_of == "child" and wish.person.child_age is not None)
            found.append(Exclusion(offer_id, slug, title, partner_name, broken, known))
    return found


def _ages(age: int | None, *, old: bool, young: bool) -> tuple[int, int]:
    """The age at which an offer may begin at the latest, and may end at the earliest.

    An unknown age passes, except at an offer that is only for the old (from 50) or only for the young
    (until 30), when that is not asked for.
    """
    if age is not None:
        return age, age
    return (120 if old else 49), (0 if young else 31)


def _parameters(wish: Wish, at: datetime | None) -> dict[str, Any]:
    at = at or timezone.now()
    person = wish.person
    days = list(person.availability.days) if person.availability else []
    parts = list(person.availability.parts) if person.availability else []
    is_old = "oud" in wish.tags
    child_age = person.age if person.child_age is None else person.child_age
    from_age, to_age = _ages(person.age, old=is_old, young=False)
    child_from, child_to = _ages(child_age, old=is_old, young=True)
    return {
        "categories": list(wish.categories),
        "districts": [wish.district] if wish.district else [],
        "postcode4": wish.postcode4,
        "age": person.age,
        "from": from_age,
        "to": to_age,
        "child_from": child_from,
        "child_to": child_to,
        "tags": sorted(wish.tags),
        "no_dutch": person.speaks_nl == "geen" and bool(person.languages),
        "languages": list(person.languages),
        "is_woman": person.gender == "v",
        "housebound": person.mobility == "aan-huis",
        "no_group": "geen-groep" in wish.tags,
        "days": days,
        "any_day": not days,
        "parts": parts,
        "any_part": not parts,
        "weeks": wish.weeks_to_start,
        "no_hurry": wish.weeks_to_start is None,
        "today": timezone.localdate(at),
        "at": at,
        "own_languages": [language for language in person.languages if language != "nl"],
        "telling_tags": sorted(wish.tags - EVERYDAY_TAGS),
        "fresh": at - timedelta(days=settings.CAPACITY_FRESH_DAYS + 1),
        "known": at - timedelta(days=settings.CAPACITY_KNOWN_DAYS + 1),
        **{f"category_{place}": slug for place, slug in enumerate(wish.categories)},
    }
