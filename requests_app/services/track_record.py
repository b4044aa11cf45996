"""Count how offers answered: ranking reads the sum, for the referrals behind it grow without end."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from requests_app.models import Need, Referral, TrackRecord

LOOKS_BACK = timedelta(days=365)
_COUNT = f"""
    INSERT INTO {TrackRecord._meta.db_table} (offer_id, category_slug, answered, accepted, days_to_answer)
    SELECT r.offer_id, kind, count(*), count(*) FILTER (WHERE r.decline_reason = ''),
        avg(extract(epoch FROM r.answered_at - r.sent_at) / 86400)
    FROM {Referral._meta.db_table} r
    JOIN {Need._meta.db_table} n ON n.id = r.need_id
    CROSS JOIN unnest(n.category_slugs) kind
    WHERE r.answered_at IS NOT NULL AND r.sent_at >= %s
    GROUP BY r.offer_id, kind
"""  # noqa: S608 - own table names


@transaction.atomic
def count_track_records(at: datetime) -> None:
    """Count the last year anew. Safe to run twice; readers see the old counts meanwhile."""
    TrackRecord.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [at - LOOKS_BACK])
