"""Who may do what in the directory. Which rows somebody may know of is `visible_to` on the querysets."""

from django.contrib.auth.models import AnonymousUser

from network.accounts.models import User
from network.directory.models import Partner

Visitor = User | AnonymousUser


def can_see_contacts(user: Visitor, partner: Partner) -> bool:
    """Mail boxes and telephone numbers are for who refers, who keeps the network, and the partner itself."""
    return user.is_authenticated and (
        user.is_ambassador or user.is_coordinator or user.memberships.filter(partner=partner).exists()
    )


def can_see_verification(user: Visitor) -> bool:
    """How sure the network is that this partner works in the city, and what that rests on."""
    return user.is_authenticated and (user.is_ambassador or user.is_coordinator)


def can_edit(user: Visitor, partner: Partner) -> bool:
    """Profile, offers, pause and contacts."""
    return user.is_authenticated and (
        user.is_coordinator or user.memberships.filter(partner=partner, is_admin=True).exists()
    )


def can_tell_capacity(user: Visitor, partner: Partner) -> bool:
    """Everyone who works for the partner knows how much room there is."""
    return user.is_authenticated and (
        user.is_coordinator or user.memberships.filter(partner=partner).exists()
    )


def can_manage_partners(user: Visitor) -> bool:
    return user.is_authenticated and user.is_coordinator
