"""Mail to the resident, or to who asked for somebody near: that something changed, never what it is about.

A mail box may be shared at home, so subjects are neutral; the page behind the secret link tells more.
"""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.models import Notification
from network.outbox import Mail, renderer
from requests_app.links import resident_url
from requests_app.models import Consent, HelpRequest, Referral
from requests_app.notifications.letter import Text, letter
from requests_app.workflow import Outcome

# Languages the portal's own texts exist in; other languages get Dutch.
WRITTEN_LANGUAGES = {"nl", "en"}
# Ends the resident chose, or that are no end: no mail about those.
UNTOLD = (Outcome.WITHDRAWN, Outcome.DUPLICATE)


def tell_received(help_request: HelpRequest) -> None:
    _tell("request_received", help_request, subject=f"help_request/{help_request.pk}")


def tell_accepted(referral: Referral) -> None:
    _tell("resident_accepted", referral.need.help_request, subject=f"referral/{referral.pk}")


def tell_closed(help_request: HelpRequest) -> None:
    """The last need ended; a request that was reopened and ends again is told again."""
    occasion = help_request.closed_at.isoformat() if help_request.closed_at else "1"
    _tell("resident_closed", help_request, subject=f"help_request/{help_request.pk}", occasion=occasion)


def address_of(help_request: HelpRequest) -> str:
    """Where the resident, or who asked for somebody near, reads mail; a professional is told apart."""
    if help_request.email:
        return help_request.email
    return "" if help_request.asker_organisation else help_request.asker_email


def _tell(kind: str, help_request: HelpRequest, *, subject: str, occasion: str = "1") -> None:
    if address_of(help_request):
        outbox.notify(kind, subject=subject, recipient=f"resident/{help_request.pk}", occasion=occasion)


@renderer("request_received")
def request_received(notification: Notification) -> Mail | None:
    return _letter(
        notification,
        _("Wij hebben uw bericht (%(reference)s)"),
        _("Dank u wel. Wij hebben uw vraag ontvangen. Uw nummer is %(reference)s."),
        _("Een ambassadeur van NIZU leest uw vraag en neemt contact met u op."),
        _("Op uw eigen pagina ziet u wat er gebeurt. Daar kunt u ook iets aanvullen of stoppen."),
        _("Deel de link niet: wie de link heeft, kan de pagina openen."),
    )


@renderer("resident_accepted")
def resident_accepted(notification: Notification) -> Mail | None:
    return _letter(
        notification,
        _("Er is nieuws (%(reference)s)"),
        _("Goed nieuws: een organisatie gaat helpen. Zij neemt contact op."),
        _("Op uw eigen pagina ziet u welke organisatie dat is."),
    )


@renderer("resident_closed")
def resident_closed(notification: Notification) -> Mail | None:
    """Not after the resident stopped, nor when the question went on in another one.

    How it went is asked only of who agreed to that; others hear that it ended.
    """
    help_request = _find(notification)
    if help_request is None or not help_request.needs.exclude(outcome__in=UNTOLD).exists():
        return None
    if not _may_follow_up(help_request):
        return _letter(
            notification,
            _("Er is nieuws (%(reference)s)"),
            _("Wij hebben gehoord dat uw vraag is afgerond."),
            _("Op uw eigen pagina leest u hoe. Is het niet opgelost? Vraag daar of wij u bellen."),
            still_open=False,
        )
    return _letter(
        notification,
        _("Hoe ging het? (%(reference)s)"),
        _("Wij hebben gehoord dat uw vraag is afgerond."),
        _("Heeft het geholpen? Laat het ons weten op uw eigen pagina. Dat is één klik."),
        _("Is het niet opgelost? Dan bellen wij u."),
        still_open=False,
    )


def _find(notification: Notification) -> HelpRequest | None:
    return HelpRequest.objects.filter(pk=notification.recipient_ref.partition("/")[2]).first()


def _letter(
    notification: Notification, subject: Text, *paragraphs: Text, still_open: bool = True
) -> Mail | None:
    """None after the resident took the ground to handle the request back."""
    help_request = _find(notification)
    if help_request is None or help_request.is_open != still_open or _has_stopped(help_request):
        return None
    to = address_of(help_request)
    if not to:
        return None
    language = help_request.language if help_request.language in WRITTEN_LANGUAGES else "nl"
    with translation.override(language):
        filled = {"reference": help_request.reference}
        return letter(
            to,
            str(subject) % filled,
            *(str(paragraph) % filled for paragraph in paragraphs),
            url=resident_url(help_request),
            button=_("Naar uw eigen pagina"),
            why=_("U krijgt deze mail omdat u bij NIZU een vraag heeft gesteld."),
            language=language,
        )


def _may_follow_up(help_request: HelpRequest) -> bool:
    """Whether the resident agreed to be asked afterwards how it went."""
    return help_request.consents.filter(purpose=Consent.Purpose.FOLLOW_UP, withdrawn_at=None).exists()


def _has_stopped(help_request: HelpRequest) -> bool:
    """Whether the ground to handle the request was taken back, and none was given since."""
    handle = help_request.consents.filter(purpose=Consent.Purpose.HANDLE)
    return handle.exists() and not handle.filter(withdrawn_at=None).exists()
