"""Forgetting who signed up when the retention period is over; the figures stay."""

from datetime import datetime

from django.db import transaction

from events.models import Event, SignUp
from events.retention import SIGN_UPS_KEPT_FOR

AT_ONCE = 20  # meetings in one run; the clock comes back for the rest


def forget_sign_ups(*, at: datetime) -> int:
    """Delete the sign-ups of meetings that ended long enough ago; returns how many people that were."""
    due = Event.objects.filter(ends_at__lt=at - SIGN_UPS_KEPT_FOR, forgotten_at=None).order_by("ends_at")
    return sum(_forget(number, at=at) for number in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _forget(event_id: int, *, at: datetime) -> int:
    event = Event.objects.select_for_update().get(pk=event_id)
    people = event.sign_ups.all()
    event.signed_up_total = people.exclude(status=SignUp.Status.CANCELLED).count()
    event.cancelled_total = people.filter(status=SignUp.Status.CANCELLED).count()
    if event.attended is None and people.filter(attended=True).exists():
        event.attended = people.filter(attended=True).count()
    event.forgotten_at = at
    event.save(update_fields=["signed_up_total", "cancelled_total", "attended", "forgotten_at"])
    people.delete()
    return event.signed_up_total + event.cancelled_total
