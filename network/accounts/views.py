"""The one page of our own between allauth's: why a second factor, and which one."""

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from network.accounts.second_factor import has_second_factor, showed_second_factor


def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up a second factor, or show the one there is; whoever did so goes on to where they were going."""
    goes_to = get_next_redirect_url(request)
    if showed_second_factor(request):
        return redirect(goes_to or settings.LOGIN_REDIRECT_URL)
    context = {"has_second_factor": has_second_factor(request.user), "next": goes_to or ""}
    return render(request, "network/second_factor.html", context)
