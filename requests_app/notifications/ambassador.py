"""Mail to an ambassador: number and next step of a request, never what it is about."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.models import Notification, User
from network.outbox import Mail, renderer
from requests_app.models import HelpRequest, Referral
from requests_app.notifications.letter import Text, letter


def tell_owner(kind: str, referral: Referral, occasion: str = "1") -> None:
    """Whoever has the request hears it, else whoever sent the referral."""
    user_id = referral.need.help_request.owner_user_id or referral.sent_by_id
    if user_id:
        outbox.notify(kind, subject=f"referral/{referral.pk}", recipient=f"user/{user_id}", occasion=occasion)


def tell_handed_over(help_request: HelpRequest, to: User, *, occasion: str) -> None:
    outbox.notify(
        "request_handed_over",
        subject=f"help_request/{help_request.pk}",
        recipient=f"user/{to.pk}",
        occasion=occasion,
    )


@renderer("referral_accepted")
def referral_accepted(notification: Notification) -> Mail | None:
    return _referral_letter(
        notification,
        _("%(reference)s is aangenomen"),
        _("%(partner)s neemt de vraag aan en neemt contact op met de bewoner."),
    )


@renderer("referral_declined")
def referral_declined(notification: Notification) -> Mail | None:
    return _referral_letter(
        notification,
        _("%(reference)s is weer bij u"),
        _("%(partner)s kan nu niet helpen. De volgende suggestie staat voor u klaar."),
    )


@renderer("referral_question")
def referral_question(notification: Notification) -> Mail | None:
    return _referral_letter(
        notification,
        _("Een partner vraagt iets over %(reference)s"),
        _("%(partner)s wil eerst iets weten. Uw antwoord gaat meteen naar de partner."),
    )


@renderer("referral_expired")
def referral_expired(notification: Notification) -> Mail | None:
    return _referral_letter(
        notification,
        _("Geen antwoord over %(reference)s"),
        _("%(partner)s heeft niet op tijd geantwoord. De volgende suggestie staat voor u klaar."),
    )


@renderer("referral_ended")
def referral_ended(notification: Notification) -> Mail | None:
    return _referral_letter(
        notification,
        _("%(reference)s is afgerond"),
        _("%(partner)s heeft laten weten hoe het is afgelopen."),
    )


@renderer("crisis_received")
def crisis_received(notification: Notification) -> Mail | None:
    return _request_letter(
        notification,
        _("Nu kijken: %(reference)s"),
        _("Er kwam een vraag binnen waarin misschien gevaar zit. Kijk er nu naar en bel."),
    )


@renderer("request_handed_over")
def request_handed_over(notification: Notification) -> Mail | None:
    return _request_letter(
        notification,
        _("%(reference)s is nu bij u"),
        _("Een collega heeft een vraag aan u overgedragen. U ziet daar ook wat de volgende stap is."),
    )


def _referral_letter(notification: Notification, subject: Text, *paragraphs: Text) -> Mail | None:
    referral = (
        Referral.objects.filter(pk=notification.subject_ref.partition("/")[2])
        .select_related("need__help_request", "offer__partner")
        .first()
    )
    if referral is None:
        return None
    return _letter(
        notification,
        referral.need.help_request,
        subject,
        *paragraphs,
        partner=referral.offer.partner.name,
    )


def _request_letter(notification: Notification, subject: Text, *paragraphs: Text) -> Mail | None:
    help_request = HelpRequest.objects.filter(
        pk=notification.subject_ref.partition("/")[2], closed_at=None
    ).first()
    if help_request is None:
        return None
    return _letter(notification, help_request, subject, *paragraphs)


def _letter(
    notification: Notification, help_request: HelpRequest, subject: Text, *paragraphs: Text, partner: str = ""
) -> Mail | None:
    """None when this reader may not open the request any more."""
    user = User.objects.filter(pk=notification.recipient_ref.partition("/")[2], is_active=True).first()
    if user is None or not HelpRequest.objects.visible_to(user).filter(pk=help_request.pk).exists():
        return None
    with translation.override(user.language):
        filled = {"reference": help_request.reference, "partner": partner}
        return letter(
            user.email,
            str(subject) % filled,
            *(str(paragraph) % filled for paragraph in paragraphs),
            url=f"{settings.SITE_URL}{help_request.get_absolute_url()}",
            button=_("Naar de vraag"),
            why=_("U krijgt deze mail omdat u ambassadeur bent."),
            name=user.get_short_name(),
            language=user.language,
        )
