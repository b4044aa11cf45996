"""Find out what is needed: who looks after a request, what is known, and what it consists of."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Ambassador, Category, User
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Need, Note, Route, StandIn, TimelineEntry, Urgency
from requests_app.notifications.ambassador import tell_handed_over
from requests_app.services.closing import call_back
from requests_app.services.planning import START_OF_CALLS, lock_needs, lock_request, plan
from requests_app.workflow import AWAITS_ANSWER, NeedStatus
from requests_app.working_days import next_working_day, this_or_next_working_day


class StaleVersion(RequestError):
    """Somebody changed the request after this form was opened; `current` is how it stands now."""

    def __init__(self, current: HelpRequest) -> None:
        super().__init__(_("Iemand anders heeft deze vraag intussen aangepast."))
        self.current = current


# --- Who looks after it --------------------------------------------------------------------------


@transaction.atomic
def claim(help_request: HelpRequest, *, by: User, at: datetime) -> HelpRequest:
    """Make the ambassador who asks the owner. Raises RequestError when a colleague was first."""
    help_request = lock_request(help_request)
    if help_request.owner_id == by.ambassador.pk:
        return help_request
    if help_request.owner is not None:
        raise RequestError(_("Deze vraag is al bij %(name)s.") % {"name": help_request.owner.user.name})
    return _give_to(help_request, by.ambassador, by=by, at=at)


@transaction.atomic
def hand_over(help_request: HelpRequest, to: Ambassador, *, by: User, at: datetime) -> HelpRequest:
    """Make a colleague the owner, whoever had it; the colleague hears it by mail."""
    help_request = lock_request(help_request)
    if help_request.owner_id == to.pk:
        return help_request
    help_request = _give_to(help_request, to, by=by, at=at)
    if to.user_id != by.pk:
        tell_handed_over(help_request, to.user, occasion=at.isoformat())
    return help_request


@transaction.atomic
def release(help_request: HelpRequest, *, by: User, at: datetime) -> HelpRequest:
    """Put the request back in the queue of its district."""
    help_request = lock_request(help_request)
    if help_request.owner_id is None:
        return help_request
    return _give_to(help_request, None, by=by, at=at)


@transaction.atomic
def leave(ambassador: Ambassador, *, by: User | None, at: datetime) -> None:
    """An ambassador stops: open requests go back to the queue, and nobody stands in any more.

    Each request asks for somebody at the latest on the next working day; an earlier day, or a call that
    was promised, stays.
    """
    StandIn.objects.filter(Q(absent=ambassador) | Q(deputy=ambassador)).delete()
    day = next_working_day(timezone.localdate(at))
    for help_request in ambassador.help_requests.open().order_by("pk"):
        help_request = lock_request(help_request)
        if help_request.owner_id != ambassador.pk or not help_request.is_open:
            continue
        help_request = _give_to(help_request, None, by=by, at=at, why=TimelineEntry.LEFT)
        due = help_request.next_action_on
        if help_request.call_back_from is None and (due is None or due > day):
            plan(help_request, on=day, what=_("Kiezen wie deze vraag overneemt"), by=by, at=at)


def _give_to(
    help_request: HelpRequest, to: Ambassador | None, *, by: User | None, at: datetime, why: str = ""
) -> HelpRequest:
    before = help_request.owner_id
    help_request.owner = to
    help_request.save(update_fields=["owner"])
    help_request.timeline.create(
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.OWNER,
        before=str(before or ""),
        after=str(to.pk if to else ""),
        detail=why,
    )
    return help_request


# --- What is known -------------------------------------------------------------------------------


@transaction.atomic
def confirm_facts(
    help_request: HelpRequest, changes: Mapping[str, object], *, version: int, by: User, at: datetime
) -> HelpRequest:
    """Store what a person confirmed about the request; needs that are new move on to triage.

    `changes` holds fields of HelpRequest by name. `version` is what the form was filled with: raises
    StaleVersion when somebody saved another one since. Raises RequestError for a dangerous request
    that would go to volunteers: only lift_danger does that. A request that is not for volunteers any
    more is called back from the partner that has not answered.
    """
    needs = list(help_request.needs.select_for_update().order_by("pk"))
    help_request = lock_request(help_request)
    if help_request.version != version:
        raise StaleVersion(help_request)
    was_danger = help_request.is_danger
    changed = [name for name, value in changes.items() if getattr(help_request, name) != value]
    for name in changed:
        setattr(help_request, name, changes[name])
    if was_danger and not help_request.is_danger:
        raise RequestError(_("Zeg eerst dat het gevaar is bekeken. Daarna kunt u de spoed aanpassen."))
    if help_request.urgency == Urgency.CRISIS and help_request.route == Route.VOLUNTEER:
        help_request.route = Route.EMERGENCY
        changed.append("route")
    if changed:
        help_request.version += 1
        help_request.save(update_fields=[*changed, "version"])
        help_request.timeline.create(
            at=at, actor=by, kind=TimelineEntry.Kind.FACTS, detail=",".join(changed)[:60]
        )
    if help_request.is_danger and not was_danger:
        help_request.timeline.create(
            at=at, actor=by, kind=TimelineEntry.Kind.DANGER, after=help_request.urgency
        )
    for need in needs:
        if need.status == NeedStatus.NEW:
            need.move_to(NeedStatus.TRIAGE, by=by, at=at)
    if help_request.is_danger or help_request.is_blocked:
        call_back(help_request, AWAITS_ANSWER, by=by, at=at)
    return help_request


@transaction.atomic
def confirm_categories(need: Need, slugs: Sequence[str], *, by: User, at: datetime) -> Need:
    """Say what kind of help a need is about, main kind first. Raises RequestError for an unknown kind."""
    slugs = list(dict.fromkeys(slugs))
    if not slugs or Category.objects.filter(slug__in=slugs).count() != len(slugs):
        raise RequestError(_("Kies een soort hulp uit de lijst."))
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.status == NeedStatus.NEW:
        need.move_to(NeedStatus.TRIAGE, by=by, at=at)
    if need.category_slugs == slugs and need.categories_confirmed:
        return need
    before = need.main_category or ""
    need.category_slugs = slugs
    need.categories_confirmed = True
    need.save(update_fields=["category_slugs", "categories_confirmed"])
    need.timeline.create(
        help_request_id=need.help_request_id,
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.FACTS,
        before=before[:40],
        after=slugs[0][:40],
        detail="categories",
    )
    return need


@transaction.atomic
def lift_danger(help_request: HelpRequest, reason: str, *, by: User, at: datetime) -> HelpRequest:
    """A person looked and says: volunteers may help here. The reason stays as a note.

    Raises RequestError without a reason, or when there was no danger to lift.
    """
    if not reason.strip():
        raise RequestError(_("Schrijf op hoe u weet dat het gevaar voorbij is."))
    help_request = lock_request(help_request)
    if not help_request.is_danger:
        raise RequestError(_("Bij deze vraag staat geen gevaar."))
    before = help_request.urgency
    help_request.route = Route.VOLUNTEER
    help_request.urgency = Urgency.URGENT
    help_request.version += 1
    help_request.save(update_fields=["route", "urgency", "version"])
    help_request.notes.create(author=by, at=at, body=reason.strip())
    help_request.timeline.create(
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.DANGER,
        before=before,
        after=help_request.urgency,
        detail="lifted",
    )
    return help_request


# --- What it consists of -------------------------------------------------------------------------


@transaction.atomic
def add_need(help_request: HelpRequest, slugs: Sequence[str], *, by: User, at: datetime) -> Need:
    """Split off a second need, matched and closed on its own. Raises RequestError for an unknown kind."""
    lock_needs(help_request.pk)  # or a need could come in while the request stops or is merged
    help_request = lock_request(help_request)
    if not help_request.is_open:
        raise RequestError(_("Deze vraag is afgesloten. Open hem eerst opnieuw."))
    last = help_request.needs.aggregate(last=Max("position"))["last"] or 0
    need = help_request.needs.create(position=last + 1, status_since=at)
    need.timeline.create(
        help_request_id=help_request.pk,
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.SPLIT,
        after=str(need.position),
    )
    return confirm_categories(need, slugs, by=by, at=at)


# --- What was said -------------------------------------------------------------------------------


@transaction.atomic
def add_note(help_request: HelpRequest, body: str, *, by: User, at: datetime) -> Note:
    """Keep a note for colleagues; the resident and partners do not see it. Raises RequestError when empty."""
    if not body.strip():
        raise RequestError(_("De notitie is leeg."))
    note = help_request.notes.create(author=by, at=at, body=body.strip())
    help_request.timeline.create(at=at, actor=by, kind=TimelineEntry.Kind.NOTE)
    return note


@transaction.atomic
def log_contact(
    help_request: HelpRequest,
    kind: str,
    *,
    reached: bool,
    body: str = "",
    again_on: date | None = None,
    again_from: time | None = None,
    by: User,
    at: datetime,
) -> Note:
    """Note a call or a visit, whether it reached the resident, and when to try again.

    Once the resident was reached, a call that was planned is no longer to be made. The portal itself
    sends nothing. Raises RequestError when the day to try again lies before today.
    """
    help_request = lock_request(help_request)
    note = help_request.notes.create(author=by, at=at, kind=kind, reached=reached, body=body.strip())
    help_request.timeline.create(
        at=at,
        actor=by,
        kind=TimelineEntry.Kind.CONTACT,
        after=kind,
        detail="reached" if reached else "not_reached",
    )
    if again_on:
        again_from = again_from or START_OF_CALLS
        plan(help_request, on=again_on, what=_("Opnieuw bellen"), call_back_from=again_from, by=by, at=at)
    elif reached and help_request.call_back_from is not None:
        plan(help_request, on=this_or_next_working_day(timezone.localdate(at)), by=by, at=at)
    return note
