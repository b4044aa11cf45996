"""The partner's desk: what waits for an answer, what runs, what ended; and one referral with its steps."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from network import audit
from network.accounts.roles import Role
from network.models import AccessRecord
from requests_app.errors import RequestError
from requests_app.forms.response import AskForm, DeclineForm, EndForm
from requests_app.models import Referral
from requests_app.presentation import ReferralCard, category_labels, present
from requests_app.services import response
from requests_app.workflow import AWAITS_ANSWER, ReferralStatus

RUNNING = (ReferralStatus.ACCEPTED, ReferralStatus.CONTACTED, ReferralStatus.RUNNING)
OVER = (
    ReferralStatus.ENDED,
    ReferralStatus.DECLINED,
    ReferralStatus.EXPIRED,
    ReferralStatus.WITHDRAWN,
)
# A desk with more than this needs another page, not a longer one.
MOST_OPEN, MOST_OVER = 100, 20


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not (user.is_partner_member or user.is_partner_admin):
        raise PermissionDenied
    mine = Referral.objects.visible_to(user).select_related("offer__partner", "need__help_request__district")
    waiting = list(mine.filter(status__in=AWAITS_ANSWER).order_by("waits_since", "pk")[:MOST_OPEN])
    running = list(mine.filter(status__in=RUNNING).order_by("answered_at", "pk")[:MOST_OPEN])
    over = list(mine.filter(status__in=OVER).order_by("-pk")[:MOST_OVER])
    _record_list(request, [*waiting, *running, *over])
    labels = category_labels([*waiting, *running, *over])
    context = {
        "waiting": [present(referral, labels) for referral in waiting],
        "running": [present(referral, labels) for referral in running],
        "over": [present(referral, labels) for referral in over],
        "answers_referrals": user.is_partner_member,
    }
    return render(request, "requests_app/desk.html", context)


@require_GET
def desk_referral(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _show(request, _find(request, public_id))


@require_POST
def desk_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """One answer or report. Who comes second sees what a colleague did, and nothing is done twice."""
    referral = _find(request, public_id)
    if step not in STEPS:
        raise Http404
    make, act, done = STEPS[step]
    form = make(request.POST, prefix=step)
    if not form.is_valid():
        return _show(request, referral, {step: form}, status=422)
    try:
        act(referral, form.cleaned_data, by=request.user, at=timezone.now())
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect("requests:desk_referral", public_id)


def _find(request: HttpRequest, public_id: UUID) -> Referral:
    """A referral to another partner does not exist for this user."""
    if not (request.user.is_partner_member or request.user.is_partner_admin):
        raise PermissionDenied
    return get_object_or_404(
        Referral.objects.visible_to(request.user).select_related(
            "offer__partner", "need__help_request__district"
        ),
        public_id=public_id,
    )


def _show(
    request: HttpRequest, referral: Referral, tried: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    card = present(referral, category_labels([referral]), with_identity=True)
    _record_look(request, referral, card)
    steps = {"afwijzen": DeclineForm, "vragen": AskForm, "afronden": EndForm}
    context = {
        "card": card,
        "decline_form": (tried or {}).get("afwijzen") or steps["afwijzen"](prefix="afwijzen"),
        "ask_form": (tried or {}).get("vragen") or steps["vragen"](prefix="vragen"),
        "end_form": (tried or {}).get("afronden") or steps["afronden"](prefix="afronden"),
    }
    return render(request, "requests_app/desk_referral.html", context, status=status)


def _record_look(request: HttpRequest, referral: Referral, card: ReferralCard) -> None:
    """Before the page is made: what cannot be recorded is not shown."""
    action = AccessRecord.Action.VIEW_CONTACT if card.identity else AccessRecord.Action.VIEW
    audit.record(
        request.user,
        action,
        referral,
        subject=str(referral.need.help_request.public_id),
        role=Role.PARTNER_MEMBER,
        organisation=card.partner,
    )


def _record_list(request: HttpRequest, referrals: list[Referral]) -> None:
    audit.record_list(
        request.user,
        [audit.Seen(one, str(one.need.help_request.public_id), one.offer.partner.name) for one in referrals],
        role=Role.PARTNER_MEMBER,
    )


Act = Callable[..., Referral]
STEPS: dict[str, tuple[type[forms.Form], Act, object]] = {
    "aannemen": (
        forms.Form,
        lambda referral, _given, **who: response.accept(referral, **who),
        gettext_lazy("U heeft de vraag aangenomen. Hieronder ziet u hoe u de bewoner bereikt."),
    ),
    "afwijzen": (
        DeclineForm,
        lambda referral, given, **who: response.decline(referral, given["reason"], given["note"], **who),
        gettext_lazy("Dank u wel. De ambassadeur zoekt verder."),
    ),
    "vragen": (
        AskForm,
        lambda referral, given, **who: response.ask(referral, given["question"], **who),
        gettext_lazy("Uw vraag is verstuurd. De ambassadeur antwoordt u."),
    ),
    "contact": (
        forms.Form,
        lambda referral, _given, **who: response.report_contact(referral, **who),
        gettext_lazy("Genoteerd: het eerste contact is geweest."),
    ),
    "gestart": (
        forms.Form,
        lambda referral, _given, **who: response.report_start(referral, **who),
        gettext_lazy("Genoteerd: de hulp is begonnen."),
    ),
    "afronden": (
        EndForm,
        lambda referral, given, **who: response.end(referral, given["outcome"], **who),
        gettext_lazy("Dank u wel. De bewoner en de ambassadeur zien hoe het is afgelopen."),
    ),
}
