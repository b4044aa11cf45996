"""What allauth's mails say here: subjects without personal data, plain Dutch, our own look.

They leave at once and not through the outbox: somebody sits waiting for the code.
"""

from dataclasses import dataclass
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.outbox import Mail
from network.outbox.composing import build


@dataclass(frozen=True)
class Wording:
    """`button`: what the link in the mail is called. `is_notice`: tells of a change, asks "was it you?"."""

    subject: str | Promise
    text: str | Promise
    button: str | Promise = ""
    is_notice: bool = False


def _notice(subject: Promise, text: Promise) -> Wording:
    return Wording(subject, text, is_notice=True)


# By the prefix allauth asks for.
WORDINGS = {
    "account/email/login_code": Wording(
        _("Uw code om in te loggen"),
        _("Met deze code logt u in bij NIZU. De code werkt één keer, tien minuten lang. Vul hem in op de "
          "pagina die u open heeft staan."),
    ),
    "account/email/password_reset_key": Wording(
        _("Een nieuw wachtwoord kiezen"),
        _("Met deze link kiest u een nieuw wachtwoord. De link werkt één keer, een uur lang."),
        button=_("Wachtwoord kiezen"),
    ),
    "account/email/email_confirmation": Wording(
        _("Bevestig uw e-mailadres"),
        _("Iemand vulde dit adres in bij een account van NIZU. Was u dat? Bevestig het dan."),
        button=_("Adres bevestigen"),
    ),
    "account/email/email_changed": _notice(
        _("Uw e-mailadres is veranderd"), _("U logt bij NIZU voortaan in met een ander e-mailadres.")
    ),
    "account/email/email_deleted": _notice(
        _("Een e-mailadres is verwijderd"), _("Bij uw account van NIZU is een e-mailadres verwijderd.")
    ),
    "account/email/password_changed": _notice(
        _("Uw wachtwoord is veranderd"), _("Het wachtwoord van uw account bij NIZU is veranderd.")
    ),
    "account/email/password_reset": _notice(
        _("Uw wachtwoord is veranderd"), _("U heeft een nieuw wachtwoord gekozen voor NIZU.")
    ),
    "account/email/password_set": _notice(
        _("U heeft nu een wachtwoord"), _("Uw account bij NIZU heeft nu een wachtwoord.")
    ),
    "mfa/email/totp_activated": _notice(
        _("Inloggen met een app staat aan"), _("U logt voortaan in met uw wachtwoord en een code van uw app.")
    ),
    "mfa/email/totp_deactivated": _notice(
        _("Inloggen met een app staat uit"), _("De app met codes hoort niet meer bij uw account.")
    ),
    "mfa/email/webauthn_added": _notice(
        _("Er is een passkey toegevoegd"), _("U kunt voortaan inloggen met een nieuwe passkey.")
    ),
    "mfa/email/webauthn_removed": _notice(
        _("Er is een passkey verwijderd"), _("Een passkey hoort niet meer bij uw account.")
    ),
    "mfa/email/recovery_codes_generated": _notice(
        _("U heeft nieuwe herstelcodes"), _("De oude herstelcodes van uw account werken niet meer.")
    ),
}  # fmt: skip


def account_mail(kind: str, email: str, language: str, context: dict) -> EmailMessage | None:
    """The mail for allauth's `kind` ("account/email/login_code"); None for a kind without words here."""
    words = WORDINGS.get(kind)
    if words is None:
        return None
    mail = Mail(
        to=email,
        subject=words.subject,
        template="email/account",
        context={
            "words": words,
            "code": context.get("code"),
            "link": context.get("password_reset_url") or context.get("activate_url"),
        },
        language=language,
    )
    return build(mail, make_msgid(domain="nizu"))
