"""Answering a referral straight from the mail, without an account: no identity, three answers."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network import audit
from network.models import AccessRecord, Contact, User
from requests_app.errors import RequestError
from requests_app.forms.response import AskForm, DeclineForm
from requests_app.links import LinkExpired, read_answer_token, reader_of
from requests_app.models import Referral
from requests_app.presentation import category_labels, present
from requests_app.services import response
from requests_app.views.public import public_private_page
from requests_app.workflow import ReferralStatus

Reader = User | Contact


@public_private_page
@require_http_methods(["GET", "POST"])
def signed_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows (mail scanners open every link); POST answers, after which the link is dead."""
    try:
        link = read_answer_token(token)
    except LinkExpired:
        return _over(request, "expired")
    referral = (
        Referral.objects.filter(public_id=link.referral)
        .select_related("offer__partner", "need__help_request__district")
        .first()
        if link
        else None
    )
    if link is None or referral is None:
        raise Http404
    reader = reader_of(link, referral)
    if reader is None:
        return _over(request, "left")
    step = request.POST.get("step") if request.method == "POST" else ""
    if step == "account":
        return _ask_account(request, referral, reader)
    if step in ("accept", "decline", "ask"):
        return _answer(request, referral, reader, step)
    return _show(request, referral, reader)


def _answer(request: HttpRequest, referral: Referral, reader: Reader, step: str) -> HttpResponse:
    form = {"accept": forms.Form, "decline": DeclineForm, "ask": AskForm}[step](request.POST, prefix=step)
    if not form.is_valid():
        return _show(request, referral, reader, {step: form}, status=422)
    by = _person(request, referral, reader)
    who = {"by": by, "role": "" if by else str(reader), "at": timezone.now()}
    try:
        if step == "accept":
            referral = response.accept(referral, **who)
        elif step == "decline":
            given = form.cleaned_data
            referral = response.decline(referral, given["reason"], given["note"], **who)
        else:
            referral = response.ask(referral, form.cleaned_data["question"], **who)
    except response.AnsweredBefore:
        referral.refresh_from_db(fields=["status"])
        return _show(request, referral, reader, status=409)
    except RequestError as error:
        messages.error(request, str(error))
        return _show(request, referral, reader, status=409)
    context = {"step": step, "card": _card(referral), **_way_in(referral, reader)}
    return render(request, "requests_app/signed_link_done.html", context)


def _ask_account(request: HttpRequest, referral: Referral, reader: Reader) -> HttpResponse:
    if not isinstance(reader, Contact):
        raise Http404
    try:
        response.ask_account(referral, reader)
    except RequestError as error:
        messages.error(request, str(error))
        return _show(request, referral, reader, status=409)
    context = {"step": "account", "card": _card(referral), **_way_in(referral, reader)}
    return render(request, "requests_app/signed_link_done.html", context)


def _show(
    request: HttpRequest,
    referral: Referral,
    reader: Reader,
    tried: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    card = _card(referral)
    if not card.awaits_answer:
        over = 410 if status == 200 else status
        return _over(request, "answered", over, card=card, **_way_in(referral, reader))
    audit.record(
        _person(request, referral, reader),
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


def _over(request: HttpRequest, reason: str, status: int = 410, **context: object) -> HttpResponse:
    return render(request, "requests_app/signed_link_over.html", {"reason": reason, **context}, status=status)


def _card(referral: Referral):
    """Never with identity: whoever holds the mail holds the link."""
    return present(referral, category_labels([referral]), with_identity=False)


def _way_in(referral: Referral, reader: Reader) -> dict[str, object]:
    """Whether this reader has to ask for an account before seeing whom to help."""
    is_mail_box = isinstance(reader, Contact)
    has_account = not is_mail_box or User.objects.filter(email__iexact=reader.email).exists()
    return {
        "wants_account": referral.shows_identity and not has_account,
        "contact_phone": settings.CONTACT_PHONE,
    }


def _person(request: HttpRequest, referral: Referral, reader: Reader) -> User | None:
    """Who answers: somebody of this partner who is signed in here, else whoever the link was mailed to."""
    user = request.user
    if user.is_authenticated and Referral.objects.visible_to(user).filter(pk=referral.pk).exists():
        return user
    return reader if isinstance(reader, User) else None
