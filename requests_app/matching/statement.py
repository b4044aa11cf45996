"""The words of the one SQL statement: what it reads, the parts of the score, the order.

Plain expressions over one row of the offer, no joins inside.
"""

from functools import cache

from network.models import Offer, Partner
from requests_app.matching.prepared import Prepared, prepared
from requests_app.matching.weights import MAIN_IN_OFFER, MAIN_IN_WISH, SQL_WEIGHTS
from requests_app.models import Referral, TrackRecord
from requests_app.workflow import HOLDS_PLACE

MOST_CANDIDATES = 50  # ranked in Python by the shared words too; the statement orders by the rest

# The SQL type of every parameter of the limits and of the parts; category_0, category_1, … are varchar.
TYPES = {
    "categories": "varchar[]",
    "districts": "varchar[]",
    "postcode4": "varchar",
    "age": "int",
    "from": "int",
    "to": "int",
    "child_from": "int",
    "child_to": "int",
    "tags": "varchar[]",
    "no_dutch": "bool",
    "languages": "varchar[]",
    "is_woman": "bool",
    "housebound": "bool",
    "no_group": "bool",
    "days": "varchar[]",
    "any_day": "bool",
    "parts": "varchar[]",
    "any_part": "bool",
    "weeks": "int",
    "no_hurry": "bool",
    "today": "date",
    "at": "timestamptz",
    "own_languages": "varchar[]",
    "telling_tags": "varchar[]",
    "fresh": "timestamptz",
    "known": "timestamptz",
}
_HOLDING = ", ".join(f"'{status}'" for status in sorted(HOLDS_PLACE))
# No place in the offer gives no weight; beyond the last weight every place counts the same.
_IN_OFFER = ", ".join(str(weight) for weight in [*MAIN_IN_OFFER, *MAIN_IN_OFFER[-1:] * 20])

FROM = f"""
FROM {Offer._meta.db_table} o
JOIN {Partner._meta.db_table} p ON p.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT count(*) AS taken FROM {Referral._meta.db_table} r
    WHERE r.offer_id = o.id AND r.status IN ({_HOLDING})
        AND r.sent_at >= coalesce(o.capacity_confirmed_at, '-infinity')
) referred
"""  # noqa: S608 - own table names

# Of equals the one that was asked least lately goes first; who was asked often was asked often enough.
RECENT = f"""(SELECT count(*) FROM (
    SELECT FROM {Referral._meta.db_table} r
    WHERE r.offer_id = found.offer_id AND r.sent_at >= %(at)s - interval '30 days' LIMIT 50) latest)"""  # noqa: S608
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
    o.takes_waiting_list, extract(epoch FROM o.capacity_confirmed_at)::float8 AS confirmed_epoch,
    extract(day FROM %(at)s - o.capacity_confirmed_at)::int AS days_since_confirmed, o.capacity_note,
    shared.main, shared.more, shared.slug AS shared_slug,
    {", ".join(f"({part})::float8 {name}" for name, part in PARTS.items())}
"""
SCORE = " + ".join(f"{name} * {weight}" for name, weight in SQL_WEIGHTS.items())


@cache
def statement(categories: int, where: str) -> Prepared:
    """The statement for a wish of so many categories; `where` holds the limits."""
    written = f"""
SELECT found.*, {RECENT}
FROM (SELECT {COLUMNS} {FROM} {_shared(categories)} WHERE {where} OFFSET 0) found
ORDER BY {SCORE} DESC, found.offer_id LIMIT {MOST_CANDIDATES}
"""  # noqa: S608 - own column names
    slugs = {f"category_{place}": "varchar" for place in range(categories)}
    return prepared(written, TYPES | slugs)


def _shared(categories: int) -> str:
    """How strongly the needs are shared: by their place in the wish and in the offer, main before second."""
    values = [
        f"""coalesce({MAIN_IN_WISH[min(place, len(MAIN_IN_WISH) - 1)]} * (ARRAY[{_IN_OFFER}]::float8[])[
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
