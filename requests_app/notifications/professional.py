"""Mail to the professional who referred somebody: fixed, short, without health."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.models import Notification
from network.outbox import Mail, renderer
from requests_app.models import Channel, HelpRequest
from requests_app.notifications.letter import Text, letter
from requests_app.workflow import Outcome

# What a professional hears about the end; more is for the resident to tell.
HOW_IT_ENDED = {
    Outcome.HELPED: _("Uw cliënt is geholpen."),
    Outcome.PARTLY: _("Uw cliënt is voor een deel geholpen."),
    Outcome.SOLVED_OTHERWISE: _("De vraag is op een andere manier opgelost."),
    Outcome.PROFESSIONAL: _("De vraag past beter bij een beroepskracht. Neemt u contact met ons op?"),
    Outcome.EMERGENCY: _("De vraag is overgedragen aan spoedhulp."),
    Outcome.OUTSIDE_AREA: _("Uw cliënt is verwezen naar de eigen gemeente."),
    Outcome.NO_FIT: _("Wij hebben geen passende hulp gevonden. Neemt u contact met ons op?"),
    Outcome.WITHDRAWN: _("Uw cliënt wil geen hulp meer."),
    Outcome.UNREACHABLE: _("Wij hebben uw cliënt niet bereikt."),
    Outcome.DUPLICATE: _("De vraag was al bij ons bekend."),
}


def tell_professional(kind: str, help_request: HelpRequest, occasion: str = "1") -> None:
    """Queue one of the kinds below; silent when no professional asked or no address is known.

    Until an ambassador believes an unknown sender, it hears that we have the question and nothing else:
    whether somebody is helped, or stopped, is about the client.
    """
    if kind != "professional_received" and not help_request.referrer_is_believed:
        return
    if help_request.channel == Channel.PROFESSIONAL and help_request.asker_email:
        outbox.notify(
            kind,
            subject=f"help_request/{help_request.pk}",
            recipient=f"asker/{help_request.pk}",
            occasion=occasion,
        )


@renderer("professional_received")
def professional_received(notification: Notification) -> Mail | None:
    help_request = _find(notification)
    believed = help_request is not None and help_request.referrer_is_believed
    return _letter(
        notification,
        _("Wij hebben de vraag van uw cliënt ontvangen. Ons nummer is %(reference)s."),
        _("Een ambassadeur van NIZU neemt contact op met uw cliënt.")
        if believed
        else _("Wij kennen uw organisatie nog niet. Daarom bellen wij die eerst, en daarna uw cliënt."),
    )


@renderer("professional_accepted")
def professional_accepted(notification: Notification) -> Mail | None:
    return _letter(
        notification, _("Een organisatie heeft de vraag aangenomen en neemt contact op met uw cliënt.")
    )


@renderer("professional_closed")
def professional_closed(notification: Notification) -> Mail | None:
    help_request = _find(notification)
    need = help_request.needs.exclude(outcome="").first() if help_request else None
    if need is None:
        return None
    return _letter(
        notification,
        _("De vraag is afgerond."),
        HOW_IT_ENDED[Outcome(need.outcome)],
    )


def _find(notification: Notification) -> HelpRequest | None:
    return HelpRequest.objects.filter(pk=notification.recipient_ref.partition("/")[2]).first()


def _letter(notification: Notification, *paragraphs: Text) -> Mail | None:
    help_request = _find(notification)
    if help_request is None or not help_request.asker_email:
        return None
    filled = {"reference": help_request.reference}
    own = help_request.asker_reference
    own_line = [_("Uw kenmerk: %(own)s.") % {"own": own}] if own else []
    return letter(
        help_request.asker_email,
        _("Bericht over uw verwijzing (%(reference)s)") % filled,
        *(str(paragraph) % filled for paragraph in paragraphs),
        *own_line,
        url=f"{settings.SITE_URL}{reverse('requests:professional')}",
        button=_("Naar mijn verwijzingen"),
        why=_("U krijgt deze mail omdat u iemand naar NIZU heeft verwezen."),
    )
