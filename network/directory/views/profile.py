"""What the portal knows about whoever is signed in, and what of it one can change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from network.accounts.language import remember_language
from network.accounts.second_factor import has_second_factor
from network.directory.forms.people import ProfileForm


def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        form.save()
        with translation.override(user.language):
            messages.success(request, _("Uw gegevens zijn bewaard."))
        response = redirect("network:profile")
        remember_language(response, user.language)
        return response
    if form.errors:
        user.refresh_from_db(fields=["name", "language"])
    context = {
        "form": form,
        "ambassador": getattr(user, "ambassador", None),
        "memberships": user.memberships.select_related("partner"),
        "staff_roles": user.staff_roles.all(),
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": user.needs_second_factor,
    }
    return render(request, "network/profile.html", context, status=422 if form.errors else 200)
