"""Answers to what the floor below asks, and what follows here when somebody stops there."""

from collections.abc import Sequence

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from network.accounts.roles import Role
from network.accounts.signals import account_blocked
from network.directory.signals import asking_free_places, role_ends
from network.models import Ambassador, Offer, User
from requests_app.models.places import with_free_places
from requests_app.services import triage


@receiver(asking_free_places)
def tell_free_places(sender: type[Offer], offers: Sequence[int], **kwargs: object) -> dict[int, int]:
    """Row number → places left, so that a partner sees and confirms what is true today."""
    found = with_free_places(Offer.objects.filter(pk__in=offers))
    return dict(found.values_list("pk", "free_places"))


@receiver(role_ends)
def put_back_when_role_ends(sender: type[User], user: User, role: Role, by: User, **kwargs: object) -> None:
    if role is Role.AMBASSADOR:
        _put_back(user, by)


@receiver(account_blocked)
def put_back_when_blocked(sender: type[User], user: User, by: User, **kwargs: object) -> None:
    _put_back(user, by)


def _put_back(user: User, by: User) -> None:
    ambassador = Ambassador.objects.filter(user=user).first()
    if ambassador is not None:
        triage.leave(ambassador, by=by, at=timezone.now())


@receiver(pre_delete, sender=Ambassador)
def put_back_when_deleted(sender: type[Ambassador], instance: Ambassador, **kwargs: object) -> None:
    """However the row goes: no request loses its owner without a line about it."""
    triage.leave(instance, by=None, at=timezone.now())
