"""Giving and taking roles. A role that goes takes the sessions with it, so nothing stays open behind it."""

from datetime import date

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import StaffRole, User
from network.accounts.roles import Role
from network.accounts.services.account import end_sessions
from network.directory.errors import PeopleError
from network.directory.models import Ambassador, District, Invitation, Partner, PartnerMembership
from network.directory.signals import role_ends

logger = structlog.get_logger(__name__)
AT_A_PARTNER = frozenset({Role.PARTNER_MEMBER, Role.PARTNER_ADMIN})


@transaction.atomic
def give_role(
    user: User, role: Role, *, partner: Partner | None = None, district_slugs: list[str] = (), by: User | None
) -> None:
    """Give `role`; one that is there already stays, and an ambassador's districts are added to."""
    if role is Role.AMBASSADOR:
        ambassador = Ambassador.objects.get_or_create(user=user)[0]
        ambassador.districts.add(*District.objects.filter(slug__in=district_slugs))
    elif role in AT_A_PARTNER:
        if partner is None:
            raise PeopleError(_("Kies bij welke organisatie."))
        _give_task(user, role, partner)
    elif role is Role.KEEPER:
        raise PeopleError(_("Deze rol geeft de technisch beheerder zelf."))
    else:
        StaffRole.objects.get_or_create(user=user, role=role)
    logger.info("role.given", user=user.pk, role=role.value, by=by.pk if by else None)


def _give_task(user: User, role: Role, partner: Partner) -> None:
    task = "is_member" if role is Role.PARTNER_MEMBER else "is_admin"
    both = {"is_member": False, "is_admin": False} | {task: True}
    membership, is_new = PartnerMembership.objects.get_or_create(user=user, partner=partner, defaults=both)
    if not is_new:
        setattr(membership, task, True)
        membership.save(update_fields=[task])


@transaction.atomic
def take_role(user: User, role: Role, *, partner: Partner | None = None, by: User) -> None:
    """Take `role` away (at one partner, for roles there) and end the sessions of `user`."""
    role_ends.send(sender=User, user=user, role=role, by=by)
    if role is Role.AMBASSADOR:
        Ambassador.objects.filter(user=user).delete()
    elif role in AT_A_PARTNER:
        _take_task(user, role, partner)
    else:
        StaffRole.objects.filter(user=user, role=role).delete()
    end_sessions(user)
    withdraw_invitations_by(user)
    logger.info("role.taken", user=user.pk, role=role.value, by=by.pk)


def withdraw_invitations_by(user: User) -> None:
    """Nobody comes back through an invitation to a second address of their own."""
    open_ones = Invitation.objects.filter(invited_by=user, accepted_at=None, withdrawn_at=None)
    open_ones.update(withdrawn_at=timezone.now())


def _take_task(user: User, role: Role, partner: Partner | None) -> None:
    membership = PartnerMembership.objects.filter(user=user, partner=partner).first()
    if membership is None:
        return
    if role is Role.PARTNER_MEMBER:
        membership.is_member = False
    else:
        membership.is_admin = False
    if membership.is_member or membership.is_admin:
        membership.save(update_fields=["is_member", "is_admin"])
    else:
        membership.delete()


@transaction.atomic
def leave_partner(user: User, partner: Partner, *, by: User) -> None:
    """Both tasks at this partner end."""
    take_role(user, Role.PARTNER_MEMBER, partner=partner, by=by)
    take_role(user, Role.PARTNER_ADMIN, partner=partner, by=by)


@transaction.atomic
def set_districts(user: User, districts: list[District], *, all_until: date | None = None, by: User) -> None:
    """An ambassador keeps exactly these districts from now on, and all of them until `all_until`.

    Raises PeopleError for somebody who is no ambassador.
    """
    ambassador = Ambassador.objects.filter(user=user).first()
    if ambassador is None:
        raise PeopleError(_("Deze persoon is geen ambassadeur."))
    ambassador.districts.set(districts)
    ambassador.all_districts_until = all_until
    ambassador.save(update_fields=["all_districts_until"])
    end_sessions(user)
    logger.info("districts.set", user=user.pk, districts=[one.slug for one in districts], by=by.pk)
