"""Has this person shown a second factor: an authenticator app, a passkey, or a recovery code."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from network.accounts.models import User

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Recovery codes alone do not count: they stand in for something."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def showed_second_factor(request: HttpRequest) -> bool:
    """In this session; a passkey that was used to sign in counts, for it is both steps at once."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


@receiver(authenticator_added, dispatch_uid="new authenticator counts as shown")
def count_new_authenticator(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs) -> None:
    """Whoever has just set it up proved to hold it; asking again at once would teach nobody anything."""
    if authenticator.type in STEPS:
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk)
