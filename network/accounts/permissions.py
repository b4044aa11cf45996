"""Who may manage whom."""

from network.accounts.models import User


def can_manage_people(user: User) -> bool:
    return user.is_coordinator or user.is_keeper


def can_change_person(user: User, person: User) -> bool:
    """Nobody changes the own rights, and nobody but the keeper those of a keeper."""
    return can_manage_people(user) and person.pk != user.pk and not person.is_superuser
