"""Answering a referral straight from the mail, without an account: no identity, three answers."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network import audit
from network.models import AccessRecord, User
from requests_app.errors import RequestError
from requests_app.forms.response import AskForm, DeclineForm
from requests_app.links import LinkExpired, read_answer_token
from requests_app.models import Referral
from requests_app.presentation import category_labels, present
from requests_app.services import response
from requests_app.views.public import public_private_page
from requests_app.workflow import ReferralStatus


@public_private_page
@require_http_methods(["GET", "POST"])
def signed_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows (mail scanners open every link); POST answers, after which the link is dead."""
    try:
        public_id = read_answer_token(token)
    except LinkExpired:
        return render(request, "requests_app/signed_link_over.html", {"reason": "expired"}, status=410)
    referral = (
        Referral.objects.filter(public_id=public_id)
        .select_related("offer__partner", "need__help_request__district")
        .first()
        if public_id
        else None
    )
    if referral is None:
        raise Http404
    if request.method == "POST" and request.POST.get("step") in ("accept", "decline", "ask"):
        return _answer(request, referral, request.POST["step"])
    return _show(request, referral)


def _answer(request: HttpRequest, referral: Referral, step: str) -> HttpResponse:
    form = {"accept": forms.Form, "decline": DeclineForm, "ask": AskForm}[step](request.POST, prefix=step)
    if not form.is_valid():
        return _show(request, referral, {step: form}, status=422)
    by, at = _signed_in_member(request, referral), timezone.now()
    try:
        if step == "accept":
            referral = response.accept(referral, by=by, at=at)
        elif step == "decline":
            given = form.cleaned_data
            referral = response.decline(referral, given["reason"], given["note"], by=by, at=at)
        else:
            referral = response.ask(referral, form.cleaned_data["question"], by=by, at=at)
    except response.AnsweredBefore:
        referral.refresh_from_db(fields=["status"])
        return _show(request, referral, status=409)
    except RequestError as error:
        messages.error(request, str(error))
        return _show(request, referral, status=409)
    return render(request, "requests_app/signed_link_done.html", {"step": step, "card": _card(referral)})


def _show(
    request: HttpRequest, referral: Referral, tried: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    card = _card(referral)
    if not card.awaits_answer:
        context = {"reason": "answered", "card": card}
        over = 410 if status == 200 else status
        return render(request, "requests_app/signed_link_over.html", context, status=over)
    audit.record(
        _signed_in_member(request, referral),
        AccessRecord.Action.VIEW,
        referral,
        subject=str(referral.need.help_request.public_id),
        role="signed_link",
        organisation=card.partner,
    )
    context = {
        "card": card,
        "decline_form": (tried or {}).get("decline") or DeclineForm(prefix="decline"),
        "ask_form": (tried or {}).get("ask") or AskForm(prefix="ask"),
        "has_asked": referral.status == ReferralStatus.QUESTION,
    }
    return render(request, "requests_app/signed_link.html", context, status=status)


def _card(referral: Referral):
    """Never with identity: whoever holds the mail holds the link."""
    return present(referral, category_labels([referral]), with_identity=False)


def _signed_in_member(request: HttpRequest, referral: Referral) -> User | None:
    """Who answered, when they happen to be signed in as somebody of this partner."""
    user = request.user
    if user.is_authenticated and Referral.objects.visible_to(user).filter(pk=referral.pk).exists():
        return user
    return None
