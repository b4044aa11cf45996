"""The hard limits: one SQL statement finds the offers that can help, and tells why the others cannot.

Each limit is written once. `candidates` keeps the offers that pass all of them, `exclusions` shows which ones an
offer does not pass. Sources: network/data/README.md (hard rules), docs/decisions/0003-matching.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from network.models import Category, Offer, Partner
from requests_app.matching.weights import MAIN_IN_OFFER, MAIN_IN_WISH, SQL_WEIGHTS
from requests_app.matching.wish import Wish
from requests_app.models import Need, Referral
from requests_app.workflow import HOLDS_PLACE

MOST_CANDIDATES = 200  # ranked in Python; the statement orders by the same score
TRACK_RECORD_DAYS = 365

# The age the offer looks at. A child's offer uses the child's age, else that of a young person asking.
_AGE = "CASE WHEN o.age_applies_to = 'child' THEN coalesce(%(child_age)s::int, %(age)s::int) ELSE %(age)s::int END"

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
    "women_only": "NOT o.women_only OR %(gender)s::text = 'v'",
    "at_home": "NOT %(housebound)s OR o.mode IN ('home', 'phone') OR o.transport_included",
    "no_group": "NOT %(no_group)s OR o.format NOT IN ('group', 'walk_in')",
    "weekdays": "cardinality(%(days)s::varchar[]) = 0 OR o.weekdays && %(days)s::varchar[]",
    "dayparts": "cardinality(%(parts)s::varchar[]) = 0 OR o.dayparts && %(parts)s::varchar[]",
    "waiting": "%(weeks)s::int IS NULL OR o.waiting_weeks <= %(weeks)s",
    "paused": "p.paused_until IS NULL OR p.paused_until < %(today)s",
    "capacity": "o.places_free > referred.taken",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that passes every limit, with what ranking and explanation need; parts run from 0 to about 1."""

    offer_id: int
    slug: str
    title: str
    summary: str
    partner_id: int
    partner_name: str
    category_slugs: tuple[str, ...]
    label_nl: str
    label_en: str
    mode: str
    format: str
    transport_included: bool
    languages: tuple[str, ...]
    requires: tuple[str, ...]
    age_min: int | None
    age_max: int | None
    waiting_weeks: int
    districts: int
    cost_text: str
    places_left: int
    days_since_confirmed: int | None
    recent_referrals: int
    main: float
    more: float
    audience: float
    band: float
    near: float
    language: float
    waiting: float
    room: float
    freshness: float
    track: float
    grown: float


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An offer that cannot help, with the names of the limits it does not pass, in the order of LIMITS."""

    offer_id: int
    slug: str
    title: str
    partner_name: str
    limits: tuple[str, ...]


def candidates(wish: Wish, *, at: datetime | None = None) -> list[Candidate]:
    """The offers that pass every limit, best first, at most MOST_CANDIDATES; one statement."""
    where = " AND ".join(f"({condition})" for condition in LIMITS.values())
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT}{_FROM}{_PARTS} WHERE {where}{_ORDER}", _parameters(wish, at))
        return [_candidate(row) for row in cursor.fetchall()]


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
    statement = (
        f"SELECT o.id, o.slug, o.title, p.name, {columns}{_FROM} WHERE {chosen} ORDER BY o.title, o.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    found = []
    for offer_id, slug, title, partner_name, *passed in rows:
        broken = tuple(name for name, passes in zip(LIMITS, passed, strict=True) if not passes)
        if broken:
            found.append(Exclusion(offer_id, slug, title, partner_name, broken))
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
        "since": at - timedelta(days=TRACK_RECORD_DAYS),
        "lately": at - timedelta(days=30),
        "holding": sorted(HOLDS_PLACE),
        "wish_weights": list(MAIN_IN_WISH),
        "offer_weights": list(MAIN_IN_OFFER),
        "fresh": settings.CAPACITY_FRESH_DAYS,
        "known": settings.CAPACITY_KNOWN_DAYS,
        "most": MOST_CANDIDATES,
    } | {f"weight_{name}": weight for name, weight in SQL_WEIGHTS.items()}


_FROM = f"""
FROM {Offer._meta.db_table} o
JOIN {Partner._meta.db_table} p ON p.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.status = ANY(%(holding)s)
               AND (o.capacity_confirmed_at IS NULL OR r.sent_at >= o.capacity_confirmed_at)) AS taken,
           count(*) FILTER (WHERE r.sent_at >= %(lately)s) AS recent,
           count(*) FILTER (WHERE same_kind AND r.answered_at IS NOT NULL) AS answered,
           count(*) FILTER (WHERE same_kind AND r.answered_at IS NOT NULL AND r.decline_reason = '') AS accepted,
           avg(extract(epoch FROM r.answered_at - r.sent_at) / 86400) FILTER (WHERE same_kind) AS days_to_answer
    FROM (
        SELECT r.*, r.sent_at >= %(since)s AND n.category_slugs && %(categories)s::varchar[] AS same_kind
        FROM {Referral._meta.db_table} r JOIN {Need._meta.db_table} n ON n.id = r.need_id
        WHERE r.offer_id = o.id
    ) r
) referred
"""

_PARTS = """
CROSS JOIN LATERAL (
    SELECT coalesce(max(value), 0) AS main, coalesce(sum(value) - max(value), 0) AS more,
           (array_agg(slug ORDER BY value DESC, slug))[1] AS slug
    FROM (
        SELECT wished.slug, (%(wish_weights)s::float8[])[least(wished.place, 5)]
                          * (%(offer_weights)s::float8[])[least(offered.place, 5)] AS value
        FROM unnest(o.category_slugs) WITH ORDINALITY AS offered(slug, place)
        JOIN unnest(%(categories)s::varchar[]) WITH ORDINALITY AS wished(slug, place) USING (slug)
    ) shared
) shared
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT unnest(o.requires_any) INTERSECT SELECT unnest(%(tags)s::varchar[])) AS any_of
) fits
CROSS JOIN LATERAL (
    SELECT extract(day FROM %(at)s - o.capacity_confirmed_at)::int AS days
) confirmed
CROSS JOIN LATERAL (
    SELECT
        least(1.5, cardinality(o.requires_all) + CASE
            WHEN cardinality(o.requires_any) = 0 THEN 0
            WHEN fits.any_of <@ ARRAY['oud', 'chronisch-ziek', 'herstellend', 'slecht-ter-been']::varchar[] THEN 0.5
            ELSE 1 END)::float8 AS audience,
        CASE WHEN %(age)s::int IS NULL THEN 0
            ELSE greatest(0, 1 - (coalesce(o.age_max, 120) - coalesce(o.age_min, 0)) / 60.0) END::float8 AS band,
        (1 - (cardinality(o.district_slugs) - 1) / 9.0
            + CASE WHEN o.postcodes4 IS NOT NULL THEN 0.3 ELSE 0 END)::float8 AS near,
        CASE WHEN o.languages && array_remove(%(languages)s::varchar[], 'nl') THEN 1 ELSE 0 END::float8 AS language,
        (1 - least(o.waiting_weeks, 10) / 10.0)::float8 AS waiting,
        least(1, greatest(o.places_free - referred.taken, 0) / 3.0)::float8 AS room,
        CASE WHEN confirmed.days IS NULL OR confirmed.days > %(known)s THEN 0
            WHEN confirmed.days > %(fresh)s THEN 0.6 ELSE 1 END::float8 AS freshness,
        -- Three accepted of four stand beside the real answers, so that a new partner is not punished.
        ((referred.accepted + 3) / (referred.answered + 4.0)
            * CASE WHEN referred.days_to_answer > 3 THEN 0.8 ELSE 1 END)::float8 AS track,
        CASE WHEN o.age_applies_to = 'child' AND %(age)s::int >= 18 THEN 1 ELSE 0 END::float8 AS grown
) part
"""

_SELECT = """
SELECT found.*, coalesce(k.label_nl, ''), coalesce(k.label_en, '') FROM (
SELECT o.id, o.slug, o.title, o.summary, o.partner_id, p.name, o.category_slugs, shared.slug AS shared_slug, o.mode,
    o.format, o.transport_included, o.languages, o.requires_all || fits.any_of AS requires, o.age_min, o.age_max,
    o.waiting_weeks, cardinality(o.district_slugs) AS districts, o.cost_text,
    greatest(o.places_free - referred.taken, 0) AS places_left, confirmed.days, referred.recent,
    shared.main, shared.more, part.audience, part.band, part.near, part.language, part.waiting, part.room,
    part.freshness, part.track, part.grown
"""

_SCORE = " + ".join(
    f"{'shared' if name in {'main', 'more'} else 'part'}.{name} * %(weight_{name})s" for name in SQL_WEIGHTS
)
_ORDER = f"""
ORDER BY {_SCORE} DESC, o.id LIMIT %(most)s
) found LEFT JOIN {Category._meta.db_table} k ON k.slug = found.shared_slug
"""


def _candidate(row: Sequence) -> Candidate:
    (offer_id, slug, title, summary, partner_id, partner_name, categories, _, mode, form, transport, languages, requires,
     age_min, age_max, weeks, districts, cost, left, days, recent, *parts, label_nl, label_en) = row  # fmt: skip
    return Candidate(
        offer_id, slug, title, summary, partner_id, partner_name, tuple(categories), label_nl, label_en, mode, form,
        transport, tuple(languages), tuple(requires), age_min, age_max, weeks, districts, cost, left, days, recent, *parts,
    )  # fmt: skip
