"""What asks for this ambassador now, most pressing first: each request once, under the first that fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import User
from requests_app.cards import Card, cards_of
from requests_app.counting import Bounded, count_up_to_limit
from requests_app.models import HelpRequest, Need, Referral, Route, StandIn, Urgency
from requests_app.workflow import NeedStatus, ReferralStatus

# A heading shows so many requests and links to the rest.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Heading:
    slug: str
    title: str | Promise
    nothing: str | Promise
    icon: str
    tone: str
    query: str  # the same selection in the queue


HEADINGS = [
    Heading("crisis", _("Misschien gevaar: bel nu"), "", "siren", "danger", "weg=gevaar"),
    Heading("overdue", _("Te laat"), "", "clock-alert", "danger", "owner=mij&due=te-laat"),
    Heading("today", _("Vandaag te doen"), _("Vandaag staat er niets meer open."), "calendar-days", "info",
            "owner=mij&due=vandaag"),
    Heading("answers", _("Antwoord van een partner"), "", "message-circle", "violet",
            "owner=mij&status=vraag&status=triage"),
    Heading("unassigned", _("Nog van niemand in uw wijken"), _("Alle vragen in uw wijken zijn bij iemand."),
            "inbox", "warning", "owner=niemand"),
    Heading("waiting", _("Later, of bij een ander"), "", "hourglass", "quiet",
            "owner=mij&status=referred&status=accepted&status=helping"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    heading: Heading
    cards: list[Card]
    count: Bounded

    @property
    def more(self) -> bool:
        return self.count.number > len(self.cards)


@dataclass(frozen=True, slots=True)
class MyDay:
    parts: list[Part]

    @property
    def is_empty(self) -> bool:
        return not any(part.cards for part in self.parts)

    @property
    def pressing(self) -> int:
        """How many requests ask something of this ambassador today."""
        return sum(part.count.number for part in self.parts if part.heading.slug != "waiting")

    @property
    def cards(self) -> list[Card]:
        return [card for part in self.parts for card in part.cards]


def my_day(user: User, *, today: date | None = None) -> MyDay:
    """Everything in three statements, however much there is."""
    today = today or timezone.localdate()
    selections = _selections(user, today)
    first = None
    for heading, selection in selections.items():
        part = selection.annotate(heading=Value(heading)).values_list("pk", "heading")[:SHOWN]
        first = part if first is None else first.union(part, all=True)
    place: dict[int, str] = {}
    for pk, heading in first or []:
        place.setdefault(pk, heading)
    cards = cards_of(
        HelpRequest.objects.filter(pk__in=place).order_by("next_action_on", "urgency_rank", "pk")
    )
    counts = dict(zip(selections, count_up_to_limit(list(selections.values())), strict=True))
    return MyDay(
        [
            Part(
                heading,
                [card for card in cards if place[card.pk] == heading.slug],
                counts[heading.slug],
            )
            for heading in HEADINGS
        ]
    )


def _selections(user: User, today: date) -> Mapping[str, QuerySet[HelpRequest]]:
    """Heading → its requests. Each leaves out what an earlier heading shows, so that the numbers add up."""
    absent = StandIn.objects.on(today).filter(deputy=user.ambassador).values("absent")
    visible = HelpRequest.objects.visible_to(user).open()
    mine = HelpRequest.objects.open().filter(Q(owner=user.ambassador) | Q(owner__in=absent))
    danger = Q(route=Route.EMERGENCY) | Q(urgency=Urgency.CRISIS)
    needs = Need.objects.filter(help_request=OuterRef("pk"))
    asked = Referral.objects.filter(need__help_request=OuterRef("pk"), status=ReferralStatus.QUESTION)
    refused = needs.filter(
        status=NeedStatus.TRIAGE, referrals__status__in=[ReferralStatus.DECLINED, ReferralStatus.EXPIRED]
    )
    answered = Exists(asked) | Exists(refused)
    later = mine.filter(~danger, next_action_on__gt=today)
    return {
        "crisis": visible.filter(
            danger, Q(owner=None) | Q(owner=user.ambassador) | Q(owner__in=absent)
        ).order_by("created_at", "pk"),
        "overdue": mine.filter(~danger, next_action_on__lt=today).order_by("next_action_on", "pk"),
        "today": mine.filter(~danger, next_action_on=today).order_by("urgency_rank", "pk"),
        "answers": later.filter(answered).order_by("next_action_on", "pk"),
        "unassigned": visible.filter(~danger, owner=None).order_by("urgency_rank", "created_at", "pk"),
        "waiting": later.filter(~answered).order_by("next_action_on", "pk"),
    }
