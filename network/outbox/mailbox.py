"""Demo and tests: mail lands in a table that /postvak/ shows; nothing leaves the machine."""

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from network.outbox.models import Delivery, MailboxMessage


def keep(message: EmailMessage) -> None:
    """Put one mail in the mail box; the same Message-ID again is the same mail."""
    html = next(
        (part.content for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"), ""
    )
    message_id = message.extra_headers.get("Message-ID") or Delivery.new_message_id()
    for recipient in message.recipients():
        MailboxMessage.objects.get_or_create(
            message_id=message_id if len(message.recipients()) == 1 else f"{message_id}{recipient}",
            defaults={
                "recipient": recipient,
                "sender": message.from_email,
                "subject": str(message.subject),
                "text": str(message.body),
                "html": html,
                "attachments": [_stored(attachment) for attachment in message.attachments],
            },
        )


class MailboxTransport:
    """The outbox's next hop: a mail box that can be asked what it has."""

    @contextmanager
    def ready(self, message: EmailMultiAlternatives) -> Iterator[Callable[[], None]]:
        yield lambda: keep(message)

    def has_seen(self, message_id: str) -> bool:
        return MailboxMessage.objects.filter(message_id=message_id).exists()


class MailboxBackend(BaseEmailBackend):
    """For mail sent outside the outbox: sign-in codes, password resets."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message)
        return len(email_messages)


def _stored(attachment: tuple) -> dict[str, str]:
    name, content, content_type = attachment
    raw = content.encode() if isinstance(content, str) else content
    return {"name": name, "content_type": content_type, "content": base64.b64encode(raw).decode()}
