"""The end of a need, and of a request: closed only with an outcome, and open again when it was too soon."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Need, Referral
from requests_app.notifications.partner import tell_referral_stopped, tell_referral_withdrawn
from requests_app.notifications.professional import tell_professional
from requests_app.notifications.resident import tell_closed
from requests_app.services.gaps import note_end
from requests_app.services.planning import lock_needs, lock_request, plan
from requests_app.workflow import AWAITS_ANSWER, HOLDS_PLACE, NeedStatus, Outcome, ReferralStatus
from requests_app.working_days import this_or_next_working_day


@transaction.atomic
def close_need(need: Need, outcome: Outcome | str, *, by: User | None, at: datetime) -> Need:
    """End one need with its outcome; the request closes with its last open need.

    A referral still waiting for an answer is withdrawn, one that was accepted ends with the same
    outcome; the partner hears of either. Raises RequestError when the need is closed already or the
    outcome is missing.
    """
    lock_needs(need.help_request_id)
    need = Need.objects.select_related("help_request").get(pk=need.pk)
    if outcome not in Outcome.values:
        raise RequestError(_("Kies hoe het is afgelopen."))
    _end_referrals(need, HOLDS_PLACE, outcome, by=by, at=at)
    before = NeedStatus(need.status)
    need.move_to(NeedStatus.CLOSED, by=by, at=at, outcome=Outcome(outcome))
    note_end(need, before, at=at)
    follow_needs(need.help_request, at=at)
    return need


@transaction.atomic
def call_back(
    help_request: HelpRequest, statuses: Collection[ReferralStatus], *, by: User | None, at: datetime
) -> None:
    """End the referrals in these states, whatever the partner did meanwhile; their needs go on.

    The caller plans what comes next.
    """
    for need in lock_needs(help_request.pk):
        if not _end_referrals(need, statuses, Outcome.WITHDRAWN, by=by, at=at):
            continue
        if need.status != NeedStatus.REFERRED:  # help that was agreed on ends before it is sought again
            need.move_to(NeedStatus.CLOSED, by=by, at=at, outcome=Outcome.WITHDRAWN)
        need.move_to(NeedStatus.TRIAGE, by=by, at=at)


def _end_referrals(
    need: Need,
    statuses: Collection[ReferralStatus],
    outcome: Outcome | str,
    *,
    by: User | None,
    at: datetime,
) -> bool:
    """Whether there was one to end; the caller has locked the need."""
    referrals = list(
        need.referrals.select_for_update(of=("self",))
        .select_related("offer__partner")
        .filter(status__in=sorted(statuses))
    )
    for referral in referrals:
        referral.need = need
        _end_referral(referral, outcome, by=by, at=at)
    return bool(referrals)


def _end_referral(referral: Referral, outcome: Outcome | str, *, by: User | None, at: datetime) -> None:
    if referral.status in AWAITS_ANSWER:
        referral.move_to(ReferralStatus.WITHDRAWN, by=by, at=at)
        tell_referral_withdrawn(referral)
    else:
        referral.move_to(ReferralStatus.ENDED, by=by, at=at, ended_at=at, outcome=outcome)
        tell_referral_stopped(referral)


@transaction.atomic
def close_request(
    help_request: HelpRequest, outcome: Outcome | str, *, by: User | None, at: datetime
) -> None:
    """End every need that is still open with the same outcome. Raises RequestError as close_need does."""
    lock_needs(help_request.pk)
    for need in help_request.needs.open().order_by("pk"):
        close_need(need, outcome, by=by, at=at)


def follow_needs(help_request: HelpRequest, *, at: datetime) -> HelpRequest:
    """Make the request's end follow its needs; the caller holds no other request's lock.

    Counted under the request's lock: of two people who close the last two needs at once, the second
    waits here and then sees that none is open.
    """
    help_request = lock_request(help_request)
    still_open = help_request.needs.open().exists()
    if still_open == help_request.is_open:
        return help_request
    if still_open:
        help_request.closed_at = None
        help_request.next_action_on = this_or_next_working_day(timezone.localdate(at))
    else:
        help_request.closed_at = at
        help_request.next_action_on = None
    help_request.next_action = ""
    help_request.call_back_from = None
    help_request.save(update_fields=["closed_at", "next_action_on", "next_action", "call_back_from"])
    if not still_open:
        tell_closed(help_request)
        tell_professional("professional_closed", help_request, occasion=at.isoformat())
    return help_request


@transaction.atomic
def reopen_need(need: Need, *, by: User | None, at: datetime) -> Need:
    """It is not solved after all: the need goes back to the ambassador, with next action today.

    Raises RequestError when the need is not closed, or went on in another request.
    """
    lock_needs(need.help_request_id)
    need = Need.objects.select_related("help_request").get(pk=need.pk)
    if need.help_request.merged_into_id:
        raise RequestError(_("Deze vraag is samengevoegd met een andere. Ga daar verder."))
    if need.status != NeedStatus.CLOSED:
        raise RequestError(_("Deze vraag is niet afgesloten."))
    need.move_to(NeedStatus.TRIAGE, by=by, at=at)
    follow_needs(need.help_request, at=at)
    plan(
        need.help_request,
        on=this_or_next_working_day(timezone.localdate(at)),
        what=_("Opnieuw bekijken wat er nodig is"),
        by=by,
        at=at,
    )
    return need
