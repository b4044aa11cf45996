"""Links that open something without an account: signed, for one purpose, and with an end.

The answer link goes to the partner in the mail about a new question. It shows no identity, serves
only to answer that one referral, and stops when it is answered, withdrawn or too old. The link of the
resident's page is a random secret of its own (HelpRequest.link_code) and is not signed.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from requests_app.models import HelpRequest, Referral

ANSWER_SALT = "requests.answer"
# Longer than the term for an answer, with room for a question that goes back and forth.
ANSWER_LIFETIME = timedelta(days=21)


class LinkExpired(Exception):
    """The link was real once; it is too old now."""


def answer_token(referral: Referral) -> str:
    return signing.dumps(str(referral.public_id), salt=ANSWER_SALT)


def answer_url(referral: Referral) -> str:
    """The whole address, for a mail."""
    return _absolute(reverse("requests:signed_link", args=[answer_token(referral)]))


def read_answer_token(token: str) -> str | None:
    """Public id of the referral this link answers; None when nobody signed it.

    Raises LinkExpired.
    """
    try:
        return signing.loads(token, salt=ANSWER_SALT, max_age=ANSWER_LIFETIME)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError):
        return None


def resident_url(help_request: HelpRequest) -> str:
    """The whole address of the resident's page, for a mail or a card."""
    return _absolute(reverse("requests:resident", args=[help_request.link_code]))


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


# Without letters and digits that look alike on paper.
CARD_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CARD_SALT = "requests.card"


def card_code(help_request: HelpRequest) -> str:
    """Eight signs for on paper, such as K7PX-29QM; worth nothing without the number beside it.

    Derived, not stored; guessing is held off by a limit per request.
    """
    digest = salted_hmac(CARD_SALT, help_request.link_code, algorithm="sha256").digest()
    signs = "".join(CARD_ALPHABET[byte % len(CARD_ALPHABET)] for byte in digest[:8])
    return f"{signs[:4]}-{signs[4:]}"


def is_card_code(help_request: HelpRequest, typed: str) -> bool:
    signs = "".join(character for character in typed.upper() if character in CARD_ALPHABET)
    return constant_time_compare(signs, card_code(help_request).replace("-", ""))
