"""A partner's admin keeps the people of the own organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.models import User
from network.directory.forms.people import InviteColleagueForm
from network.directory.models import Invitation, Partner
from network.directory.services import invitations
from network.directory.services.people import leave_partner


def _own_partners(user: User):
    return Partner.objects.filter(memberships__user=user, memberships__is_admin=True)


def _own_partner(request: HttpRequest, slug: str) -> Partner:
    return get_object_or_404(_own_partners(request.user), slug=slug)


def desk_people(request: HttpRequest) -> HttpResponse:
    if not request.user.is_partner_admin:
        raise PermissionDenied
    partners = _own_partners(request.user).prefetch_related("memberships__user")
    invited = Invitation.objects.unsettled().filter(partner__in=partners)
    by_partner = [
        {
            "partner": partner,
            "memberships": sorted(partner.memberships.all(), key=lambda one: one.user.name),
            "invited": [one for one in invited if one.partner_id == partner.pk],
        }
        for partner in partners
    ]
    return render(request, "network/desk_people.html", {"by_partner": by_partner, "now": timezone.now()})


def desk_person_invite(request: HttpRequest, slug: str) -> HttpResponse:
    partner = _own_partner(request, slug)
    form = InviteColleagueForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "partner": partner}
        return render(request, "network/desk_person_invite.html", context, status=status)
    data = form.cleaned_data
    invitations.invite(
        data["email"],
        name=data["name"],
        role=data["role"],
        partner=partner,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("De uitnodiging is verstuurd."))
    return redirect("network:desk_people")


@require_POST
def desk_person_remove(request: HttpRequest, slug: str, public_id) -> HttpResponse:
    """Both tasks end, and with them every open session of this person."""
    partner = _own_partner(request, slug)
    person = get_object_or_404(User, public_id=public_id, memberships__partner=partner)
    if person == request.user:
        raise PermissionDenied
    leave_partner(person, partner, by=request.user)
    messages.success(request, _("Deze persoon hoort niet meer bij uw organisatie en is uitgelogd."))
    return redirect("network:desk_people")
