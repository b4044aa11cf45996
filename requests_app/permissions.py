"""What somebody may do with a request that is visible already (HelpRequest.objects.visible_to)."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


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
