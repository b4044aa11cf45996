"""Pages that read several apps."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import requires_csrf_token

from events.models import Event


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    upcoming = Event.objects.filter(status=Event.Status.PUBLISHED).upcoming(now)
    return render(request, "home.html", {"upcoming_events": upcoming.select_related("series")[:3]})


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
