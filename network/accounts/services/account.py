"""An account from its opening to its end: nobody registers, an invitation or the demo opens it."""

from functools import partial

import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from network.accounts.models import User
from network.accounts.sessions import SessionStore
from network.accounts.signals import account_blocked

logger = structlog.get_logger(__name__)


@transaction.atomic
def open_account(email: str, *, name: str, password: str | None, language: str = "nl", **flags: bool) -> User:
    """A user whose e-mail address counts as verified: whoever opens it has shown that the mail arrives."""
    user = User.objects.create_user(email, password, name=name, language=language, **flags)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Sign somebody out everywhere, except in the session `keep`; returns how many sessions ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    keys = list(sessions.values_list("session_key", flat=True))
    sessions.delete()
    for key in keys:
        SessionStore().delete(key)
        # Once more after the commit: until then a page could fetch the old row into the cache.
        transaction.on_commit(partial(SessionStore().delete, key))
    return len(keys)


@transaction.atomic
def block_account(user: User, *, by: User) -> None:
    """Close the account: no sign-in any more, and what is open ends now. History keeps its number."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    account_blocked.send(sender=User, user=user, by=by)
    logger.info("account.blocked", user=user.pk, by=by.pk)


def unblock_account(user: User, *, by: User) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    logger.info("account.unblocked", user=user.pk, by=by.pk)


@transaction.atomic
def forget_second_factor(user: User, *, by: User) -> None:
    """For a lost telephone: the password stays, the second step is set up anew at the next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    logger.info("second_factor.forgotten", user=user.pk, by=by.pk)
