"""What somebody may do; which requests they may know of is HelpRequest.objects.visible_to."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from network.models import User

View = Callable[..., HttpResponse]


def answering_for(partner_id: int) -> QuerySet[User]:
    """Who may answer referrals to this partner now."""
    return User.objects.filter(
        is_active=True, memberships__partner=partner_id, memberships__is_member=True
    ).order_by("pk")


def coordinators_only(view: View) -> View:
    """What only a coordinator keeps: 403 for everybody else who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_coordinator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def ambassadors_only(view: View) -> View:
    """The workplace's front door: 403 for everybody else who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_ambassador:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
