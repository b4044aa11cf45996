"""Every open request says what is next, and on which day."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Need, TimelineEntry

# A call without an hour: from then on people answer.
START_OF_CALLS = time(9)
# How the timeline says what sort of plan it was; without one, a person chose the day.
CALL_BACK = "call_back"
FOLLOW_UP = "follow_up"


def lock_needs(*request_pks: int) -> list[Need]:
    """Every need of these requests under lock, in the one order all services take them."""
    needs = Need.objects.filter(help_request__in=request_pks)
    return list(needs.select_for_update(of=("self",), no_key=True).order_by("pk"))


def lock_request(help_request: HelpRequest) -> HelpRequest:
    """The request under lock. Needs, referrals and offers are locked before it, never after."""
    return HelpRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=help_request.pk)


@transaction.atomic
def plan(
    help_request: HelpRequest,
    *,
    on: date,
    by: User | None,
    at: datetime,
    what: str = "",
    call_back_from: time | None = None,
    is_follow_up: bool = False,
) -> HelpRequest:
    """Set the next action of an open request; a request that is closed stays without one.

    `call_back_from` makes it a call back: from that time on that day the resident answers.
    `is_follow_up`: the portal plans it after another step, nobody chose the day. It does not replace
    an earlier day, nor a call back, that a person planned. Raises RequestError when the day lies
    before today.
    """
    if on < timezone.localdate(at):
        raise RequestError(_("Deze dag is al voorbij. Kies vandaag of een latere dag."))
    help_request = lock_request(help_request)
    if not help_request.is_open:
        return help_request
    if is_follow_up and _keeps_its_plan(help_request, on):
        return help_request
    before = help_request.next_action_on
    help_request.next_action_on = on
    help_request.next_action = what
    help_request.call_back_from = call_back_from
    help_request.save(update_fields=["next_action_on", "next_action", "call_back_from"])
    help_request.timeline.create(
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.NEXT_ACTION,
        before=before.isoformat() if before else "",
        after=on.isoformat(),
        detail=FOLLOW_UP if is_follow_up else CALL_BACK if call_back_from else "",
    )
    return help_request


def _keeps_its_plan(help_request: HelpRequest, on: date) -> bool:
    """Whether what is planned now comes before a follow-up on this day."""
    if help_request.call_back_from is not None:
        return True
    planned = help_request.next_action_on
    if planned is None or planned > on:
        return False
    last = help_request.timeline.filter(kind=TimelineEntry.Kind.NEXT_ACTION).last()
    return last is not None and last.detail != FOLLOW_UP and last.after == planned.isoformat()
