"""Refer a need: choose, see what the partner will see, send. And what comes after: take back, answer."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.models import Offer
from requests_app import permissions
from requests_app.errors import RequestError
from requests_app.forms.referral import ReferralForm
from requests_app.matching.suggestions import wish_of
from requests_app.models import Consent, HelpRequest, Need, Referral
from requests_app.models.places import with_free_places
from requests_app.presentation import Summary, category_labels, present
from requests_app.services import referral as referrals
from requests_app.services.consent import may_share, record_consent
from requests_app.suggesting import proposals_for, why_not
from requests_app.summary import draft_summary
from requests_app.views.help_request import find_request, record_look
from requests_app.views.triage import back_to, find_need, try_step


@require_http_methods(["GET", "POST"])
@permissions.ambassadors_only
def need_refer(request: HttpRequest, public_id: object, position: int, offer_id: object) -> HttpResponse:
    """The panel before sending: one line to write, and exactly what the partner will see."""
    help_request = find_request(request, public_id)
    need = find_need(help_request, position)
    offers = with_free_places(Offer.objects.published()).select_related("partner", "contact")
    offer = get_object_or_404(offers, public_id=offer_id)
    now = timezone.now()
    wish = wish_of(need)
    proposals = proposals_for(wish, at=now)
    chosen = next((proposal for proposal in proposals if proposal.offer.offer_id == offer.pk), None)
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        help_request=help_request,
        ask_reason=bool(proposals) and (chosen is None or chosen.rank > 1),
        ask_ground=not may_share(help_request),
        initial={"summary": draft_summary(help_request, need, wish.person)},
    )
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        answers = form.cleaned_data
        try:
            if answers.get("ground"):
                record_consent(
                    help_request, Consent.Purpose.SHARE, answers["ground"], by=request.user, at=now
                )
            sent = referrals.refer(
                need,
                offer,
                by=request.user,
                at=now,
                summary=answers["summary"],
                suggested=[proposal.offer.slug for proposal in proposals],
                other_choice_reason=answers.get("other_choice_reason", ""),
            )
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            words = _("Verstuurd naar %(partner)s. Antwoord verwacht vóór %(day)s.")
            messages.success(
                request, words % {"partner": sent.offer.partner, "day": _answer_day(help_request)}
            )
            return back_to(help_request, f"vraag-{position}")
    record_look(request, help_request)
    context = {
        "help_request": help_request,
        "need": need,
        "offer": offer,
        "chosen": chosen,
        "form": form,
        "preview": preview_for_partner(need, offer, form["summary"].value() or "", at=now),
    }
    refused = request.method == "POST" and form.errors
    return render(request, "requests_app/need_refer.html", context, status=422 if refused else 200)


def preview_for_partner(need: Need, offer: Offer, summary: str, *, at: datetime) -> Summary:
    """What the partner will see, made by the code that makes the partner's own page."""
    referral = Referral(need=need, offer=offer, summary=summary[:300], sent_at=at, waits_since=at)
    return present(referral, category_labels([referral])).summary


def _answer_day(help_request: HelpRequest) -> str:
    day = HelpRequest.objects.values_list("next_action_on", flat=True).get(pk=help_request.pk)
    return date_format(day, "l j F")


@require_POST
@permissions.ambassadors_only
def referral_withdraw(request: HttpRequest, public_id: object, referral_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    referral = _find_referral(help_request, referral_id)
    return try_step(
        request,
        help_request,
        lambda: referrals.withdraw(referral, by=request.user, at=timezone.now()),
        _("Ingetrokken. %(partner)s krijgt daar bericht van.") % {"partner": referral.offer.partner},
        f"vraag-{referral.need.position}",
    )


@require_POST
@permissions.ambassadors_only
def referral_answer(request: HttpRequest, public_id: object, referral_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    referral = _find_referral(help_request, referral_id)
    answer = " ".join(request.POST.get("answer", "").split())[:500]
    anchor = f"vraag-{referral.need.position}"
    if not answer:
        messages.error(request, _("Schrijf eerst een antwoord."))
        return back_to(help_request, anchor)
    return try_step(
        request,
        help_request,
        lambda: referrals.answer_question(referral, answer, by=request.user, at=timezone.now()),
        _("Uw antwoord is verstuurd naar %(partner)s.") % {"partner": referral.offer.partner},
        anchor,
    )


def _find_referral(help_request: HelpRequest, public_id: object) -> Referral:
    found = Referral.objects.filter(need__help_request=help_request).select_related("need", "offer__partner")
    return get_object_or_404(found, public_id=public_id)


@require_safe
@permissions.ambassadors_only
def need_why_not(request: HttpRequest, public_id: object, position: int) -> HttpResponse:
    """Why an offer that shares the kind of help is not among the suggestions."""
    help_request = find_request(request, public_id)
    need = find_need(help_request, position)
    record_look(request, help_request)
    context = {"help_request": help_request, "need": need, "excluded": why_not(need, at=timezone.now())}
    return render(request, "requests_app/need_why_not.html", context)
