"""What a partner answers to a referral, and what it reports afterwards.

Every step locks the need first and the referral after it (the order of all services, so that nobody
deadlocks) and looks at the state again under the lock: of two people who answer at once one wins, and
the other hears who it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Contact, User
from requests_app.errors import RequestError
from requests_app.models import Referral, TimelineEntry
from requests_app.notifications.account import tell_account_wanted
from requests_app.notifications.ambassador import tell_owner
from requests_app.notifications.professional import tell_professional
from requests_app.notifications.resident import tell_accepted
from requests_app.services import closing
from requests_app.services.consent import may_share
from requests_app.services.planning import lock_request, plan
from requests_app.services.referral import lock_referral, note_decline
from requests_app.workflow import (
    REFERRAL_STEPS,
    DeclineReason,
    NeedStatus,
    Outcome,
    ReferralStatus,
)
from requests_app.working_days import add_working_days, this_or_next_working_day

# After acceptance the ambassador looks again after so many working days: was there a first contact?
FIRST_CONTACT_WORKING_DAYS = 5
# While help runs, the ambassador asks how it goes after so many working days.
HELP_RUNS_WORKING_DAYS = 30


class AnsweredBefore(RequestError):
    """Somebody else was first; the message says what they did, and who and when."""


def accept(referral: Referral, *, by: User | None, at: datetime, role: str = "") -> Referral:
    """The partner takes the question on; from here it may see who the resident is.

    `by` is empty when a mail box without an account answered; `role` says whose it is. Raises
    AnsweredBefore, and RequestError when the ground for sharing was taken back meanwhile, or volunteers
    may not help here any more.
    """
    with _locked(referral, ReferralStatus.ACCEPTED) as referral:
        help_request = lock_request(referral.need.help_request)  # danger may have come up meanwhile
        if help_request.is_danger or help_request.is_blocked:
            raise RequestError(
                _("Deze vraag is nu niet voor vrijwilligers. De ambassadeur neemt contact op met de bewoner.")
            )
        if not may_share(referral.need.help_request):
            raise RequestError(
                _("De bewoner wil de gegevens nu niet delen. De ambassadeur neemt contact op.")
            )
        referral.move_to(ReferralStatus.ACCEPTED, by=by, at=at, role=role, answered_at=at)
        referral.need.move_to(NeedStatus.ACCEPTED, by=by, at=at)
        _plan(referral, _("Nagaan of er contact is geweest"), FIRST_CONTACT_WORKING_DAYS, by=by, at=at)
        tell_owner("referral_accepted", referral)
        tell_accepted(referral)
        tell_professional("professional_accepted", referral.need.help_request, f"referral/{referral.pk}")
    return referral


def decline(
    referral: Referral,
    reason: DeclineReason | str,
    note: str = "",
    *,
    by: User | None,
    at: datetime,
    role: str = "",
) -> Referral:
    """The partner cannot help; the need goes back to the ambassador, today or the next working day."""
    with _locked(referral, ReferralStatus.DECLINED) as referral:
        referral.move_to(
            ReferralStatus.DECLINED,
            by=by,
            at=at,
            role=role,
            answered_at=at,
            decline_reason=DeclineReason(reason),
            decline_note=note,
        )
        referral.need.move_to(NeedStatus.TRIAGE, by=by, at=at)
        _plan(referral, _("Een ander aanbod kiezen"), 0, by=by, at=at)
        note_decline(referral, at=at)
        tell_owner("referral_declined", referral)
    return referral


def ask(referral: Referral, question: str, *, by: User | None, at: datetime, role: str = "") -> Referral:
    """The partner wants to know more before it answers; the term waits for the ambassador's reply."""
    with _locked(referral, ReferralStatus.QUESTION) as referral:
        referral.move_to(ReferralStatus.QUESTION, by=by, at=at, role=role, question=question)
        _plan(referral, _("De vraag van de partner beantwoorden"), 0, by=by, at=at)
        tell_owner("referral_question", referral, occasion=at.isoformat())
    return referral


def ask_account(referral: Referral, contact: Contact) -> None:
    """Whoever accepted from a mail box without an account wants one, to see whom to help.

    The partner's own manager is asked, else the coordinators; once, however often the button is pressed.
    Raises RequestError when there is nobody to help here.
    """
    if not referral.shows_identity:
        raise RequestError(_("Deze hulpvraag is niet (meer) bij u."))
    tell_account_wanted(referral, contact)


