"""Putting a message in the outbox, in the same transaction as the fact that causes it."""

from celery.utils.log import get_task_logger
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from network.outbox.models import Delivery, Notification
from network.outbox.tasks import drain_outbox

logger = get_task_logger(__name__)


def notify(kind: str, *, subject: str, recipient: str, occasion: str = "1") -> bool:
    """Tell `recipient` ("user/7") about `subject` ("referral/91"), once per kind and occasion.

    Another occasion (a moved meeting, a second round) is another message. Runs in the caller's
    transaction. Returns False when this was already told.
    """
    key = f"{kind}:{subject}:{recipient}:{occasion}"
    with transaction.atomic():
        notification, is_new = Notification.objects.get_or_create(
            key=key, defaults={"kind": kind, "subject_ref": subject, "recipient_ref": recipient}
        )
        if not is_new:
            return False
        Delivery.objects.create(
            notification=notification, next_at=timezone.now(), message_id=Delivery.new_message_id()
        )
    wake()
    return True


def withdraw(subject: str, kind: str | None = None) -> int:
    """Take back what is still queued about `subject`; returns how many messages that were."""
    queued = Delivery.objects.filter(notification__subject_ref=subject, state=Delivery.State.QUEUED)
    if kind is not None:
        queued = queued.filter(notification__kind=kind)
    return queued.update(state=Delivery.State.WITHDRAWN, done_at=timezone.now())


def wake() -> None:
    """After the commit, ask a worker to look now. A broker that is away is no error: the clock sweeps up."""
    if not any(_publish in waiting for waiting in connection.run_on_commit):
        transaction.on_commit(_publish, robust=True)


def _publish() -> None:
    try:
        drain_outbox.apply_async(retry=False)
    except (OperationalError, OSError):
        logger.warning("outbox.broker_away")
