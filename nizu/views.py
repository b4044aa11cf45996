"""Pages that read several apps."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import requires_csrf_token
from redis.exceptions import RedisError

from events import permissions
from events.models import Event
from network.models import Delivery, Partner, User
from requests_app.reference import themes

AWAY = (OperationalError, InterfaceError, RedisError)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    upcoming = Event.objects.filter(status=Event.Status.PUBLISHED).upcoming(now)
    context = {"upcoming_events": upcoming.select_related("series", "district")[:3], "themes": themes()}
    return render(request, "home.html", context)


def start(request: HttpRequest) -> HttpResponse:
    """Where somebody lands after signing in: the workplace of the first role that has one."""
    user = request.user
    if user.is_ambassador:
        return redirect("requests:workplace")
    if user.is_partner_member or user.is_partner_admin:
        return redirect("requests:desk")
    if user.is_coordinator or user.is_core_group:
        return redirect("manage")
    return redirect("network:profile")


def manage(request: HttpRequest) -> HttpResponse:
    """Where coordinator and core group start; the core group sees meetings only."""
    if not permissions.can_prepare(request.user):
        raise PermissionDenied
    meetings = Event.objects.visible_to(request.user)
    context = {
        "meetings": meetings.aggregate(
            upcoming=Count("pk", filter=Q(status=Event.Status.PUBLISHED, ends_at__gte=timezone.now())),
            drafts=Count("pk", filter=Q(status=Event.Status.DRAFT)),
        ),
        "next_events": meetings.published().upcoming(timezone.now()).with_card_data()[:3],
    }
    if request.user.is_coordinator:
        context |= {
            "people": User.objects.filter(is_active=True).count(),
            "partners": Partner.objects.published().count(),
            "undelivered": Delivery.objects.filter(
                state__in=[Delivery.State.DEAD, Delivery.State.UNCERTAIN]
            ).count(),
        }
    return render(request, "manage.html", context)


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


@login_not_required
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page stood open too long, or cookies are off: say how to go on."""
    return render(request, "403_csrf.html", status=403)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """A database or cache that is away is "come back soon" (503), all else is our fault (500).

    The pages need neither database nor session.
    """
    if isinstance(sys.exc_info()[1], AWAY):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)
