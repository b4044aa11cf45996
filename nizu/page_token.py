"""One CSRF token for all forms of a page: to make one costs more than to print it, and pages have many."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

KEPT_AS = "PAGE_CSRF_TOKEN"


def page_token(request: HttpRequest | None) -> dict[str, object]:
    """Context of every template: `csrf_token`, and `csrf_input` for Jinja2; made when first printed."""
    if request is None:
        return {}
    secret = request.META.get("CSRF_COOKIE")
    kept_secret, kept = request.META.get(KEPT_AS, (None, None))
    if kept is None or kept_secret not in (None, secret):  # signing in makes a new secret
        token = SimpleLazyObject(lambda: get_token(request))
        field = SimpleLazyObject(
            lambda: format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
        )
        kept = {"csrf_token": token, "csrf_input": field}
        request.META[KEPT_AS] = secret, kept
    return kept