def report_contact(referral: Referral, *, by: User, at: datetime) -> Referral:
    """The partner has spoken to the resident for the first time."""
    with _locked(referral, ReferralStatus.CONTACTED) as referral:
        referral.move_to(ReferralStatus.CONTACTED, by=by, at=at, contacted_at=at)
        _plan(referral, _("Nagaan of de hulp is begonnen"), FIRST_CONTACT_WORKING_DAYS * 2, by=by, at=at)
    return referral


def report_start(referral: Referral, *, by: User, at: datetime) -> Referral:
    """A volunteer was found and the help has begun."""
    with _locked(referral, ReferralStatus.RUNNING) as referral:
        referral.move_to(ReferralStatus.RUNNING, by=by, at=at, started_at=at)
        referral.need.move_to(NeedStatus.HELPING, by=by, at=at)
        _plan(referral, _("Vragen hoe de hulp gaat"), HELP_RUNS_WORKING_DAYS, by=by, at=at)
    return referral


def end(referral: Referral, outcome: Outcome | str, *, by: User, at: datetime) -> Referral:
    """The partner is done, and says how it ended; the need closes with the same outcome."""
    with _locked(referral, ReferralStatus.ENDED) as referral:
        referral.move_to(ReferralStatus.ENDED, by=by, at=at, ended_at=at, outcome=Outcome(outcome))
        closing.close_need(referral.need, Outcome(outcome), by=by, at=at)
        tell_owner("referral_ended", referral)
    return referral


@contextmanager
def _locked(referral: Referral, towards: ReferralStatus) -> Iterator[Referral]:
    """The referral with its need, both under lock and fresh, in one transaction.

    Raises AnsweredBefore when the step comes too late.
    """
    with transaction.atomic():
        fresh = lock_referral(referral)
        if towards not in REFERRAL_STEPS[ReferralStatus(fresh.status)]:
            raise AnsweredBefore(what_happened(fresh))
        yield fresh


def what_happened(referral: Referral) -> str:
    """Plain words for whoever comes second: "Deze vraag is al aangenomen door Piet (22 november, 14:05)."."""
    last = (
        TimelineEntry.objects.filter(referral=referral, kind=TimelineEntry.Kind.REFERRAL_STATUS)
        .select_related("actor")
        .last()
    )
    said = WHAT_HAPPENED.get(ReferralStatus(referral.status))
    what = said() if said else _("staat nu op ‘%(status)s’") % {"status": referral.get_status_display()}
    if last is None or referral.status == ReferralStatus.SENT:
        return _("Deze vraag %(what)s.") % {"what": what}
    moment = date_format(timezone.localtime(last.at), "j F, H:i")
    stopped = referral.status == ReferralStatus.ENDED and last.actor is None  # by the resident
    if stopped or referral.status in {ReferralStatus.EXPIRED, ReferralStatus.WITHDRAWN}:
        return _("Deze vraag %(what)s (%(moment)s).") % {"what": what, "moment": moment}
    who = last.actor.name if last.actor else last.role or _("iemand via de link in de mail")
    return _("Deze vraag %(what)s door %(who)s (%(moment)s).") % {"what": what, "who": who, "moment": moment}


WHAT_HAPPENED = {
    ReferralStatus.ACCEPTED: lambda: _("is al aangenomen"),
    ReferralStatus.CONTACTED: lambda: _("is al bijgewerkt"),
    ReferralStatus.RUNNING: lambda: _("is al bijgewerkt"),
    ReferralStatus.ENDED: lambda: _("is al afgerond"),
    ReferralStatus.DECLINED: lambda: _("is al afgewezen"),
    ReferralStatus.QUESTION: lambda: _("heeft al een wedervraag gekregen"),
    ReferralStatus.EXPIRED: lambda: _("is niet op tijd beantwoord en teruggegaan naar de ambassadeur"),
    ReferralStatus.WITHDRAWN: lambda: _("is ingetrokken door de ambassadeur"),
}


def _plan(referral: Referral, what: str, working_days: int, *, by: User | None, at: datetime) -> None:
    """Give the request its next action, so many working days from now; a plan of a person stays."""
    today = timezone.localdate(at)
    on = add_working_days(today, working_days) if working_days else this_or_next_working_day(today)
    plan(referral.need.help_request, on=on, what=what, by=by, at=at, is_follow_up=True)
