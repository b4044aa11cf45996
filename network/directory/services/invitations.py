"""From an invitation by mail to an account with its role. The link works once, for INVITATION_DAYS."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network import outbox
from network.accounts.models import User
from network.accounts.roles import Role
from network.accounts.services.account import open_account
from network.directory.errors import PeopleError
from network.directory.models import Invitation, Partner
from network.directory.services.people import give_role

logger = structlog.get_logger(__name__)
_signer = Signer(salt="network.invitation", sep=".")


@transaction.atomic
def invite(
    email: str,
    *,
    name: str,
    role: Role,
    partner: Partner | None = None,
    district_slugs: list[str] | None = None,
    by: User,
    at: datetime,
) -> Invitation:
    """Ask somebody in by mail. An invitation that was still open for the same role gives way to this one."""
    email = email.lower()
    open_ones = Invitation.objects.open(at).filter(email=email, role=role, partner=partner)
    for older in open_ones.select_for_update():
        withdraw(older, at=at)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        partner=partner,
        district_slugs=district_slugs or [],
        invited_by=by,
        sent_at=at,
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    _mail(invitation)
    logger.info("invitation.sent", invitation=invitation.pk, role=role, by=by.pk)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, at: datetime) -> None:
    """A new link with a new term; the old link stops working. Raises PeopleError when it is settled."""
    invitation = _locked(invitation)
    if invitation.is_settled:
        raise PeopleError(_("Deze uitnodiging is al gebruikt of ingetrokken."))
    invitation.sent_at, invitation.expires_at = at, at + timedelta(days=settings.INVITATION_DAYS)
    invitation.save(update_fields=["sent_at", "expires_at"])
    _mail(invitation)


@transaction.atomic
def withdraw(invitation: Invitation, *, at: datetime) -> None:
    """The link stops working. Raises PeopleError when somebody already used it."""
    invitation = _locked(invitation)
    if invitation.is_settled:
        raise PeopleError(_("Deze uitnodiging is al gebruikt of ingetrokken."))
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    outbox.withdraw(f"invitation/{invitation.pk}")


@transaction.atomic
def accept(
    invitation: Invitation, *, at: datetime, name: str = "", password: str = "", user: User | None = None
) -> User:
    """Open the account (or take `user`, who was signed in with the invited address) and give the role.

    Raises PeopleError when the invitation no longer counts, or is somebody else's.
    """
    invitation = _locked(invitation)
    if not invitation.is_open(at):
        raise PeopleError(_("Deze uitnodiging geldt niet meer."))
    if user is None and User.objects.filter(email__iexact=invitation.email).exists():
        raise PeopleError(_("U heeft al een account. Log eerst in."))
    if user is not None and user.email.lower() != invitation.email:
        raise PeopleError(_("Deze uitnodiging is voor een ander e-mailadres."))
    user = user or open_account(invitation.email, name=name, password=password)
    give_role(
        user,
        Role(invitation.role),
        partner=invitation.partner,
        district_slugs=invitation.district_slugs,
        by=invitation.invited_by,
    )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    logger.info("invitation.accepted", invitation=invitation.pk, user=user.pk)
    return user


def link(invitation: Invitation) -> str:
    """The address in the mail. Its secret follows from the invitation and dies with the next sending."""
    token = _signer.sign(_value(invitation))
    return settings.SITE_URL + reverse("network:invitation_accept", args=[token])


def find_by_token(token: str) -> Invitation | None:
    """The invitation a link belongs to, settled or expired ones too; None for a link that is not ours."""
    try:
        value = _signer.unsign(token)
    except BadSignature:
        return None
    public_id = value.partition("-")[0]
    invitation = (
        Invitation.objects.select_related("partner", "invited_by").filter(public_id=public_id).first()
    )
    return invitation if invitation and _value(invitation) == value else None


def _value(invitation: Invitation) -> str:
    return f"{invitation.public_id.hex}-{int(invitation.sent_at.timestamp())}"


def _mail(invitation: Invitation) -> None:
    ref = f"invitation/{invitation.pk}"
    outbox.notify("invitation", subject=ref, recipient=ref, occasion=invitation.sent_at.isoformat())


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("partner").get(pk=invitation.pk)
