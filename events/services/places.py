"""The places of an event: who holds its lock may give, take and count them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import Func, TextField, Value
from psycopg.errors import LockNotAvailable

from events import notifications
from events.errors import TooBusy
from events.models import Event, SignUp

LOCK_TIMEOUT = "3s"


@contextmanager
def held(event_id: int) -> Iterator[Event]:
    """One transaction in which nobody else changes who comes to this event.

    Lock the event, not the sign-ups: the row two people race for does not exist yet.
    Raises TooBusy when the lock does not come within LOCK_TIMEOUT.
    """
    try:
        with transaction.atomic():
            # The timeout is set in the statement that waits: one trip to the database less under the lock.
            timeout = Func(
                Value("lock_timeout"), Value(LOCK_TIMEOUT), Value(True), function="set_config",
                output_field=TextField(),
            )  # fmt: skip
            yield Event.objects.annotate(lock_timeout=timeout).select_for_update().get(pk=event_id)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise TooBusy from error
        raise


def fill(event: Event, *, at: datetime) -> list[SignUp]:
    """Give the free places to those who wait, first come first served, and tell them.

    Only under `held`. The group somebody wished for may be full by now: then the place is without a group.
    """
    if not event.is_published or event.has_begun(at):
        return []
    free = event.places - event.sign_ups.confirmed().count()
    moving = list(event.sign_ups.waiting()[:free]) if free > 0 else []
    if not moving:
        return []
    room = {
        group.pk: group.places - group.taken
        for group in event.groups.with_taken()
        if group.places is not None
    }
    for sign_up in moving:
        sign_up.status = SignUp.Status.CONFIRMED
        sign_up.moved_up_at = at
        if sign_up.group_id in room:
            if room[sign_up.group_id] <= 0:
                sign_up.group_id = None
            else:
                room[sign_up.group_id] -= 1
    SignUp.objects.bulk_update(moving, ["status", "moved_up_at", "group"])
    for sign_up in moving:
        notifications.moved_up(sign_up)
    return moving
