"""The next hop of a message: what it must be able to do, and SMTP doing it."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives


class Refused(Exception):
    """The server answered no; `code` is its reply code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SoftError(Refused):
    """Not now."""


class HardError(Refused):
    """Never."""


class Transport(Protocol):
    def ready(self, message: EmailMultiAlternatives) -> AbstractContextManager[Callable[[], None]]:
        """Do all that can fail before the mail leaves; yield the function that lets it leave.

        Raises SoftError or HardError for an answer of the server, OSError for a lost connection. From
        the yielded function OSError means: nobody knows whether it arrived.
        """

    def has_seen(self, message_id: str) -> bool | None:
        """Whether the next hop took this message; None when it cannot be asked."""


class SmtpTransport:
    """Mail over SMTP, one connection per message, with the envelope settled before the fence."""

    @contextmanager
    def ready(self, message: EmailMultiAlternatives) -> Iterator[Callable[[], None]]:
        with self._connection() as server:
            self._expect(server.mail(parseaddr(message.from_email)[1]))
            for recipient in message.recipients():
                self._expect(server.rcpt(parseaddr(recipient)[1]))
            data = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own

            def hand_over() -> None:
                try:
                    self._expect(server.data(data))
                except smtplib.SMTPDataError as error:
                    self._expect((error.smtp_code, b""))
                except smtplib.SMTPServerDisconnected as error:
                    raise ConnectionError("lost after DATA") from error

            yield hand_over

    def has_seen(self, message_id: str) -> bool | None:
        return None

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        timeout = settings.EMAIL_TIMEOUT
        if settings.EMAIL_USE_SSL:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.EMAIL_HOST,
                settings.EMAIL_PORT,
                timeout=timeout,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=timeout)
        try:
            if settings.EMAIL_USE_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.ehlo_or_helo_if_needed()
            yield server
        finally:
            server.close()

    @staticmethod
    def _expect(reply: tuple[int, bytes]) -> None:
        code = reply[0]
        if code >= 500:
            # 552 is a full mailbox: it may have room again tomorrow
            raise SoftError(code) if code == 552 else HardError(code)
        if code >= 400:
            raise SoftError(code)
