"""Help requests for the demo: invented people behind the texts of data/demo_requests.jsonl, at every stage.

The same file gives the same requests; only the times move along with today. Names, numbers and
addresses are made up, and end in .example where a real one could exist.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from django.utils import timezone

from network.models import Ambassador, Category, Offer, User
from requests_app.answers import Intake
from requests_app.errors import RequestError
from requests_app.models import Channel, Consent, HelpRequest, KnownDomain, Need, Route, Urgency
from requests_app.services import closing, intake, planning, referral, response, triage
from requests_app.services.intake import ambassadors_for
from requests_app.workflow import DeclineReason, NeedStatus, Outcome
from requests_app.working_days import add_working_days

FILE = Path(__file__).parent / "data" / "demo_requests.jsonl"
KEYS = UUID("6d5f7a52-0c0b-4a53-9d5e-5d6a7a2b8f10")

# How far the requests for volunteers have come, dealt out in this order and then from the start again.
STAGES = (
    "new", "sent", "new", "ended", "claimed", "new", "running", "new", "accepted", "new",
    "declined", "new", "asked", "new", "contacted", "new", "claimed", "ended", "new", "sent",
)  # fmt: skip
# Days ago that a request at this stage came in; the steps after it follow within these days.
CAME_IN = {
    "new": (0, 1), "claimed": (1, 4), "sent": (1, 3), "asked": (2, 4), "declined": (3, 6),
    "accepted": (4, 8), "contacted": (7, 12), "running": (12, 25), "ended": (20, 45),
}  # fmt: skip
FIRST_NAMES = (
    "Johanna", "Gerrit", "Fatma", "Wim", "Marijke", "Hassan", "Ans", "Kees", "Samira", "Truus", "Mehmet",
    "Riet", "Bram", "Yvonne", "Abdel", "Greet", "Oksana", "Piet", "Selam", "Nel",
)  # fmt: skip
LAST_NAMES = (
    "de Wit", "Yilmaz", "van Beek", "El Idrissi", "Hendriks", "Postma", "Tesfay", "van der Laan", "Kaya",
    "Bouzid", "Scholten", "de Bruin", "Kovalenko", "Peeters", "Rahimi", "Verhoef", "Dijkstra",
)  # fmt: skip
ORGANISATIONS = (
    "Huisartsenpraktijk De Linde",
    "Buurtteam",
    "Wijkverpleging De Singel",
    "Gezondheidscentrum Oost",
)
KNOWN_DOMAIN = "praktijk.example"
NEXT_STEPS = (
    "Bellen om kennis te maken", "Vragen welke dag past", "Overleggen met de verwijzer",
    "Opnieuw bellen: niet bereikt",
)  # fmt: skip
WHEN = ("’s ochtends", "na 2 uur", "", "op dinsdag en donderdag", "", "het liefst ’s middags")


@dataclass(frozen=True)
class DemoRow:
    """One line of the file, with its place in it."""

    number: int
    id: str
    channel: str
    text: str
    postcode4: str
    facts: dict
    expected: dict

    @property
    def key(self) -> UUID:
        return uuid5(KEYS, self.id)


def read_rows() -> Iterator[DemoRow]:
    with FILE.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            yield DemoRow(
                number, row["id"], row["channel"], row["text"], row["postcode4"] or "", row["facts"] or {},
                row["expected"],
            )  # fmt: skip


def load(*, now: datetime) -> tuple[int, int]:
    """Make what is missing; returns how many were made and how many were there."""
    KnownDomain.objects.get_or_create(domain=KNOWN_DOMAIN, defaults={"organisation": ORGANISATIONS[0]})
    known = set(HelpRequest.objects.values_list("submission_key", flat=True))
    rows = list(read_rows())
    stages = _deal_stages(rows)
    new = [row for row in rows if row.key not in known]
    # Oldest first, so that numbers rise with time as they would have.
    for row in sorted(new, key=lambda row: _came_in(row, stages[row.id], now)):
        _live(row, stages[row.id], now)
    return len(new), len(rows) - len(new)


def _deal_stages(rows: list[DemoRow]) -> dict[str, str]:
    volunteer = [row for row in rows if row.expected["route"] == Route.VOLUNTEER]
    stages = {row.id: STAGES[place % len(STAGES)] for place, row in enumerate(volunteer)}
    others = [row for row in rows if row.id not in stages]
    return stages | {row.id: ("new", "claimed", "pointed_on")[place % 3] for place, row in enumerate(others)}


def _came_in(row: DemoRow, stage: str, now: datetime) -> datetime:
    """A moment by day: between eight in the morning and eight at night, and not in the future."""
    first, last = CAME_IN.get(stage, (1, 9))
    if stage == "new" and row.expected["urgency"] == Urgency.CRISIS:
        first = last = 0  # nobody leaves these lying
    days = first + row.number % (last - first + 1)
    moment = timezone.localtime(now - timedelta(days=days))
    moment = moment.replace(hour=8 + row.number * 5 % 12, minute=row.number * 7 % 60, second=0, microsecond=0)
    return moment if moment < now else now - timedelta(minutes=10 + row.number)


def _live(row: DemoRow, stage: str, now: datetime) -> None:
    """Receive one request at its moment and take it as far as its stage says."""
    at = _came_in(row, stage, now)
    help_request = intake.receive(_intake(row), channel=row.channel, by=None, at=at, submission_key=row.key)
    need = help_request.needs.get()
    ambassador = _ambassador(help_request, row.number)
    if ambassador is None or stage == "new":
        return
    by = ambassador.user
    later = _Clock(at, now)
    help_request = triage.claim(help_request, by=by, at=later.hours(1))
    if stage == "pointed_on":
        _point_on(help_request, by, later)
        return
    need.help_request = help_request
    need.move_to(NeedStatus.TRIAGE, by=by, at=later.hours(1))
    if stage == "claimed" or help_request.is_blocked:
        _plan_on(help_request, row, by, later)
        return
    _refer(row, need, stage, by, later)


def _point_on(help_request: HelpRequest, by: User, later: "_Clock") -> None:
    outcomes = {
        Route.EMERGENCY: Outcome.EMERGENCY,
        Route.PROFESSIONAL: Outcome.PROFESSIONAL,
        Route.OUTSIDE_AREA: Outcome.OUTSIDE_AREA,
    }
    outcome = outcomes.get(Route(help_request.route))
    if outcome:
        closing.close_request(help_request, outcome, by=by, at=later.hours(2))


def _plan_on(help_request: HelpRequest, row: DemoRow, by: User, later: "_Clock") -> None:
    """Whoever took it up knows what comes next; one in six has fallen behind."""
    if row.number % 6 == 0:
        return
    day = add_working_days(timezone.localdate(later.now), row.number % 4)
    what = NEXT_STEPS[row.number % len(NEXT_STEPS)]
    planning.plan(help_request, on=day, what=what, by=by, at=later.hours(4))


def _refer(row: DemoRow, need: Need, stage: str, by: User, later: "_Clock") -> None:
    offer = Offer.objects.filter(slug__in=row.expected["acceptable_offers"][:1]).first()
    if offer is None:
        return
    labels = Category.objects.filter(slug__in=row.expected["categories"]).values_list("label_nl", flat=True)
    line = f"Zoekt: {', '.join(labels).lower()}."
    sent_at = (
        later.now - timedelta(hours=2 + row.number % 20) if stage in ("sent", "asked") else later.hours(20)
    )
    try:
        sent = referral.refer(need, offer, by=by, at=sent_at, summary=line, suggested=[offer.slug])
    except RequestError:  # no place left, or no longer for volunteers: it stays with the ambassador
        return
    sent.sent_at = sent_at  # in the past, so before the demo's room was confirmed
    sent.save(update_fields=["sent_at"])
    member = User.objects.filter(memberships__partner=offer.partner, memberships__is_member=True).first()
    if stage == "asked":
        response.ask(sent, "Past de middag ook?", by=member, at=later.now - timedelta(hours=1))
    elif stage == "declined":
        response.decline(sent, DeclineReason.CAPACITY, by=member, at=later.hours(20))
    elif stage != "sent":
        _help(sent, stage, member, row, later)


def _help(sent, stage: str, member: User | None, row: DemoRow, later: "_Clock") -> None:
    response.accept(sent, by=member, at=later.hours(20))
    if stage == "accepted":
        return
    response.report_contact(sent, by=member, at=later.hours(40))
    if stage == "contacted":
        return
    response.report_start(sent, by=member, at=later.hours(90))
    if stage == "ended":
        outcome = (Outcome.HELPED, Outcome.HELPED, Outcome.PARTLY)[row.number % 3]
        response.end(sent, outcome, by=member, at=later.hours(200))


class _Clock:
    """Steps after a request came in, never in the future and never back."""

    def __init__(self, at: datetime, now: datetime) -> None:
        self.at, self.now = at, now

    def hours(self, number: int) -> datetime:
        room = (self.now - self.at) * 0.3
        self.at += min(timedelta(hours=number), room)
        return self.at


def _ambassador(help_request: HelpRequest, number: int) -> Ambassador | None:
    keepers = ambassadors_for(help_request.district)
    return keepers[number % len(keepers)] if keepers else None


def _intake(row: DemoRow) -> Intake:
    number, facts = row.number, row.facts
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number % len(LAST_NAMES)]}"
    ground = {
        Channel.ONLINE: Consent.Ground.CONSENT,
        Channel.PROFESSIONAL: Consent.Ground.VIA_PROFESSIONAL,
    }.get(Channel(row.channel), Consent.Ground.SPOKEN)
    purposes = [Consent.Purpose.HANDLE, Consent.Purpose.SHARE]
    purposes += [Consent.Purpose.FOLLOW_UP] if number % 2 else []
    asker = {}
    if row.channel == Channel.PROFESSIONAL:
        asker = {
            "for_whom": HelpRequest.ForWhom.OTHER,
            "asker_name": f"{LAST_NAMES[-number % len(LAST_NAMES)]}",
            "asker_organisation": ORGANISATIONS[number % len(ORGANISATIONS)],
            "asker_email": f"verwijzer{number % 7}@{KNOWN_DOMAIN}",
            "asker_reference": f"K-{400 + number}",
        }
    return Intake(
        text=row.text,
        grounds={purpose.value: ground.value for purpose in purposes},
        name=name,
        phone=f"+316123{number:05}",
        email=f"bewoner{number}@voorbeeld.example" if number % 3 == 0 else "",
        contact_when=WHEN[number % len(WHEN)],
        postcode4=row.postcode4,
        language=facts.get("language", "nl"),
        facts=facts,
        **asker,
    )
