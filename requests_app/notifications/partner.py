"""Mail to a partner about a question for it. Before acceptance it names the kind of help, nothing more."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.models import Contact, Notification, Offer, User
from network.outbox import Mail, renderer
from requests_app.links import answer_url
from requests_app.models import Referral
from requests_app.notifications.letter import Text, letter
from requests_app.permissions import answering_for
from requests_app.workflow import ReferralStatus

ANSWER = _("Bekijk en antwoord")


def tell_referral_sent(referral: Referral) -> None:
    _tell("referral_sent", referral)


def tell_referral_answered(referral: Referral, *, at: datetime) -> None:
    _tell("referral_answered", referral, occasion=at.isoformat())


def tell_referral_reminder(referral: Referral) -> None:
    _tell("referral_reminder", referral, occasion=referral.waits_since.isoformat())


def tell_referral_withdrawn(referral: Referral) -> None:
    """What was still queued about the referral is taken back first."""
    outbox.withdraw(f"referral/{referral.pk}")
    _tell("referral_withdrawn", referral)


def tell_referral_stopped(referral: Referral) -> None:
    """The partner had taken the question on, and somebody else ended it."""
    _tell("referral_stopped", referral)


def recipients_at(offer: Offer) -> list[str]:
    """Who answers for an offer: the partner's people who handle referrals, else the offer's mail box.

    Empty when nobody there can be mailed.
    """
    found = [f"user/{pk}" for pk in answering_for(offer.partner_id).values_list("pk", flat=True)]
    if found:
        return found
    contact = Contact.objects.filter(pk=offer.contact_id).exclude(email="").first()
    return [f"contact/{contact.pk}"] if contact else []


def _tell(kind: str, referral: Referral, occasion: str = "1") -> None:
    for recipient in recipients_at(referral.offer):
        outbox.notify(kind, subject=f"referral/{referral.pk}", recipient=recipient, occasion=occasion)


@renderer("referral_sent")
def referral_sent(notification: Notification) -> Mail | None:
    return _answer_letter(
        notification,
        _("Een nieuwe hulpvraag voor u"),
        _("Er is een bewoner die misschien bij u past. De vraag is voor uw aanbod ‘%(offer)s’."),
        _("Bekijk de vraag en laat ons weten of u kunt helpen. Dat kan met één klik, zonder in te loggen."),
        _("U ziet nog niet wie het is. Dat kan pas als u de vraag aanneemt."),
    )


@renderer("referral_reminder", repeat_when_uncertain=False)
def referral_reminder(notification: Notification) -> Mail | None:
    return _answer_letter(
        notification,
        _("Herinnering: een hulpvraag wacht op uw antwoord"),
        _("De hulpvraag voor uw aanbod ‘%(offer)s’ wacht sinds %(day)s op uw antwoord."),
        _("Kunt u helpen? Of juist niet? Een kort antwoord helpt de bewoner verder."),
        _("Horen wij niets, dan zoeken wij morgen iemand anders."),
    )


@renderer("referral_answered")
def referral_answered(notification: Notification) -> Mail | None:
    return _answer_letter(
        notification,
        _("Uw vraag is beantwoord"),
        _("U vroeg iets over de hulpvraag voor ‘%(offer)s’. De ambassadeur heeft geantwoord."),
        _("Lees het antwoord en laat ons weten of u kunt helpen."),
    )


@renderer("referral_withdrawn")
def referral_withdrawn(notification: Notification) -> Mail | None:
    referral, to = _find(notification)
    if referral is None or to is None or referral.status != ReferralStatus.WITHDRAWN:
        return None
    return _letter(
        to,
        referral,
        _("Een hulpvraag is ingetrokken"),
        _("De hulpvraag voor uw aanbod ‘%(offer)s’ is ingetrokken. U hoeft niets meer te doen."),
        _("Bedankt dat u wilde meekijken."),
    )


@renderer("referral_stopped")
def referral_stopped(notification: Notification) -> Mail | None:
    referral, to = _find(notification)
    if referral is None or to is None or referral.status != ReferralStatus.ENDED:
        return None
    return _letter(
        to,
        referral,
        _("Een hulpvraag is gestopt"),
        _("De hulpvraag die u aannam voor uw aanbod ‘%(offer)s’ is gestopt. U hoeft niets meer te doen."),
        _("Neem alleen nog contact op met de bewoner als die dat zelf wil."),
        button=_("Bekijk de hulpvraag"),
    )


def _answer_letter(notification: Notification, subject: Text, *paragraphs: Text) -> Mail | None:
    """A letter that asks for an answer; none when the partner has answered or need not any more."""
    referral, to = _find(notification)
    if referral is None or to is None or referral.status != ReferralStatus.SENT:
        return None
    return _letter(to, referral, subject, *paragraphs)


def _find(notification: Notification) -> tuple[Referral | None, User | Contact | None]:
    referral = (
        Referral.objects.filter(pk=notification.subject_ref.partition("/")[2])
        .select_related("offer__partner")
        .first()
    )
    kind, _slash, number = notification.recipient_ref.partition("/")
    if referral is None:
        return None, None
    if kind == "contact":
        return referral, Contact.objects.filter(pk=number).first()
    # Somebody who left the partner is no longer told.
    return referral, answering_for(referral.offer.partner_id).filter(pk=number).first()


def _letter(
    to: User | Contact, referral: Referral, subject: Text, *paragraphs: Text, button: Text = ANSWER
) -> Mail:
    language = to.language if isinstance(to, User) else "nl"
    with translation.override(language):
        filled = {
            "offer": referral.offer.title,
            "day": date_format(timezone.localtime(referral.waits_since), "j F"),
        }
        return letter(
            to.email,
            subject,
            *(str(paragraph) % filled for paragraph in paragraphs),
            url=answer_url(referral, to),
            button=button,
            why=_("U krijgt deze mail omdat %(partner)s hulpvragen van NIZU beantwoordt.")
            % {"partner": referral.offer.partner.name},
            name=to.get_short_name() if isinstance(to, User) else "",
            language=language,
        )
