"""Delivering what is due, exactly once, whatever process dies.

A delivery is claimed with a lease, made ready at the mail server, fenced (only who still holds the
lease goes on), then handed over. A sender that dies before the fence leaves a claim that runs out;
one that dies behind it leaves an uncertain delivery, which is settled by asking the mail server.
Source: docs/decisions/0004-outbox.md.
"""

import random
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from network.outbox.composing import compose
from network.outbox.models import Delivery
from network.outbox.registry import kind_of
from network.outbox.transport import HardError, SoftError, Transport

logger = structlog.get_logger(__name__)

State = Delivery.State
BATCH = 10
RETRY_AFTER = [
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
]
RETRY_LATER = timedelta(hours=3)
GIVE_UP_AFTER = timedelta(hours=48)


def drain(seconds: float | None = None) -> Counter[str]:
    """Deliver until nothing is due, or for so many seconds. Returns counts by state.

    Any number of these at once is harmless.
    """
    end = None if seconds is None else time.monotonic() + seconds
    transport: Transport = import_string(settings.OUTBOX_TRANSPORT)()
    done: Counter[str] = Counter()
    release_expired()
    done.update(settle_uncertain(transport))
    while (end is None or time.monotonic() < end) and (claimed := claim()):
        for delivery in claimed:
            done[deliver(delivery, transport)] += 1
    return done


def lease() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def claim() -> list[Delivery]:
    """Take up to BATCH due deliveries under a lease that no other sender can hold."""
    token = uuid.uuid4()
    with transaction.atomic():
        due = list(
            Delivery.objects.filter(state=State.QUEUED, next_at__lte=Now())
            .order_by("next_at", "pk")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)[:BATCH]
        )
        Delivery.objects.filter(pk__in=due).update(
            state=State.CLAIMED, token=token, lease_until=Now() + lease(), attempts=F("attempts") + 1
        )
    return list(
        Delivery.objects.filter(pk__in=due, token=token).select_related("notification").order_by("pk")
    )


def deliver(delivery: Delivery, transport: Transport) -> str:
    """Hand over one claimed delivery; returns the state it ended in."""
    try:
        message = compose(delivery)
        if message is None:
            return _finish(delivery, State.WITHDRAWN)
        with transport.ready(message) as hand_over:
            if not _fence(delivery):
                return "lease_lost"
            try:
                hand_over()
            except SoftError as error:
                return _later(delivery, error)
            except HardError as error:
                return _finish(delivery, State.DEAD, error)
            except Exception as error:  # whatever broke here, the mail may have left
                return _finish(delivery, State.UNCERTAIN, error)
            return _finish(delivery, State.SENT)
    except HardError as error:
        return _finish(delivery, State.DEAD, error)
    except Exception as error:  # a renderer or the server failed before anything left: try again later
        logger.warning("outbox.delivery_failed", delivery=delivery.pk, error=type(error).__name__)
        return _later(delivery, error)


def release_expired() -> None:
    """What a dead sender left: nothing had left the house yet, or nobody knows."""
    expired = Delivery.objects.filter(lease_until__lt=Now())
    expired.filter(state=State.CLAIMED).update(
        state=State.QUEUED, token=None, lease_until=None, next_at=Now()
    )
    expired.filter(state=State.HANDING_OVER).update(state=State.UNCERTAIN, token=None, lease_until=None)


def settle_uncertain(transport: Transport) -> Counter[str]:
    """Ask the mail server what became of uncertain deliveries; where it cannot say, the kind decides."""
    settled: Counter[str] = Counter()
    uncertain = Delivery.objects.filter(state=State.UNCERTAIN).select_related("notification")
    for delivery in uncertain.order_by("pk").iterator(chunk_size=BATCH):
        arrived = transport.has_seen(delivery.message_id)
        if arrived is None and not _repeats(delivery):
            continue
        state = State.SENT if arrived else State.QUEUED
        settled[state] += Delivery.objects.filter(pk=delivery.pk, state=State.UNCERTAIN).update(
            state=state, next_at=Now(), done_at=timezone.now() if arrived else None
        )
    return settled


def _repeats(delivery: Delivery) -> bool:
    """A kind that nobody knows any more waits for a person: it must not stop the others."""
    try:
        return kind_of(delivery.notification).repeat_when_uncertain
    except LookupError:
        return False


def _fence(delivery: Delivery) -> bool:
    """Go on only while the lease is ours; from here on the mail may have left."""
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, token=delivery.token, state=State.CLAIMED, lease_until__gt=Now()
        ).update(state=State.HANDING_OVER, lease_until=Now() + lease())
    )


def _finish(delivery: Delivery, state: Delivery.State, error: Exception | None = None) -> str:
    _settle(
        delivery,
        state=state,
        done_at=None if state == State.UNCERTAIN else timezone.now(),
        last_error=_describe(error),
    )
    if state in (State.DEAD, State.UNCERTAIN):
        logger.error(f"outbox.{state}", delivery=delivery.pk, error=_describe(error))
    return state


def _later(delivery: Delivery, error: Exception) -> str:
    now = timezone.now()
    if now - delivery.notification.created_at > GIVE_UP_AFTER:
        return _finish(delivery, State.DEAD, error)
    _settle(
        delivery,
        state=State.QUEUED,
        next_at=next_attempt(delivery.attempts, now),
        last_error=_describe(error),
    )
    return State.QUEUED


def next_attempt(attempts: int, now: datetime) -> datetime:
    """When to try again after `attempts` (1 or more) tries: ever later, ±20 % so that retries spread."""
    wait = RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else RETRY_LATER
    return now + wait * random.uniform(0.8, 1.2)  # noqa: S311  spreading, not secrecy


def _settle(delivery: Delivery, **values: object) -> None:
    Delivery.objects.filter(pk=delivery.pk, token=delivery.token).update(
        token=None, lease_until=None, **values
    )


def _describe(error: Exception | None) -> str:
    """The kind of error and the server's code: never a text that may hold an address."""
    if error is None:
        return ""
    code = getattr(error, "code", "")
    return f"{type(error).__name__} {code}".strip()
