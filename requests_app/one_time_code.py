"""Six digits by mail that open something for a short while, in the browser that asked for them.

The code is sent at once and not through the outbox: a code that comes an hour later is of no use, and
whoever waits for it asks for another. Only a mark of it stands in the session, with an end and a
number of tries.
"""

import hmac
import secrets
import time

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from network.outbox import Mail
from network.outbox.composing import build
from network.outbox.models import Delivery

logger = structlog.get_logger(__name__)

LIFETIME_SECONDS = 10 * 60
MOST_TRIES = 5
SESSION_KEY = "one_time_codes"
OPENED_KEY = "opened_by_code"
OPEN_SECONDS = 30 * 60


def send_code(request: HttpRequest, what: str, mail: Mail) -> bool:
    """Mail a fresh code for `what` ("resident/12"); False when the mail server does not take it.

    `mail` is the mail without the code; it is put in its context as `code`.
    """
    code = f"{secrets.randbelow(1_000_000):06}"
    codes = request.session.get(SESSION_KEY, {})
    codes[what] = {"mark": _mark(what, code), "until": time.time() + LIFETIME_SECONDS, "tries": 0}
    request.session[SESSION_KEY] = codes
    message = build(
        Mail(mail.to, mail.subject, mail.template, {**mail.context, "code": code}, language=mail.language),
        Delivery.new_message_id(),
    )
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        logger.error("one_time_code.not_sent", error=type(error).__name__)
        return False
    return True


def is_waiting(request: HttpRequest, what: str) -> bool:
    """Whether a code was sent that can still be used."""
    kept = request.session.get(SESSION_KEY, {}).get(what)
    return bool(kept) and kept["until"] > time.time() and kept["tries"] < MOST_TRIES


def try_code(request: HttpRequest, what: str, typed: str) -> bool:
    """Whether the code is right; a right one works once, and opens `what` in this browser."""
    if not is_waiting(request, what):
        return False
    codes = request.session[SESSION_KEY]
    digits = "".join(character for character in typed if character.isdigit())
    right = hmac.compare_digest(codes[what]["mark"], _mark(what, digits))
    if right:
        del codes[what]
        open_for_now(request, what)
    else:
        codes[what]["tries"] += 1
    request.session[SESSION_KEY] = codes
    return right


def open_for_now(request: HttpRequest, what: str) -> None:
    opened = request.session.get(OPENED_KEY, {})
    opened[what] = time.time() + OPEN_SECONDS
    request.session[OPENED_KEY] = opened
    # Another session key from here on: a link that was prepared with somebody else's session opens nothing.
    request.session.cycle_key()


def is_open(request: HttpRequest, what: str) -> bool:
    return request.session.get(OPENED_KEY, {}).get(what, 0) > time.time()


def close(request: HttpRequest, what: str) -> None:
    opened = request.session.get(OPENED_KEY, {})
    opened.pop(what, None)
    request.session[OPENED_KEY] = opened


def _mark(what: str, code: str) -> str:
    return salted_hmac(f"one-time-code:{what}", code, secret=settings.SECRET_KEY).hexdigest()
