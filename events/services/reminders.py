"""Reminding people of a meeting the day before."""

from datetime import datetime, timedelta

from django.db.models import Q

from events import notifications
from events.models import Event
from network.models import Notification

# Counted in UTC: 24 hours, also when the clock is put forward or back in between.
AHEAD = timedelta(hours=24)


def remind(*, at: datetime) -> int:
    """Post the reminders that are due; returns how many are new. Running it often is harmless.

    Who got a place within the last 24 hours before the start has just had the details and is not reminded.
    """
    posted = 0
    due = Event.objects.published().filter(starts_at__gt=at, starts_at__lte=at + AHEAD)
    for event in due:
        occasion = notifications.reminder_occasion(event)
        told = Notification.objects.filter(
            kind=notifications.REMINDER, subject_ref=f"event/{event.pk}", key__endswith=f":{occasion}"
        ).values_list("recipient_ref", flat=True)
        numbers = {int(recipient.removeprefix("sign_up/")) for recipient in told}
        has_place_since = Q(moved_up_at=None, signed_up_at__lt=event.starts_at - AHEAD) | Q(
            moved_up_at__lt=event.starts_at - AHEAD
        )
        for sign_up in event.sign_ups.confirmed().filter(has_place_since).exclude(pk__in=numbers):
            notifications.reminder(sign_up, event)
            posted += 1
    return posted
