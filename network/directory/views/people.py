"""The coordinator's list of people: who is in, who is invited, who may do what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts import permissions
from network.accounts.models import User
from network.accounts.roles import Role
from network.accounts.second_factor import has_second_factor
from network.accounts.services.account import block_account, forget_second_factor, unblock_account
from network.directory.errors import PeopleError
from network.directory.forms.people import DistrictsForm, InviteForm, RoleForm
from network.directory.models import Ambassador, Invitation, Partner
from network.directory.people_filters import PeopleFilter
from network.directory.services import invitations
from network.directory.services.people import (
    AT_A_PARTNER,
    give_role,
    set_districts,
    take_role,
    withdraw_invitations_by,
)

PER_PAGE = 50


def _managed_person(request: HttpRequest, public_id, *, to_change: bool = False) -> User:
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
    person = get_object_or_404(User, public_id=public_id)
    if to_change and not permissions.can_change_person(request.user, person):
        raise PermissionDenied
    return person


def people_list(request: HttpRequest) -> HttpResponse:
    """Names are searched with a POST, because what one types there should not stand in an address."""
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
    people = User.objects.order_by("name", "pk").prefetch_related(
        "staff_roles", "memberships__partner", "ambassador__districts"
    )
    found = PeopleFilter(request.GET, people)
    people, words = found.qs, request.POST.get("name", "").strip()[:120]
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    invited = Invitation.objects.unsettled().select_related("partner", "invited_by")
    context = {
        "filter": found,
        "words": words,
        "page_obj": Paginator(people, PER_PAGE).get_page(request.GET.get("page")),
        "invited": invited[:PER_PAGE],
        "now": timezone.now(),
    }
    return render(request, "network/people_list.html", context)


def people_invite(request: HttpRequest) -> HttpResponse:
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
    form = InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "network/people_invite.html", {"form": form}, status=status)
    data = form.cleaned_data
    invitations.invite(
        data["email"],
        name=data["name"],
        role=data["role"],
        partner=data["partner"],
        district_slugs=[district.slug for district in data["districts"]],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("De uitnodiging is verstuurd."))
    return redirect("network:people_list")


def person_detail(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id)
    return _show(request, person)


def _show(request: HttpRequest, person: User, *, status: int = 200, **forms) -> HttpResponse:
    ambassador = getattr(person, "ambassador", None)
    context = {
        "person": person,
        "ambassador": ambassador,
        "memberships": person.memberships.select_related("partner"),
        "staff_roles": person.staff_roles.all(),
        "can_change": permissions.can_change_person(request.user, person),
        "has_second_factor": has_second_factor(person),
        "role_form": RoleForm(),
        "districts_form": ambassador and _districts_form(ambassador),
    } | forms
    return render(request, "network/person_detail.html", context, status=status)


def _districts_form(ambassador: Ambassador) -> DistrictsForm:
    now = {"districts": ambassador.districts.all(), "all_until": ambassador.all_districts_until}
    return DistrictsForm(initial=now)


@require_POST
def person_give_role(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id, to_change=True)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _show(request, person, status=422, role_form=form)
    data = form.cleaned_data
    districts = [district.slug for district in data["districts"]]
    give_role(person, data["role"], partner=data["partner"], district_slugs=districts, by=request.user)
    messages.success(request, _("De rol is toegevoegd."))
    return redirect("network:person_detail", public_id)


@require_POST
def person_take_role(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id, to_change=True)
    role, _sep, slug = request.POST.get("role", "").partition("@")
    if role not in Role:
        return _show(request, person, status=422)
    partner = get_object_or_404(Partner, slug=slug) if role in AT_A_PARTNER else None
    take_role(person, Role(role), partner=partner, by=request.user)
    messages.success(request, _("De rol is weggehaald. Deze persoon is overal uitgelogd."))
    return redirect("network:person_detail", public_id)


@require_POST
def person_districts(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id, to_change=True)
    form = DistrictsForm(request.POST)
    if not form.is_valid():
        return _show(request, person, status=422, districts_form=form)
    try:
        set_districts(person, **form.cleaned_data, by=request.user)
    except PeopleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De wijken zijn aangepast."))
    return redirect("network:person_detail", public_id)


@require_POST
def person_block(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id, to_change=True)
    block_account(person, by=request.user)
    withdraw_invitations_by(person)
    messages.success(request, _("Het account is geblokkeerd. Deze persoon is overal uitgelogd."))
    return redirect("network:person_detail", public_id)


@require_POST
def person_unblock(request: HttpRequest, public_id) -> HttpResponse:
    person = _managed_person(request, public_id, to_change=True)
    unblock_account(person, by=request.user)
    messages.success(request, _("Deze persoon kan weer inloggen."))
    return redirect("network:person_detail", public_id)


@require_POST
def person_forget_second_factor(request: HttpRequest, public_id) -> HttpResponse:
    """For somebody who lost the telephone: the second step is set up anew at the next sign-in."""
    person = _managed_person(request, public_id, to_change=True)
    forget_second_factor(person, by=request.user)
    messages.success(request, _("De tweede stap is gewist. Bij het inloggen wordt hij opnieuw ingesteld."))
    return redirect("network:person_detail", public_id)
