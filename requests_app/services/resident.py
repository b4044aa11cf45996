"""What the resident says, on the own page or to somebody: call me, stop, it helped, a few more words."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import outbox
from network.models import User
from requests_app.errors import RequestError
from requests_app.matching.danger import find_danger
from requests_app.models import Consent, HelpRequest, Note, Route, TimelineEntry, Urgency
from requests_app.services import closing
from requests_app.services.consent import withdraw_consent
from requests_app.services.intake import ambassadors_for
from requests_app.services.planning import START_OF_CALLS, lock_needs, lock_request, plan
from requests_app.workflow import AWAITS_ANSWER, HOLDS_PLACE, NeedStatus, Outcome
from requests_app.working_days import this_or_next_working_day

# What a resident may correct; everything else is for the ambassador.
CORRECTABLE = ("name", "phone", "email", "contact_by", "contact_when")


def ask_call(help_request: HelpRequest, *, at: datetime) -> None:
    """The resident wants to be called: today or the next working day, also when the request was closed."""
    with transaction.atomic():
        help_request = _lock_family(help_request)[0]
        if not help_request.is_open:
            _reopen(help_request, at=at)
        _plan_call(help_request, _("Bellen: de bewoner vraagt erom"), at=at)
        _note(help_request, "call_me", at=at)


def withdraw_request(
    help_request: HelpRequest,
    *,
    at: datetime,
    by: User | None = None,
    how: Consent.How = Consent.How.PAGE,
    said_at: datetime | None = None,
) -> None:
    """The resident stops: every need closes, and no ground to use the data is left.

    That goes for all that was merged: the words of a duplicate are the resident's too. `by`, `how` and
    `said_at`: the ambassador who notes what the resident said elsewhere.
    """
    with transaction.atomic():
        family = _lock_family(help_request)
        stops = family[0].is_open
        for one in family:
            if one.is_open:
                closing.close_request(one, Outcome.WITHDRAWN, by=by, at=at)
            if stops and one.pk in {family[0].pk, help_request.pk}:
                _note(one, "withdrawn", at=at, by=by)
            for purpose in Consent.Purpose.values:
                withdraw_consent(one, purpose, by=by, at=at, how=how, said_at=said_at)


def say_how_it_ended(help_request: HelpRequest, *, helped: bool, at: datetime) -> None:
    """One click at the end. Not helped opens the request again, so that somebody calls.

    Raises RequestError while the request is not closed yet.
    """
    with transaction.atomic():
        help_request = _lock_family(help_request)[0]
        if help_request.is_open:
            raise RequestError(_("Uw vraag staat nog open. Wij zijn ermee bezig."))
        if helped:
            _note(help_request, "helped", at=at)
            return
        _reopen(help_request, at=at)
        _plan_call(help_request, _("Bellen: de bewoner is niet geholpen"), at=at)
        _note(help_request, "not_helped", at=at)


def add_words(help_request: HelpRequest, words: str, *, at: datetime) -> bool:
    """Keep what the resident adds; True when the words point at danger, so that the page shows numbers.

    A closed request opens again: somebody has to read it.
    """
    dangers = find_danger(words)
    with transaction.atomic():
        help_request = _lock_family(help_request)[0]
        if not help_request.is_open:
            _reopen(help_request, at=at)
        Note.objects.create(help_request=help_request, author=None, at=at, kind=Note.Kind.MESSAGE, body=words)
        _note(help_request, "added", at=at)
        if dangers:
            codes = list(dict.fromkeys(code for danger in dangers for code in danger.refer_to))
            _flag_danger(help_request, dangers[0].kind, codes, at=at)
        else:
            _plan_today(help_request, _("Lezen wat de bewoner heeft aangevuld"), at=at)
    return bool(dangers)


def correct(help_request: HelpRequest, changes: Mapping[str, str], *, at: datetime) -> bool:
    """Take over corrected contact details; False when nothing was different.

    What differs from the request the resident corrects is changed there and in the one it went on in.
    """
    with transaction.atomic():
        goes_on_in = _lock_family(help_request)[0]
        both = [lock_request(one) for one in sorted({help_request, goes_on_in}, key=lambda one: one.pk)]
        corrected = next(one for one in both if one.pk == help_request.pk)
        changed = [
            name
            for name in CORRECTABLE
            if name in changes and str(getattr(corrected, name)) != str(changes[name] or "")
        ]
        if not changed:
            return False
        for fresh in both:
            for name in changed:
                setattr(fresh, name, changes[name] or "")
            fresh.version += 1
            fresh.save(update_fields=[*changed, "version"])
            fresh.timeline.create(at=at, kind=TimelineEntry.Kind.FACTS, detail="resident")
    return True


def take_back_consent(
    help_request: HelpRequest,
    purpose: str,
    *,
    at: datetime,
    by: User | None = None,
    how: Consent.How = Consent.How.PAGE,
    said_at: datetime | None = None,
) -> bool:
    """Take one ground back. Without the ground to share, what is at a partner is called back.

    Without the ground to handle it the request stops altogether. `by`, `how`, `said_at`: as above.
    """
    if purpose == Consent.Purpose.HANDLE:
        withdraw_request(help_request, at=at, by=by, how=how, said_at=said_at)
        return True
    with transaction.atomic():
        # The needs before the consents: whoever accepts looks at those under this lock.
        family = _lock_family(help_request)
        gone = [withdraw_consent(one, purpose, by=by, at=at, how=how, said_at=said_at) for one in family]
        if any(gone) and purpose == Consent.Purpose.SHARE:
            closing.call_back(family[0], HOLDS_PLACE, by=by, at=at)
            if by is None:
                _plan_call(family[0], _("Bellen: de bewoner wil niet meer delen"), at=at)
            else:
                what = _("Kiezen hoe het verder gaat zonder gegevens te delen")
                plan(family[0], on=_today(at), what=what, by=by, at=at)
    return any(gone)


def _lock_family(help_request: HelpRequest) -> list[HelpRequest]:
    """The request this one goes on in, and after it all that were merged into that; needs under lock.

    Somebody may merge while we wait for the lock: then the locks go back, and we look again, because
    needs are taken in one order only.
    """
    while True:
        family = _family(help_request)
        before = transaction.savepoint()
        lock_needs(*(one.pk for one in family))
        fresh = _family(help_request)
        if fresh == family:
            transaction.savepoint_commit(before)
            return fresh
        transaction.savepoint_rollback(before)


def _family(help_request: HelpRequest) -> list[HelpRequest]:
    last = HelpRequest.objects.get(pk=help_request.pk)
    while last.merged_into_id:
        last = HelpRequest.objects.get(pk=last.merged_into_id)
    family = newest = [last]
    while newest := list(HelpRequest.objects.filter(merged_into__in=newest).order_by("pk")):
        family = [*family, *newest]
    return family


def _reopen(help_request: HelpRequest, *, at: datetime) -> None:
    """Open the need that closed last; the request is not a duplicate."""
    need = help_request.needs.filter(status=NeedStatus.CLOSED).order_by("-status_since", "-pk").first()
    if need is not None:
        closing.reopen_need(need, by=None, at=at)


def _plan_today(help_request: HelpRequest, what: str, *, at: datetime) -> None:
    plan(help_request, on=_today(at), what=what, by=None, at=at)


def _plan_call(help_request: HelpRequest, what: str, *, at: datetime) -> None:
    """On the list of calls."""
    plan(help_request, on=_today(at), what=what, call_back_from=START_OF_CALLS, by=None, at=at)


def _today(at: datetime) -> date:
    return this_or_next_working_day(timezone.localdate(at))


def _note(help_request: HelpRequest, said: str, *, at: datetime, by: User | None = None) -> None:
    help_request.timeline.create(at=at, actor=by, kind=TimelineEntry.Kind.RESIDENT, detail=said)


def _flag_danger(help_request: HelpRequest, kind: str, codes: list[str], *, at: datetime) -> None:
    """Volunteers wait until a person has looked: what no partner has answered is called back."""
    closing.call_back(help_request, AWAITS_ANSWER, by=None, at=at)
    fresh = lock_request(help_request)
    fresh.urgency, fresh.route = Urgency.CRISIS, Route.EMERGENCY
    fresh.refer_to = list(dict.fromkeys([*codes, *fresh.refer_to]))
    fresh.save(update_fields=["urgency", "route", "refer_to"])
    fresh.timeline.create(at=at, kind=TimelineEntry.Kind.DANGER, after=Urgency.CRISIS, detail=kind[:60])
    plan(fresh, on=timezone.localdate(at), what=_("Nu bellen: er is misschien gevaar"), by=None, at=at)
    for ambassador in ambassadors_for(fresh.district):
        outbox.notify(
            "crisis_received",
            subject=f"help_request/{fresh.pk}",
            recipient=f"user/{ambassador.user_id}",
            occasion=at.isoformat(),
        )
