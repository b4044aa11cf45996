"""The coordinator's list of partners: who is up to date, who pauses, who is hidden."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.directory import permissions
from network.directory.models import Partner
from network.directory.partner_filters import ManagedPartnerFilter


@require_safe
def manage_partner_list(request: HttpRequest) -> HttpResponse:
    if not permissions.can_manage_partners(request.user):
        raise PermissionDenied
    now = timezone.now()
    found = ManagedPartnerFilter(
        request.GET, queryset=Partner.objects.with_state_of_offers(now).order_by("name"), now=now
    )
    page = found.page(request.GET.get("page"))
    context = {"found": found, "page_obj": page, "today": timezone.localdate(now)}
    return render(request, "network/manage_partner_list.html", context)
