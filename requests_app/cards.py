"""What a list prints of a request, in one statement however many rows there are."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from requests_app.models import Channel, HelpRequest, Route, Urgency
from requests_app.models.help_request import URGENCY_RANK
from requests_app.reference import KindOfHelp, ambassador_names, districts_by_id, kinds_of_help
from requests_app.workflow import HOLDS_PLACE, NeedStatus, ReferralStatus

EXCERPT = 90
# The need that asks most for attention gives the request its state.
ATTENTION = [
    NeedStatus.NEW,
    NeedStatus.TRIAGE,
    NeedStatus.REFERRED,
    NeedStatus.ACCEPTED,
    NeedStatus.HELPING,
    NeedStatus.CLOSED,
]


@dataclass(slots=True)
class NeedOnCard:
    status: str
    kind: KindOfHelp | None
    referral_status: str
    partner: str


@dataclass
class Card:
    """One request in a list; everything is at hand, nothing is looked up while printing."""

    pk: int
    public_id: UUID
    excerpt: str
    urgency: str
    route: str
    channel: str
    district: str
    created_at: datetime
    owner_id: int | None
    owner: str
    next_action_on: date | None
    next_action: str
    call_back_from: time | None
    closed_at: datetime | None
    today: date
    needs: list[NeedOnCard] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.pk

    @property
    def urgency_rank(self) -> int:
        return URGENCY_RANK[Urgency(self.urgency)]

    @property
    def reference(self) -> str:
        return f"HV-{self.pk}"

    @cached_property
    def url(self) -> str:
        return _detail_address().format(self.public_id)

    @property
    def title(self) -> str:
        """The first words of the resident, cut at a word."""
        words = " ".join(self.excerpt.split())
        return words if len(self.excerpt) < EXCERPT else f"{words.rsplit(' ', 1)[0]}…"

    @property
    def channel_label(self) -> str | Promise:
        return Channel(self.channel).label

    @property
    def is_danger(self) -> bool:
        return self.route == Route.EMERGENCY or self.urgency == Urgency.CRISIS

    @property
    def is_urgent(self) -> bool:
        return self.is_danger or self.urgency == Urgency.URGENT

    @property
    def is_late(self) -> bool:
        return self.next_action_on is not None and self.next_action_on < self.today

    @property
    def is_today(self) -> bool:
        return self.next_action_on == self.today

    @cached_property
    def leading(self) -> NeedOnCard | None:
        return min(self.needs, key=lambda need: ATTENTION.index(NeedStatus(need.status)), default=None)

    @cached_property
    def status(self) -> str:
        leading = self.leading
        if leading is None:
            return NeedStatus.CLOSED if self.closed_at else NeedStatus.NEW
        return (
            ReferralStatus.QUESTION if leading.referral_status == ReferralStatus.QUESTION else leading.status
        )

    @property
    def kinds(self) -> list[KindOfHelp]:
        """What volunteers would do; nothing as long as there may be danger."""
        return [] if self.is_danger else [need.kind for need in self.needs if need.kind]

    @property
    def partners(self) -> str:
        return ", ".join(dict.fromkeys(need.partner for need in self.needs if need.partner))

    @property
    def step(self) -> str | Promise:
        """What to do next, in a few words: first of all danger, then what somebody planned, or the state."""
        if self.closed_at:
            return _("Afgesloten")
        if self.is_danger:
            return _("Nu bellen: er is misschien gevaar")
        return self.next_action or STEP_OF_STATUS[self.status]

    @property
    def action(self) -> str | Promise:
        """The word on the button, when the ball is with the ambassador; empty when it is elsewhere."""
        return ACTION_OF_STATUS.get(self.status, "") if not self.is_danger else _("Bellen")


@cache
def _detail_address() -> str:
    """The address of a request with room for its id: resolving it for every row costs more than the row."""
    nobody = UUID(int=0)
    return reverse("requests:help_request_detail", args=[nobody]).replace(str(nobody), "{}")


STEP_OF_STATUS = {
    NeedStatus.NEW: _("De vraag lezen en bellen"),
    NeedStatus.TRIAGE: _("Een aanbod kiezen"),
    NeedStatus.REFERRED: _("Wachten op de partner"),
    ReferralStatus.QUESTION: _("De partner antwoorden"),
    NeedStatus.ACCEPTED: _("Nagaan of er contact is"),
    NeedStatus.HELPING: _("Vragen hoe het gaat"),
    NeedStatus.CLOSED: _("Afgesloten"),
}
ACTION_OF_STATUS = {
    NeedStatus.NEW: _("Oppakken"),
    NeedStatus.TRIAGE: _("Doorsturen"),
    ReferralStatus.QUESTION: _("Antwoorden"),
}


def cards_of(help_requests: QuerySet[HelpRequest], *, today: date | None = None) -> list[Card]:
    """The cards of these requests, in the order of the queryset; the caller has bounded it."""
    today = today or timezone.localdate()
    districts, owners = districts_by_id(), ambassador_names()
    needs = RawSQL(_NEEDS, [sorted(HOLDS_PLACE)])  # noqa: S611 - nothing typed
    rows = help_requests.annotate(excerpt=Left("text", EXCERPT), needs_told=needs).values_list(
        "pk", "public_id", "excerpt", "urgency", "route", "channel", "district_id", "created_at",
        "owner_id", "next_action_on", "next_action", "call_back_from", "closed_at", "needs_told",
    )  # fmt: skip
    cards = []
    for pk, public_id, excerpt, urgency, route, channel, district, created_at, owner, *plan, told in rows:
        where = districts[district].label if district else ""
        whose = owners.get(owner, "") if owner else ""
        cards.append(
            Card(
                *(pk, public_id, excerpt, urgency, route, channel, where, created_at, owner, whose),
                *plan,
                today,
                _needs_of(told),
            )
        )
    return cards


# [status, first kind of help, status of the live referral, partner] of each need, in the same statement.
_NEEDS = """(
    SELECT json_agg(json_build_array(need.status, need.category_slugs[1], referral.status, partner.name)
        ORDER BY need.position)
    FROM requests_app_need AS need
    LEFT JOIN requests_app_referral AS referral ON referral.need_id = need.id AND referral.status = ANY(%s)
    LEFT JOIN network_offer AS offer ON offer.id = referral.offer_id
    LEFT JOIN network_partner AS partner ON partner.id = offer.partner_id
    WHERE need.help_request_id = requests_app_helprequest.id
)"""


def _needs_of(rows: list[list] | None) -> list[NeedOnCard]:
    kinds = kinds_of_help()
    return [
        NeedOnCard(status, kinds.get(slug), referral_status or "", partner or "")
        for status, slug, referral_status, partner in rows or []
    ]
