"""Mail to whoever can invite: a partner's mail box accepted a question and nobody there has an account."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.accounts.roles import Role
from network.models import Contact, Notification, Partner, User
from network.outbox import Mail, renderer
from requests_app.models import Referral
from requests_app.notifications.letter import letter


def tell_account_wanted(referral: Referral, contact: Contact) -> None:
    """Ask the partner's own managers, else the coordinators; once per question that was accepted."""
    for user in _who_invites(referral.offer.partner):
        outbox.notify(
            "account_wanted",
            subject=f"contact/{contact.pk}",
            recipient=f"user/{user.pk}",
            occasion=f"referral/{referral.pk}",
        )


def _who_invites(partner: Partner) -> list[User]:
    active = User.objects.filter(is_active=True).order_by("pk").distinct()
    own = active.filter(memberships__partner=partner, memberships__is_admin=True)
    return list(own) or list(active.filter(staff_roles__role=Role.COORDINATOR))


@renderer("account_wanted")
def account_wanted(notification: Notification) -> Mail | None:
    contact = (
        Contact.objects.filter(pk=notification.subject_ref.partition("/")[2])
        .select_related("partner")
        .first()
    )
    number = notification.recipient_ref.partition("/")[2]
    if contact is None:
        return None
    user = next((one for one in _who_invites(contact.partner) if str(one.pk) == number), None)
    if user is None:
        return None
    is_own = not user.is_coordinator
    path = (
        reverse("network:desk_person_invite", args=[contact.partner.slug])
        if is_own
        else reverse("network:people_invite")
    )
    with translation.override(user.language):
        filled = {"role": contact.role, "partner": contact.partner.name}
        return letter(
            user.email,
            _("Iemand vraagt om een account"),
            _("‘%(role)s’ van %(partner)s nam via de mail een hulpvraag aan, en heeft nog geen account.")
            % filled,
            _("Zonder account is niet te zien wie de bewoner is. Die wacht nu op een telefoontje."),
            _("Nodig de collega uit die gaat bellen. Dat duurt een minuut."),
            url=f"{settings.SITE_URL}{path}",
            button=_("Iemand uitnodigen"),
            why=_("U krijgt deze mail omdat u mensen kunt uitnodigen bij NIZU."),
            name=user.get_short_name(),
            language=user.language,
        )
