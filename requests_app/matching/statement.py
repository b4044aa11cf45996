"""The words of the one SQL statement: what it reads, the parts of the score, the order."""

from dataclasses import fields

from network.models import Category, Offer, Partner
from requests_app.matching.candidate import Candidate
from requests_app.matching.weights import SQL_WEIGHTS
from requests_app.models import Need, Referral

FROM = f"""
FROM {Offer._meta.db_table} o
JOIN {Partner._meta.db_table} p ON p.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.status = ANY(%(holding)s)
               AND (o.capacity_confirmed_at IS NULL OR r.sent_at >= o.capacity_confirmed_at)) AS taken,
           count(*) FILTER (WHERE r.sent_at >= %(lately)s) AS recent,
           count(*) FILTER (WHERE same_kind AND r.answered_at IS NOT NULL) AS answered,
           count(*) FILTER (WHERE same_kind AND r.answered_at IS NOT NULL AND r.decline_reason = '')
               AS accepted,
           avg(extract(epoch FROM r.answered_at - r.sent_at) / 86400) FILTER (WHERE same_kind)
               AS days_to_answer
    FROM (
        SELECT r.*, r.sent_at >= %(since)s AND n.category_slugs && %(categories)s::varchar[] AS same_kind
        FROM {Referral._meta.db_table} r JOIN {Need._meta.db_table} n ON n.id = r.need_id
        WHERE r.offer_id = o.id
    ) r
) referred
"""  # noqa: S608 - own table names

PARTS = """
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
            WHEN fits.any_of <@ ARRAY['oud', 'chronisch-ziek', 'herstellend', 'slecht-ter-been']::varchar[]
                THEN 0.5
            ELSE 1 END)::float8 AS audience,
        CASE WHEN %(age)s::int IS NULL THEN 0
            ELSE greatest(0, 1 - (coalesce(o.age_max, 120) - coalesce(o.age_min, 0)) / 60.0)
            END::float8 AS band,
        (1 - (cardinality(o.district_slugs) - 1) / 9.0
            + CASE WHEN o.postcodes4 IS NOT NULL THEN 0.3 ELSE 0 END)::float8 AS near,
        CASE WHEN o.languages && array_remove(%(languages)s::varchar[], 'nl') THEN 1 ELSE 0
            END::float8 AS language,
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

COLUMNS = """
    o.id AS offer_id, o.slug, o.title, o.summary, o.partner_id, p.name AS partner_name, o.category_slugs,
    o.mode, o.format, o.transport_included, o.languages, o.requires_all || fits.any_of AS requires,
    o.age_min, o.age_max, o.waiting_weeks, cardinality(o.district_slugs) AS districts, o.cost_text,
    greatest(o.places_free - referred.taken, 0) AS places_left, confirmed.days AS days_since_confirmed,
    referred.recent AS recent_referrals, shared.main, shared.more, part.audience, part.band, part.near,
    part.language, part.waiting, part.room, part.freshness, part.track, part.grown
"""

NAMES = ", ".join(f"found.{field.name}" for field in fields(Candidate) if not field.name.startswith("label"))
SELECT = f"""
SELECT {NAMES}, coalesce(k.label_nl, ''), coalesce(k.label_en, '')
FROM (SELECT {COLUMNS}, shared.slug AS shared_slug
"""  # noqa: S608 - own column names

SCORE = " + ".join(
    f"{'shared' if name in {'main', 'more'} else 'part'}.{name} * %(weight_{name})s" for name in SQL_WEIGHTS
)
ORDER = f"""
ORDER BY {SCORE} DESC, o.id LIMIT %(most)s
) found LEFT JOIN {Category._meta.db_table} k ON k.slug = found.shared_slug
"""
