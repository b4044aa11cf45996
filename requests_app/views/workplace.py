"""The ambassador's own day, the calls to make, and who stands in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.audit import record
from network.models import AccessRecord
from requests_app.cards import cards_of
from requests_app.forms.stand_in import StandInForm
from requests_app.models import Draft, HelpRequest, StandIn
from requests_app.my_day import my_day
from requests_app.permissions import ambassadors_only

CALLS_SHOWN = 100


@require_safe
@ambassadors_only
def workplace(request: HttpRequest) -> HttpResponse:
    day = my_day(request.user)
    _record_list(request, len(day.cards))
    context = {
        "day": day,
        "today": timezone.localdate(),
        "drafts": Draft.objects.filter(author=request.user)[:5],
        "standing_in_for": StandIn.objects.on(timezone.localdate())
        .filter(deputy=request.user.ambassador)
        .select_related("absent__user"),
    }
    return render(request, "requests_app/workplace.html", context)


@require_safe
@ambassadors_only
def call_back_list(request: HttpRequest) -> HttpResponse:
    """Who to call, and from what time on; today and earlier first."""
    calls = (
        HelpRequest.objects.visible_to(request.user)
        .open()
        .filter(call_back_from__isnull=False)
        .order_by("next_action_on", "call_back_from", "pk")
    )
    cards = cards_of(calls[:CALLS_SHOWN])
    _record_list(request, len(cards))
    return render(
        request, "requests_app/call_back_list.html", {"cards": cards, "today": timezone.localdate()}
    )


@ambassadors_only
def stand_in_list(request: HttpRequest) -> HttpResponse:
    """When am I away, and who looks after my requests then."""
    me = request.user.ambassador
    form = StandInForm(request.POST if request.method == "POST" else None, instance=StandIn(absent=me))
    if request.method == "POST" and form.is_valid():
        stand_in = form.save()
        words = _("%(name)s neemt voor u waar van %(first)s tot en met %(last)s.")
        messages.success(
            request,
            words
            % {
                "name": stand_in.deputy.user.name,
                "first": stand_in.first_day.strftime("%d-%m"),
                "last": stand_in.last_day.strftime("%d-%m"),
            },
        )
        return redirect("requests:stand_in_list")
    context = {
        "form": form,
        "mine": me.stand_ins.filter(last_day__gte=timezone.localdate()).select_related("deputy__user"),
        "others": me.standing_in_for.filter(last_day__gte=timezone.localdate()).select_related(
            "absent__user"
        ),
    }
    return render(request, "requests_app/stand_in_list.html", context, status=422 if form.errors else 200)


@require_POST
@ambassadors_only
def stand_in_remove(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(StandIn, absent=request.user.ambassador, pk=pk).delete()
    messages.success(request, _("De waarneming is weg."))
    return redirect("requests:stand_in_list")


def _record_list(request: HttpRequest, number: int) -> None:
    if number:
        record(request.user, AccessRecord.Action.LIST, request.user, subjects=number, role="ambassador")
