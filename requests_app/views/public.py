"""What public pages about a person share: open without an account, kept by no cache, found by no search."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def public_private_page(view: View) -> View:
    """Decorate a view that anybody may open but that shows or asks personal things."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        # Not "no-referrer": browsers then send the origin of a form as "null", and every form is refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(wrapped)
