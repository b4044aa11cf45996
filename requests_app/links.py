"""Links that open something without an account: signed, for one purpose, and with an end.

The answer link goes to one person or mail box of the partner, in the mail about a new question. It shows
no identity, serves only to answer that one referral, and stops when it is answered, withdrawn or too
old, or when its reader does not answer for the partner any more. The link of the
resident's page is a random secret of its own (HelpRequest.link_code) and is not signed.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from network.models import Contact, User
from requests_app.models import HelpRequest, Referral
from requests_app.permissions import answering_for

ANSWER_SALT = "requests.answer"
# Longer than the term for an answer, with room for a question that goes back and forth.
ANSWER_LIFETIME = timedelta(days=21)


class LinkExpired(Exception):
    """The link was real once; it is too old now."""


@dataclass(frozen=True)
class AnswerLink:
    """What a link says: which referral, and whose mail box (`kind` user or contact) it went to."""

    referral: str
    kind: str
    pk: int
    mail_box: str


def answer_token(referral: Referral, to: User | Contact) -> str:
    kind = "user" if isinstance(to, User) else "contact"
    return signing.dumps([str(referral.public_id), kind, to.pk, _mark(to.email)], salt=ANSWER_SALT)


def answer_url(referral: Referral, to: User | Contact) -> str:
    """The whole address, for a mail to this reader."""
    return _absolute(reverse("requests:signed_link", args=[answer_token(referral, to)]))


def read_answer_token(token: str) -> AnswerLink | None:
    """None when nobody signed it. Raises LinkExpired."""
    try:
        return AnswerLink(*signing.loads(token, salt=ANSWER_SALT, max_age=ANSWER_LIFETIME))
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError, TypeError):
        return None


def reader_of(link: AnswerLink, referral: Referral) -> User | Contact | None:
    """Whoever the link was mailed to, while they answer for this partner from the same mail box."""
    partner = referral.offer.partner_id
    reader: User | Contact | None
    if link.kind == "user":
        reader = answering_for(partner).filter(pk=link.pk).first()
    else:
        reader = Contact.objects.filter(pk=link.pk, partner=partner).first()
    same = reader is not None and constant_time_compare(link.mail_box, _mark(reader.email))
    return reader if same else None


def _mark(address: str) -> str:
    return salted_hmac(ANSWER_SALT, address.lower(), algorithm="sha256").hexdigest()[:16]


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
