"""The link in an invitation: a GET by anybody (a mail scanner too) changes nothing, a POST uses it."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from network.accounts.models import User
from network.directory.errors import PeopleError
from network.directory.forms.people import WelcomeForm
from network.directory.models import Invitation
from network.directory.services import invitations


@login_not_required
@never_cache
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitations.find_by_token(token)
    if invitation is None or not invitation.is_open(timezone.now()):
        return render(request, "network/invitation_over.html", {"invitation": invitation}, status=410)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return _accept_with_account(request, invitation)
    posted = request.POST if request.method == "POST" else None
    form = WelcomeForm(posted, email=invitation.email, initial={"name": invitation.name})
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(
            request, "network/invitation_accept.html", {"form": form, "invitation": invitation}, status=status
        )
    try:
        user = invitations.accept(invitation, at=timezone.now(), **form.cleaned_data)
    except PeopleError:  # used in another window a moment ago
        return render(request, "network/invitation_over.html", {"invitation": invitation}, status=410)
    record_authentication(request, user, "password", email=user.email, reauthenticated=True)
    messages.success(request, _("Welkom bij NIZU. Uw account is klaar."))
    return perform_login(request, Login(user=user, email=user.email))


def _accept_with_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Somebody who is in the network already takes on another role: after signing in, with one button."""
    is_own = request.user.is_authenticated and request.user.email.lower() == invitation.email
    if request.method == "POST" and is_own:
        try:
            invitations.accept(invitation, at=timezone.now(), user=request.user)
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Uw nieuwe rol staat klaar."))
        return redirect("network:profile")
    context = {
        "invitation": invitation,
        "is_own": is_own,
        "sign_in": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "network/invitation_existing.html", context)


@require_POST
def invitation_resend(request: HttpRequest, public_id) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), public_id=public_id)
    try:
        invitations.resend(invitation, at=timezone.now())
    except PeopleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De uitnodiging is opnieuw verstuurd."))
    return redirect(_list_of(request.user))


@require_POST
def invitation_withdraw(request: HttpRequest, public_id) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), public_id=public_id)
    try:
        invitations.withdraw(invitation, at=timezone.now())
    except PeopleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect(_list_of(request.user))


def _list_of(user: User) -> str:
    return "network:people_list" if user.is_coordinator or user.is_keeper else "network:desk_people"
