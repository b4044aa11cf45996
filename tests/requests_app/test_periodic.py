"""Reminders after two working days, back to the ambassador after three; holidays do not count."""

import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from network.models import Notification
from requests_app.models import Draft
from requests_app.periodic import (
    FOLLOW_UP_LOCK,
    follow_up,
    follow_up_referrals,
    forget_unsent,
    note_long_waits,
)
from tests.factories.network import PartnerMembershipFactory
from tests.factories.requests import ReferralFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(day: str, hour: int) -> datetime.datetime:
    return datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=AMSTERDAM)


def sent(at: datetime.datetime, **fields):
    return ReferralFactory(sent_at=at, offer__partner=PartnerMembershipFactory().partner, **fields)


@pytest.mark.parametrize(
    ("sent_on", "before", "reminded", "expired"),
    [
        # Monday: reminder on Wednesday, expired on Thursday, at the same hour
        ("2027-03-08", "2027-03-10", "2027-03-10", "2027-03-11"),
        # Thursday before Easter: Good Friday, the weekend and Monday do not count
        ("2027-03-25", "2027-03-30", "2027-03-31", "2027-04-01"),
        # Friday over the change to summer time
        ("2027-03-19", "2027-03-23", "2027-03-23", "2027-03-24"),
    ],
)
def test_follow_up_counts_working_days(sent_on, before, reminded, expired):
    referral = sent(moment(sent_on, 14))

    follow_up(moment(before, 13))
    referral.refresh_from_db()
    assert (referral.status, referral.reminded_at) == ("sent", None)

    follow_up(moment(reminded, 14))
    follow_up(moment(reminded, 15))
    referral.refresh_from_db()
    assert (referral.status, referral.reminded_at) == ("sent", moment(reminded, 14))

    follow_up(moment(expired, 13))
    referral.refresh_from_db()
    assert referral.status == "sent"

    follow_up(moment(expired, 14))
    follow_up(moment(expired, 14))
    referral.refresh_from_db()
    assert (referral.status, referral.need.__class__.objects.get().status) == ("expired", "triage")
    help_request = referral.need.help_request.__class__.objects.get()
    assert help_request.next_action_on == datetime.date.fromisoformat(expired)
    assert [row.kind for row in Notification.objects.order_by("pk")] == ["referral_reminder"]


def test_the_owner_hears_that_it_expired(ambassador):
    referral = sent(moment("2027-03-08", 14), need__help_request__owner=ambassador.ambassador)

    follow_up(moment("2027-03-12", 9))

    assert referral.need.__class__.objects.get().status == "triage"
    assert Notification.objects.get(kind="referral_expired").recipient_ref == f"user/{ambassador.pk}"


def test_a_question_of_the_partner_stops_the_clock():
    referral = sent(moment("2027-03-08", 14), asked=True)

    follow_up(moment("2027-03-30", 9))

    referral.refresh_from_db()
    assert (referral.status, referral.reminded_at) == ("question", None)


def test_the_task_runs_once_at_a_time():
    referral = sent(moment("2027-03-08", 14))
    other = connection.copy()
    with other.cursor() as cursor, time_machine.travel(moment("2027-03-12", 9)):
        cursor.execute("SELECT pg_advisory_lock(%s)", [FOLLOW_UP_LOCK])
        follow_up_referrals()
        referral.refresh_from_db()
        assert referral.status == "sent"

        cursor.execute("SELECT pg_advisory_unlock(%s)", [FOLLOW_UP_LOCK])
        follow_up_referrals()
    other.close()

    referral.refresh_from_db()
    assert referral.status == "expired"


def test_beat_knows_the_tasks():
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {follow_up_referrals.name, note_long_waits.name} <= tasks


def test_forget_unsent_erases_expired_sessions_and_old_drafts(ambassador):
    session = SessionStore()
    session["story"] = "Ik ben veel alleen"
    session.create()
    Draft.objects.create(submission_key=uuid4(), author=ambassador, data={"text": "Oud"})
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        fresh = Draft.objects.create(submission_key=uuid4(), author=ambassador, data={"text": "Nieuw"})
        forget_unsent()

    assert list(Draft.objects.all()) == [fresh]
    assert not SessionStore().exists(session.session_key)
