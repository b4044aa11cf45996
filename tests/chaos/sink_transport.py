"""The outbox's next hop in drills: SMTP to the sink, whose journal can be asked; and a kind to send."""

import os
from pathlib import Path

from network.outbox import Mail, renderer
from network.outbox.models import Notification
from network.outbox.transport import SmtpTransport


class SinkTransport(SmtpTransport):
    def has_seen(self, message_id: str) -> bool:
        return message_id in Path(os.environ["SINK_JOURNAL"]).read_text().splitlines()


@renderer("drill")
def drill(notification: Notification) -> Mail:
    number = notification.recipient_ref.removeprefix("drill/")
    return Mail(to=f"p{number}@example.org", subject="Drill", template="email/base")
