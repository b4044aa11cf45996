"""After the retention period the people are gone; the figures stay."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events import periodic
from events.models import SignUp
from events.retention import PERSONAL_FIELDS, SIGN_UPS_KEPT_FOR
from events.services.forgetting import forget_sign_ups
from tests.factories.events import EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def test_sign_ups_are_forgotten_three_months_after_the_end_and_counts_stay():
    event = EventFactory()
    SignUpFactory.create_batch(3, event=event, attended=True)
    SignUpFactory.create_batch(2, event=event)
    SignUpFactory(event=event, waiting=True)
    SignUpFactory(event=event, cancelled=True)
    end = event.ends_at + SIGN_UPS_KEPT_FOR

    with time_machine.travel(end - timedelta(minutes=1), tick=False):
        periodic.forget_sign_ups()
        assert SignUp.objects.count() == 7
    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        periodic.forget_sign_ups()
        periodic.forget_sign_ups()

    event.refresh_from_db()
    assert not SignUp.objects.exists()
    assert (event.signed_up_total, event.cancelled_total, event.attended) == (6, 1, 3)


def test_only_what_is_due_is_forgotten_and_what_was_counted_by_hand_stays():
    kept = SignUpFactory(event=EventFactory(starts_in=timedelta(days=-80)))
    old = EventFactory(starts_in=timedelta(days=-100), attended=40)
    SignUpFactory(event=old, attended=True)

    assert forget_sign_ups(at=timezone.now()) == 1

    assert list(SignUp.objects.all()) == [kept]
    old.refresh_from_db()
    assert old.attended == 40


def test_every_field_about_a_person_is_declared():
    own = {"id", "public_id", "submission_key", "cancel_code", "event", "group", "language", "status",
           "signed_up_at", "moved_up_at", "cancelled_at"}  # fmt: skip

    fields = {field.name for field in SignUp._meta.get_fields() if not field.auto_created or field.concrete}

    assert fields - own == set(PERSONAL_FIELDS["events.SignUp"]["fields"])
