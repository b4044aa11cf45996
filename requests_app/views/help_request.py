"""The page of one request: own words, facts, needs with suggestions, and everything that happened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from network.audit import record
from network.models import AccessRecord, ReferralTarget
from requests_app import presence
from requests_app.forms.empty import EmptyForm
from requests_app.forms.triage import (
    CloseForm,
    ContactForm,
    DangerForm,
    NoteForm,
    PlanForm,
    main_kind_field,
)
from requests_app.known_facts import known_facts
from requests_app.marking import mark
from requests_app.matching.findings import Understanding
from requests_app.matching.suggestions import read_request, wish_of
from requests_app.models import Consent, HelpRequest, Need, Referral
from requests_app.permissions import ambassadors_only
from requests_app.reference import KindOfHelp, ambassador_names, colleagues, kinds_of_help, referral_targets
from requests_app.suggesting import Proposal, proposals_for_needs
from requests_app.telling import tell
from requests_app.workflow import HOLDS_PLACE, NeedStatus, ReferralStatus

SHOWN_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class NeedOnPage:
    """One need with what can be done for it now."""

    need: Need
    kinds: list[KindOfHelp]
    referrals: list[Referral]
    live: Referral | None
    proposals: list[Proposal]
    kind_field: SafeString
    can_be_sent: bool

    @property
    def first_proposals(self) -> list[Proposal]:
        return self.proposals[:SHOWN_AT_ONCE]

    @property
    def more_proposals(self) -> list[Proposal]:
        return self.proposals[SHOWN_AT_ONCE:]

    @property
    def has_question(self) -> bool:
        return self.live is not None and self.live.status == ReferralStatus.QUESTION

    @property
    def tried(self) -> list[Referral]:
        return [referral for referral in self.referrals if referral != self.live]


def find_request(request: HttpRequest, public_id: object) -> HelpRequest:
    """The request when this ambassador may see it; 404 otherwise, as if it did not exist."""
    visible = HelpRequest.objects.visible_to(request.user).select_related("district")
    return get_object_or_404(visible, public_id=public_id)


def record_look(request: HttpRequest, help_request: HelpRequest) -> None:
    record(
        request.user,
        AccessRecord.Action.VIEW,
        help_request,
        subject=str(help_request.public_id),
        role="ambassador",
    )


@require_safe
@ambassadors_only
def help_request_detail(request: HttpRequest, public_id: object) -> HttpResponse:
    return show_request(request, find_request(request, public_id))


def show_request(
    request: HttpRequest, help_request: HelpRequest, *, status: int = 200, **forms_with_errors: object
) -> HttpResponse:
    """The page, the look on record; of a request that went on in another only what was told and done."""
    record_look(request, help_request)
    if help_request.merged_into_id:
        return render(request, "requests_app/help_request_merged.html", _merged_page(request, help_request))
    context = page_of(request, help_request, **forms_with_errors)
    return render(request, "requests_app/help_request_detail.html", context, status=status)


def _merged_page(request: HttpRequest, help_request: HelpRequest) -> dict:
    visible = HelpRequest.objects.visible_to(request.user)
    return {
        "help_request": help_request,
        "goes_on_in": visible.filter(pk=help_request.merged_into_id).first(),
        "lines": tell(help_request),
    }


def page_of(request: HttpRequest, help_request: HelpRequest, **forms_with_errors: object) -> dict:
    """All that the page prints. A form that did not pass comes in under its name."""
    now, today = timezone.now(), timezone.localdate()
    understood = read_request(help_request)
    needs = _needs_on_page(help_request, understood, now)
    consents = {
        consent.purpose: consent for consent in help_request.consents.all() if consent.withdrawn_at is None
    }
    context = {
        "help_request": help_request,
        "pieces": mark(understood),
        "known": known_facts(help_request),
        "needs": needs,
        "lines": tell(help_request),
        "consents": [(purpose, consents.get(purpose.value)) for purpose in Consent.Purpose],
        "may_share": Consent.Purpose.SHARE in consents,
        "targets": _targets(help_request),
        "colleagues": colleagues(),
        "owner_name": ambassador_names().get(help_request.owner_id, ""),
        "is_mine": help_request.owner_id == request.user.ambassador.pk,
        "others_here": presence.others_at(help_request, request.user),
        "plan_form": PlanForm(
            initial={
                "on": max(help_request.next_action_on or today, today),
                "what": help_request.next_action,
                "call_back_from": help_request.call_back_from,
            },
            prefix="plan",
        ),
        "note_form": EmptyForm(NoteForm, "note"),
        "contact_form": EmptyForm(ContactForm, "contact"),
        "danger_form": EmptyForm(DangerForm, "danger"),
        "close_form": EmptyForm(CloseForm, "close"),
        "new_need_field": main_kind_field("need"),
        "today": today,
    }
    return {**context, **forms_with_errors}


def _needs(help_request: HelpRequest) -> list[Need]:
    was_referred = Exists(Referral.objects.filter(need=OuterRef("pk")))
    needs = list(help_request.needs.annotate(was_referred=was_referred))
    for need in needs:
        need.help_request = help_request
        need.sent_referrals = []
    if any(need.was_referred for need in needs):
        by_pk = {need.pk: need for need in needs}
        for referral in _referrals(needs):
            by_pk[referral.need_id].sent_referrals.append(referral)
    return needs


def _referrals(needs: list[Need]) -> QuerySet[Referral]:
    """What was sent for these needs, with what the page prints of it."""
    return (
        Referral.objects.filter(need__in=needs)
        .select_related("offer__partner", "offer__contact")
        .only(
            *("public_id", "need", "status", "sent_at", "reminded_at", "summary", "question"),
            *("decline_reason", "decline_note", "offer__title", "offer__partner__name"),
            *("offer__contact__role", "offer__contact__phone", "offer__contact__email"),
        )
    )


def _needs_on_page(help_request: HelpRequest, read: Understanding, now: datetime) -> list[NeedOnPage]:
    needs = _needs(help_request)
    may_be_sent = not help_request.is_blocked and help_request.referrer_is_believed
    to_send = [need for need in needs if may_be_sent and need.status in {NeedStatus.NEW, NeedStatus.TRIAGE}]
    proposals = proposals_for_needs({need.pk: wish_of(need, read) for need in to_send}, at=now)
    return [_on_page(need, proposals.get(need.pk)) for need in needs]


def _on_page(need: Need, proposals: list[Proposal] | None) -> NeedOnPage:
    """`proposals`: None when this need cannot be sent now."""
    kinds = kinds_of_help()
    slugs = need.category_slugs
    return NeedOnPage(
        need=need,
        kinds=[kinds[slug] for slug in slugs if slug in kinds],
        referrals=need.sent_referrals,
        live=next((found for found in need.sent_referrals if found.status in HOLDS_PLACE), None),
        proposals=proposals or [],
        kind_field=main_kind_field(f"kind-{need.position}", slugs[0] if slugs else ""),
        can_be_sent=proposals is not None,
    )


def _targets(help_request: HelpRequest) -> list[ReferralTarget]:
    """Where to call or send somebody whom volunteers must not help, in the order that was read."""
    if not help_request.is_blocked:
        return []
    known = referral_targets()
    codes = help_request.refer_to or (["112", "113", "huisarts-spoed"] if help_request.is_danger else [])
    return [known[code] for code in codes if code in known]
