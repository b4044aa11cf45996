"""Doors every page passes: how long a session lasts, the second factor, pages that no cache may keep."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from network.accounts.second_factor import has_second_factor, showed_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

BEGAN = "session_began_at"
SEEN = "session_seen_at"
# Not every request needs to write its time in the session; this precise is precise enough.
PRECISION_SECONDS = 60


class SessionLimitsMiddleware:
    """Ends a session that was idle too long (SESSION_IDLE_SECONDS) or lasts too long (SESSION_COOKIE_AGE)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request, now=int(time.time()))
        return self.get_response(request)

    def _check(self, request: HttpRequest, *, now: int) -> None:
        session = request.session
        began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
        keeper = request.user.is_superuser
        idle = settings.SESSION_IDLE_SECONDS_KEEPER if keeper else settings.SESSION_IDLE_SECONDS
        if now - seen > idle:
            self._end(request, _("U was een tijdje weg. Log voor de zekerheid opnieuw in."))
        elif now - began > settings.SESSION_COOKIE_AGE:
            self._end(request, _("U bent lang ingelogd. Log voor de zekerheid opnieuw in."))
        elif now - seen >= PRECISION_SECONDS:
            session[SEEN] = now
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())

    @staticmethod
    def _end(request: HttpRequest, why: str) -> None:
        logout(request)
        messages.info(request, why)


class SecondFactorMiddleware:
    """Roles count only after the second factor: until then one can set it up, or leave.

    During the grace of SECOND_FACTOR_GRACE (the demo) one may go on, and the page says so.
    """

    # Pages without which nobody can set up or show a second factor; all others wait for it.
    OPEN = frozenset(
        {
            "network:second_factor",
            "account_logout",
            "account_reauthenticate",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
        }
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor or showed_second_factor(request):
            return None
        if settings.SECOND_FACTOR_GRACE:
            request.second_factor_grace = not has_second_factor(user)
            return None
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in self.OPEN:
            user.roles = frozenset()
            return None
        address = f"{reverse('network:second_factor')}?{urlencode({'next': request.get_full_path()})}"
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


class PrivatePagesMiddleware:
    """Pages of somebody who is signed in are kept by no browser and no proxy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
