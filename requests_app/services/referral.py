"""Send a need to a partner, and what the ambassador can still do while the partner thinks."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import outbox
from network.models import Gap, Offer, User
from requests_app.errors import RequestError
from requests_app.matching import RULES_VERSION
from requests_app.models import Choice, Need, Referral, Route, TimelineEntry
from requests_app.notifications.ambassador import tell_owner
from requests_app.notifications.partner import (
    recipients_at,
    tell_referral_answered,
    tell_referral_reminder,
    tell_referral_sent,
    tell_referral_withdrawn,
)
from requests_app.services.consent import may_share
from requests_app.services.gaps import record_gap
from requests_app.services.places import free_places, lock_offer
from requests_app.services.planning import lock_needs, plan
from requests_app.services.triage import claim
from requests_app.workflow import DeclineReason, NeedStatus, ReferralStatus
from requests_app.working_days import add_working_days, this_or_next_working_day

NOT_FOR_VOLUNTEERS = {
    Route.EMERGENCY: gettext_lazy(
        "Er is misschien gevaar. Deze vraag gaat niet naar vrijwilligers: bel eerst."
    ),
    Route.PROFESSIONAL: gettext_lazy("Deze vraag is voor een beroepskracht, niet voor vrijwilligers."),
    Route.OUTSIDE_AREA: gettext_lazy(
        "Deze bewoner woont buiten de gemeente. Verwijs naar de eigen gemeente."
    ),
}


@transaction.atomic
def refer(
    need: Need,
    offer: Offer,
    *,
    by: User,
    at: datetime,
    summary: str,
    suggested: Sequence[str] = (),
    other_choice_reason: str = "",
) -> Referral:
    """Send one need to an offer, hold a place there, and let the partner know.

    `suggested` are the slugs of what the portal proposed, best first: what was chosen beside it is kept
    to learn from.
    A need nobody had looked at is confirmed by this, and a request of nobody becomes the sender's.
    Raises RequestError when the request is not for volunteers, no ground to share is on record, the
    partner takes no questions now or has nobody to mail, no place is left, or the need is on its way.
    """
    need = lock_need(need)  # always need before offer, so nobody deadlocks
    _check_request(need)
    offer = lock_offer(offer.pk)
    _check_offer(offer, at)
    if need.help_request.owner_id is None and by.is_ambassador:
        claim(need.help_request, by=by, at=at)
    if need.status == NeedStatus.NEW:
        need.move_to(NeedStatus.TRIAGE, by=by, at=at)
    if not need.categories_confirmed:
        need.categories_confirmed = True
        need.save(update_fields=["categories_confirmed"])
    need.move_to(NeedStatus.REFERRED, by=by, at=at)
    referral = need.referrals.create(
        offer=offer,
        # A partner may have confirmed its room while we waited for the lock: this one comes after it.
        sent_at=max(at, offer.capacity_confirmed_at or at),
        waits_since=at,
        sent_by=by,
        summary=summary,
        suggestion_rank=_rank(offer, suggested),
        other_choice_reason=other_choice_reason,
        rules_version=RULES_VERSION,
    )
    _keep_choice(referral, suggested)
    need.timeline.create(
        help_request_id=need.help_request_id,
        referral=referral,
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.REFERRAL_STATUS,
        after=ReferralStatus.SENT,
    )
    plan(
        need.help_request,
        on=add_working_days(timezone.localdate(at), settings.REFERRAL_EXPIRE_AFTER_WORKING_DAYS),
        what=_("Nagaan of de partner heeft geantwoord"),
        by=by,
        at=at,
        is_follow_up=True,
    )
    tell_referral_sent(referral)  # rows in this transaction: they cannot get lost
    return referral


def _rank(offer: Offer, suggested: Sequence[str]) -> int | None:
    return next((place for place, proposed in enumerate(suggested, start=1) if proposed == offer.slug), None)


def _keep_choice(referral: Referral, suggested: Sequence[str]) -> None:
    """Without the person: month, kind of help, district, what was proposed and what was chosen."""
    need = referral.need
    district = need.help_request.district
    Choice.objects.create(
        referral=referral,
        month=timezone.localdate(referral.sent_at).replace(day=1),
        category_slugs=need.category_slugs,
        district_slug=district.slug if district else "",
        urgency=need.help_request.urgency,
        rules_version=referral.rules_version,
        suggested=list(suggested[:3]),
        chosen=referral.offer.slug,
        rank=referral.suggestion_rank,
        other_choice_reason=referral.other_choice_reason,
    )


def _check_request(need: Need) -> None:
    help_request = need.help_request
    if help_request.is_blocked or help_request.is_danger:
        route = Route.EMERGENCY if help_request.is_danger else Route(help_request.route)
        raise RequestError(str(NOT_FOR_VOLUNTEERS[route]))
    if not help_request.referrer_is_believed:
        raise RequestError(_("Ga eerst na of de verwijzer echt is, bovenaan de hulpvraag."))
    if not may_share(help_request):
        raise RequestError(
            _("Vraag de bewoner eerst of u de gegevens mag delen, en leg vast wat het antwoord is.")
        )


def _check_offer(offer: Offer, at: datetime) -> None:
    partner = offer.partner
    if not (offer.is_published and partner.is_published):
        raise RequestError(
            _("Dit aanbod van %(partner)s is er niet meer. Kies een ander.") % {"partner": partner}
        )
    if partner.is_paused(timezone.localdate(at)):
        raise RequestError(_("%(partner)s heeft pauze. Kies een ander aanbod.") % {"partner": partner})
    if not recipients_at(offer):
        raise RequestError(
            _("Bij %(partner)s is niemand te mailen. Bel hen, of kies een ander aanbod.")
            % {"partner": partner}
        )
    if free_places(offer) < 1:
        raise RequestError(_("%(partner)s heeft nu geen plek. Kies een ander aanbod.") % {"partner": partner})


@transaction.atomic
def withdraw(referral: Referral, *, by: User | None, at: datetime) -> Referral:
    """Take a referral back that the partner has not answered; its place is free again.

    Raises RequestError when the partner has answered meanwhile.
    """
    referral = lock_referral(referral)
    referral.move_to(ReferralStatus.WITHDRAWN, by=by, at=at)
    referral.need.move_to(NeedStatus.TRIAGE, by=by, at=at)
    _plan_today(referral, _("Een ander aanbod kiezen"), by=by, at=at)
    tell_referral_withdrawn(referral)
    return referral


@transaction.atomic
def answer_question(referral: Referral, answer: str, *, by: User, at: datetime) -> Referral:
    """Answer what the partner asked; its turn begins again, with the full term.

    Raises RequestError when there is nothing to answer any more.
    """
    referral = lock_referral(referral)
    if referral.status != ReferralStatus.QUESTION:
        raise RequestError(_("Deze vraag van de partner staat niet meer open."))
    referral.move_to(ReferralStatus.SENT, by=by, at=at, answer=answer, waits_since=at, reminded_at=None)
    plan(
        referral.need.help_request,
        on=add_working_days(timezone.localdate(at), settings.REFERRAL_EXPIRE_AFTER_WORKING_DAYS),
        what=_("Nagaan of de partner heeft geantwoord"),
        by=by,
        at=at,
        is_follow_up=True,
    )
    tell_referral_answered(referral, at=at)
    return referral


@transaction.atomic
def remind(referral: Referral, *, at: datetime) -> Referral:
    """Ask the partner once more; a second call within the same turn does nothing."""
    referral = lock_referral(referral)
    if referral.status != ReferralStatus.SENT or referral.reminded_at is not None:
        return referral
    referral.reminded_at = at
    referral.save(update_fields=["reminded_at"])
    referral.timeline.create(
        help_request_id=referral.need.help_request_id,
        need_id=referral.need_id,
        at=at,
        kind=TimelineEntry.Kind.REMINDER,
    )
    tell_referral_reminder(referral)
    return referral


@transaction.atomic
def expire(referral: Referral, *, at: datetime) -> Referral:
    """No answer in time: the need goes back to the ambassador, with next action today."""
    referral = lock_referral(referral)
    if referral.status != ReferralStatus.SENT:
        return referral
    referral.move_to(ReferralStatus.EXPIRED, by=None, at=at)
    referral.need.move_to(NeedStatus.TRIAGE, by=None, at=at)
    _plan_today(referral, _("Een ander aanbod kiezen"), by=None, at=at)
    outbox.withdraw(f"referral/{referral.pk}")
    tell_owner("referral_expired", referral)
    return referral


def note_decline(referral: Referral, *, at: datetime) -> None:
    """A partner without a place is news for the network: note the gap."""
    if referral.decline_reason == DeclineReason.CAPACITY:
        record_gap(referral.need, Gap.Reason.DECLINED_FOR_CAPACITY, at=at)


def lock_need(need: Need) -> Need:
    """The need and those beside it under lock; fresh, with its request.

    Read after the lock: rows that come along by a join are as old as the moment the waiting began.
    """
    lock_needs(Need.objects.values_list("help_request_id", flat=True).get(pk=need.pk))
    return Need.objects.select_related("help_request__owner").get(pk=need.pk)


def lock_referral(referral: Referral) -> Referral:
    """The referral under lock, fresh, with the needs of its request locked before it."""
    need = lock_need(Need(pk=referral.need_id))
    fresh = (
        Referral.objects.select_for_update(of=("self",)).select_related("offer__partner").get(pk=referral.pk)
    )
    fresh.need = need
    return fresh


def _plan_today(referral: Referral, what: str, *, by: User | None, at: datetime) -> None:
    plan(
        referral.need.help_request,
        on=this_or_next_working_day(timezone.localdate(at)),
        what=what,
        by=by,
        at=at,
        is_follow_up=True,
    )
