"""Reminders: 24 hours in UTC before the start, once, and never for what has begun."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from events import periodic
from events.services.publishing import call_off, change
from events.services.reminders import remind
from events.services.sign_up import cancel
from network.models import Notification
from tests.events.mails import empty_the_queue, queued_kinds
from tests.factories.events import EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = timedelta(hours=24)


def event_at(starts_at, **options):
    return EventFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **options)


def reminders() -> list[str]:
    return list(Notification.objects.filter(kind="event-reminder").values_list("recipient_ref", flat=True))


@pytest.mark.parametrize(
    ("starts_at", "due_local"),
    [
        # The night of 27 March 2027 has 23 hours: 24 hours before 13:30 it was 12:30 on the clock.
        (datetime(2027, 3, 28, 13, 30, tzinfo=AMSTERDAM), datetime(2027, 3, 27, 12, 30, tzinfo=AMSTERDAM)),
        # The night of 30 October 2027 has 25 hours.
        (datetime(2027, 10, 31, 13, 30, tzinfo=AMSTERDAM), datetime(2027, 10, 30, 14, 30, tzinfo=AMSTERDAM)),
        # In the hour that comes twice: the first and the second 02:30.
        (
            datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM),
            datetime(2027, 10, 30, 2, 30, tzinfo=AMSTERDAM),
        ),
        (
            datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=AMSTERDAM),
            datetime(2027, 10, 30, 3, 30, tzinfo=AMSTERDAM),
        ),
        (datetime(2026, 12, 8, 13, 30, tzinfo=AMSTERDAM), datetime(2026, 12, 7, 13, 30, tzinfo=AMSTERDAM)),
    ],
    ids=["clock forward", "clock back", "first half past two", "second half past two", "winter"],
)
def test_reminder_is_due_24_hours_before_the_start_also_when_the_clock_changes(starts_at, due_local):
    event = event_at(starts_at)
    person = SignUpFactory(event=event, signed_up_at=starts_at - timedelta(days=20))
    due = due_local.astimezone(UTC)
    assert starts_at.astimezone(UTC) - due == DAY

    with time_machine.travel(due - timedelta(seconds=1), tick=False):
        periodic.remind()
        assert reminders() == []
    with time_machine.travel(due, tick=False):
        periodic.remind()
        assert reminders() == [f"sign_up/{person.pk}"]


def test_running_every_minute_of_the_day_reminds_once():
    starts_at = datetime(2027, 3, 28, 13, 30, tzinfo=AMSTERDAM)
    SignUpFactory.create_batch(3, event=event_at(starts_at), signed_up_at=starts_at - timedelta(days=9))

    posted = [
        remind(at=starts_at - timedelta(hours=25) + timedelta(minutes=minutes))
        for minutes in range(0, 27 * 60, 20)
    ]

    assert sum(posted) == 3
    assert len(set(reminders())) == 3


@pytest.mark.parametrize(
    "late_by", [timedelta(minutes=3), timedelta(hours=5), timedelta(hours=23, minutes=59)]
)
def test_a_clock_that_stood_still_still_reminds(late_by):
    event = EventFactory(starts_in=DAY - late_by)
    SignUpFactory(event=event, signed_up_at=timezone.now() - timedelta(days=9))

    assert remind(at=timezone.now()) == 1


@pytest.mark.parametrize(
    "options",
    [
        {"starts_in": timedelta(seconds=-1)},
        {"starts_in": timedelta(hours=5), "cancelled": True},
        {"starts_in": timedelta(hours=5), "draft": True},
        {"starts_in": timedelta(hours=25)},
        {"past": True},
    ],
    ids=["begun", "cancelled", "draft", "not yet", "past"],
)
def test_no_reminder_for(options):
    SignUpFactory(event=EventFactory(**options), signed_up_at=timezone.now() - timedelta(days=90))

    assert remind(at=timezone.now()) == 0


def test_only_who_has_had_a_place_for_longer_is_reminded():
    event = EventFactory(starts_in=timedelta(hours=20))
    long_ago = timezone.now() - timedelta(days=9)
    coming = SignUpFactory(event=event, signed_up_at=long_ago)
    SignUpFactory(event=event, signed_up_at=timezone.now())  # has just had the details
    SignUpFactory(event=event, signed_up_at=long_ago, moved_up_at=timezone.now())
    SignUpFactory(event=event, signed_up_at=long_ago, waiting=True)
    SignUpFactory(event=event, signed_up_at=long_ago, cancelled=True)

    remind(at=timezone.now())

    assert reminders() == [f"sign_up/{coming.pk}"]


def test_moved_meeting_is_reminded_of_again_and_the_old_reminder_is_withdrawn():
    event = EventFactory(starts_in=timedelta(hours=20))
    SignUpFactory(event=event, signed_up_at=timezone.now() - timedelta(days=30))
    remind(at=timezone.now())
    later = {"starts_at": event.starts_at + timedelta(days=7), "ends_at": event.ends_at + timedelta(days=7)}

    change(event, later, programme=[], groups=[], at=timezone.now())

    assert queued_kinds() == ["event-changed"]  # the reminder of the old day renders to nothing
    assert remind(at=timezone.now()) == 0
    assert remind(at=timezone.now() + timedelta(days=7)) == 1
    assert len(reminders()) == 2


def test_reminder_is_withdrawn_when_it_is_not_true_any_more():
    event = EventFactory(starts_in=timedelta(hours=20))
    anna, _bea = SignUpFactory.create_batch(2, event=event, signed_up_at=timezone.now() - timedelta(days=30))
    remind(at=timezone.now())
    assert queued_kinds() == ["event-reminder", "event-reminder"]

    cancel(anna, at=timezone.now())
    assert queued_kinds() == ["event-reminder", "event-sign-up-cancelled"]

    with time_machine.travel(event.starts_at + timedelta(minutes=1)):
        assert "event-reminder" not in queued_kinds()  # the queue stood still until it had begun


def test_called_off_meeting_withdraws_its_reminders():
    event = EventFactory(starts_in=timedelta(hours=20))
    SignUpFactory(event=event, signed_up_at=timezone.now() - timedelta(days=30))
    remind(at=timezone.now())

    call_off(event, note="", at=timezone.now())

    assert queued_kinds() == ["event-cancelled"]
    empty_the_queue()
    assert remind(at=timezone.now()) == 0
