"""The words of the one SQL statement: what it reads, the parts of the score, the order.

Plain expressions over one row of the offer, no joins inside: the statement is planned anew each time, and
planning must not cost more than answering.
"""

import re
from functools import cache

from network.models import Offer, Partner
from requests_app.matching.weights import MAIN_IN_WISH, SQL_WEIGHTS
from requests_app.models import Referral, TrackRecord

FROM = f"""
FROM {Offer._meta.db_table} o
JOIN {Partner._meta.db_table} p ON p.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT count(*) AS taken FROM {Referral._meta.db_table} r
    WHERE r.offer_id = o.id AND r.status = ANY(%(holding)s)
        AND r.sent_at >= coalesce(o.capacity_confirmed_at, '-infinity')
) referred
"""  # noqa: S608 - own table names

# Of equals the one that was asked least lately goes first; who was asked often was asked often enough.
RECENT = f"""(SELECT count(*) FROM (
    SELECT FROM {Referral._meta.db_table} r
    WHERE r.offer_id = found.offer_id AND r.sent_at >= %(lately)s LIMIT 50) latest)"""  # noqa: S608
# Three accepted of four stand beside the real answers, so that a new partner is not punished.
TRACK = f"""coalesce((
    SELECT (t.accepted + 3) / (t.answered + 4.0) * CASE WHEN t.days_to_answer > 3 THEN 0.8 ELSE 1 END
    FROM {TrackRecord._meta.db_table} t WHERE t.offer_id = o.id AND t.category_slug = shared.slug), 0.75)"""  # noqa: S608
PARTS = {
    "audience": """least(1.5, cardinality(o.requires_all) + CASE
        WHEN o.requires_any && %(telling_tags)s THEN 1
        WHEN cardinality(o.requires_any) = 0 THEN 0 ELSE 0.5 END)""",
    "band": """CASE WHEN %(age)s IS NULL THEN 0
        ELSE greatest(0, 1 - (coalesce(o.age_max, 120) - coalesce(o.age_min, 0)) / 60.0) END""",
    "near": """1 - (cardinality(o.district_slugs) - 1) / 9.0
        + CASE WHEN o.postcodes4 IS NOT NULL THEN 0.3 ELSE 0 END""",
    "language": "CASE WHEN o.languages && %(own_languages)s THEN 1 ELSE 0 END",
    "waiting": "1 - least(o.waiting_weeks, 10) / 10.0",
    "room": "least(1, greatest(o.places_free - referred.taken, 0) / 3.0)",
    "freshness": """CASE WHEN o.capacity_confirmed_at > %(fresh)s THEN 1
        WHEN o.capacity_confirmed_at > %(known)s THEN 0.6 ELSE 0 END""",
    "track": TRACK,
    "grown": "CASE WHEN o.age_applies_to = 'child' AND %(age)s >= 18 THEN 1 ELSE 0 END",
}
# In the order of the fields of Candidate.
COLUMNS = f"""
    o.id AS offer_id, o.public_id, o.slug, o.title, o.summary, o.partner_id, p.name AS partner_name,
    o.mode, o.format, o.transport_included, o.languages, o.requires_all, o.requires_any, o.age_min,
    o.waiting_weeks, o.cost_text, greatest(o.places_free - referred.taken, 0) AS places_left,
    o.takes_waiting_list, o.capacity_confirmed_at,
    extract(day FROM %(at)s - o.capacity_confirmed_at)::int AS days_since_confirmed, o.capacity_note,
    shared.main, shared.more, shared.slug AS shared_slug,
    {", ".join(f"({part})::float8 {name}" for name, part in PARTS.items())}
"""
SCORE = " + ".join(f"{name} * {weight}" for name, weight in SQL_WEIGHTS.items())


@cache
def statement(categories: int, where: str) -> str:
    """The statement for a wish of so many categories; `where` holds the limits."""
    written = f"""
SELECT found.*, {RECENT}
FROM (SELECT {COLUMNS} {FROM} {_shared(categories)} WHERE {where} OFFSET 0) found
ORDER BY {SCORE} DESC, found.offer_id LIMIT %(most)s
"""  # noqa: S608 - own column names
    # psycopg remembers how it takes a statement apart, up to 4,096 characters.
    return re.sub(r"\s+", " ", written)


def _shared(categories: int) -> str:
    """How strongly the needs are shared: by their place in the wish and in the offer, main before second."""
    values = [
        f"""coalesce({MAIN_IN_WISH[min(place, len(MAIN_IN_WISH) - 1)]} * (%(in_offer)s)[
            array_position(o.category_slugs, %(category_{place})s)], 0)"""
        for place in range(categories)
    ]
    columns = [f"v{place}" for place in range(categories)]
    strongest = " ".join(f"WHEN v{place} = main THEN %(category_{place})s" for place in range(categories))
    return f"""
CROSS JOIN LATERAL (
    SELECT main, {" + ".join(columns)} - main AS more, CASE {strongest} END AS slug
    FROM (SELECT *, greatest({", ".join(columns)}) AS main
          FROM (SELECT {", ".join(f"{value} AS {name}" for value, name in zip(values, columns, strict=True))}
                OFFSET 0) valued) strongest
) shared"""  # noqa: S608 - numbers and own names
