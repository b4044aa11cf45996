"""What the clock starts."""

from datetime import datetime, timedelta
from importlib import import_module

import structlog
from celery import shared_task
from django.conf import settings
from django.db import connection
from django.utils import timezone

from requests_app.models import Draft, Referral
from requests_app.search import learn_words
from requests_app.services import gaps
from requests_app.services.referral import expire, remind
from requests_app.services.track_record import count_track_records as count_records
from requests_app.workflow import ReferralStatus
from requests_app.working_days import add_working_days

logger = structlog.get_logger(__name__)

# More than come in between two runs.
LEARN_FROM = 2_000
# One run at a time: a second beat finds the lock taken and goes home.
FOLLOW_UP_LOCK = 0x4E495A55_0001


@shared_task
def follow_up_referrals() -> None:
    """Remind partners after two working days, take the question back after three. Safe to run twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [FOLLOW_UP_LOCK])
        if not cursor.fetchone()[0]:
            return
        try:
            follow_up(timezone.now())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [FOLLOW_UP_LOCK])


def follow_up(now: datetime) -> None:
    """Look at every referral that may have waited too long; a question from the partner stops its clock."""
    waiting = Referral.objects.filter(
        status=ReferralStatus.SENT,
        waits_since__lte=now - timedelta(days=settings.REFERRAL_REMIND_AFTER_WORKING_DAYS),
    ).order_by("waits_since", "pk")
    for referral in waiting:
        if has_waited(referral, settings.REFERRAL_EXPIRE_AFTER_WORKING_DAYS, now):
            expire(referral, at=now)
            logger.info("referral.expired", referral=referral.pk)
        elif referral.reminded_at is None and has_waited(
            referral, settings.REFERRAL_REMIND_AFTER_WORKING_DAYS, now
        ):
            remind(referral, at=now)
            logger.info("referral.reminded", referral=referral.pk)


def has_waited(referral: Referral, working_days: int, now: datetime) -> bool:
    """Whether so many working days have passed since the partner's turn began, at the same hour."""
    since = timezone.localtime(referral.waits_since)
    today = timezone.localtime(now)
    due = add_working_days(since.date(), working_days)
    return today.date() > due or (today.date() == due and today.time() >= since.time())


@shared_task
def note_long_waits() -> None:
    """Count for the network who has waited too long for help. Safe to run twice."""
    number = gaps.note_long_waits(timezone.now())
    if number:
        logger.info("gaps.waited_too_long", number=number)


@shared_task
def count_track_records() -> None:
    """Keep up with how partners answer. Safe to run twice."""
    count_records(timezone.now())


@shared_task
def learn_search_words() -> None:
    """Let the search know the words of the newest requests. Safe to run twice."""
    learn_words(newest=LEARN_FROM)


@shared_task
def forget_unsent() -> None:
    """What somebody typed and never sent goes: stories stand in expired sessions and in old drafts."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Draft.objects.filter(updated_at__lt=timezone.now() - timedelta(days=settings.DRAFT_DAYS)).delete()
