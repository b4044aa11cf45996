"""Reading what would be mailed now, without a worker: the outbox's queue, rendered."""

from django.core.mail import EmailMultiAlternatives

from network.models import Delivery
from network.outbox.composing import compose


def queued_mails() -> list[tuple[str, EmailMultiAlternatives | None]]:
    """(kind, mail) in the order of posting; None for what is not true any more and would be withdrawn."""
    queued = Delivery.objects.filter(state=Delivery.State.QUEUED).select_related("notification")
    return [(delivery.notification.kind, compose(delivery)) for delivery in queued.order_by("pk")]


def queued_kinds() -> list[str]:
    """What will really be mailed, by kind and in alphabetical order."""
    return sorted(kind for kind, mail in queued_mails() if mail is not None)


def empty_the_queue() -> None:
    Delivery.objects.update(state=Delivery.State.SENT)
