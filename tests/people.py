"""How the people of the tests sign in: with a real account, or straight through the door."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from network.accounts.services.account import open_account
from network.models import User

PASSWORD = "een-lang-wachtwoord-2026"


def make_user(name: str = "Sam de Vries", email: str = "", **flags) -> User:
    """An account whose address counts as verified, so that the sign-in form takes it too; no role yet."""
    email = email or f"{name.lower().replace(' ', '.')}@nizu.example"
    return open_account(email, name=name, password=PASSWORD, **flags)


def give_second_factor(user: User) -> Authenticator:
    """A TOTP that nobody can read: enough to count as having one."""
    return Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )[0]


class PortalClient(Client):
    """Django's test client whose `force_login` also passes the second factor, as a real sign-in does."""

    def force_login(self, user, backend=None, *, second_factor: bool = True) -> None:
        super().force_login(user, backend or "network.accounts.backend.AccountBackend")
        session = self.session
        now = time.time()
        records = [{"method": "password", "at": now, "email": user.email, "reauthenticated": True}]
        if second_factor:
            give_second_factor(user)
            records.append({"method": "mfa", "at": now, "type": "totp", "reauthenticated": True})
        session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        UserSession.objects.create(user=user, session_key=session.session_key, ip="127.0.0.1")


def sign_in_browser(context, user: User, site: str) -> None:
    """Put the session of a signed-in client into a browser: no form, no code."""
    client = PortalClient()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": site}])
