"""How often people choose what the rules put first, and where they do not: figures without people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.formats import date_format

from network.models import Category, Offer
from requests_app.matching.suggestions import suggest
from requests_app.matching.wish import Wish
from requests_app.models import Choice
from requests_app.workflow import ACCEPTED_REFERRAL, Outcome

SMALLEST_BASE = 10  # a share of fewer choices says little, and could point at a person
SUCCESS = (Outcome.HELPED, Outcome.PARTLY)


@dataclass(frozen=True)
class Agreement:
    """Counts over some choices; shares are whole per cents, or None over fewer than SMALLEST_BASE choices."""

    label: str
    choices: int
    first: int
    first_three: int
    accepted: int
    ended: int
    helped: int

    @property
    def first_share(self) -> int | None:
        return share(self.first, self.choices)

    @property
    def first_three_share(self) -> int | None:
        return share(self.first_three, self.choices)

    @property
    def accepted_share(self) -> int | None:
        return share(self.accepted, self.choices)

    @property
    def helped_share(self) -> int | None:
        return share(self.helped, self.ended)


def share(part: int, whole: int) -> int | None:
    """Whole per cent."""
    return round(100 * part / whole) if whole >= SMALLEST_BASE else None


COUNTS = {
    "choices": Count("pk"),
    "first": Count("pk", filter=Q(rank=1)),
    "first_three": Count("pk", filter=Q(rank__lte=3)),
    "accepted": Count("pk", filter=Q(status__in=ACCEPTED_REFERRAL)),
    "ended": Count("pk", filter=~Q(outcome="")),
    "helped": Count("pk", filter=Q(outcome__in=SUCCESS)),
}


def by_month(since: date) -> list[Agreement]:
    rows = Choice.objects.filter(month__gte=since).values("month").annotate(**COUNTS).order_by("month")
    return [Agreement(date_format(row.pop("month"), "F Y"), **row) for row in rows]


def by_category(since: date) -> tuple[list[Agreement], int]:
    """Where the rules go wrong first: categories with the lowest share on top; and how many are too small."""
    labels = {category.slug: category.label for category in Category.objects.all()}
    rows = _grouped(Choice.objects.filter(month__gte=since), F("category_slugs__0"))
    found = [Agreement(labels.get(row.pop("group") or "", "–"), **row) for row in rows]
    telling = [row for row in found if row.first_share is not None]
    return sorted(telling, key=lambda row: (row.first_share, -row.choices)), len(found) - len(telling)


def by_rules_version() -> list[Agreement]:
    return [Agreement(row.pop("group"), **row) for row in _grouped(Choice.objects.all(), F("rules_version"))]


def other_reasons(since: date) -> list[tuple[str, int]]:
    """Why another offer than the first was chosen: (code, count), the most frequent first."""
    rows = Choice.objects.filter(month__gte=since).exclude(other_choice_reason="")
    counted = rows.values_list("other_choice_reason").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "other_choice_reason"))


@dataclass(frozen=True)
class Replay:
    """Today's rules on the choices of before: how often the chosen offer is first, or among three."""

    choices: int
    first: int
    first_three: int


def replay(at: datetime) -> Replay:
    """Rank again from what was kept (kind of help, district, urgency); the person is not known any more."""
    slugs = dict(Offer.objects.values_list("pk", "slug"))
    places: list[int | None] = []
    for choice in Choice.objects.order_by("pk").iterator():
        wish = Wish(tuple(choice.category_slugs), choice.district_slug or None, urgency=choice.urgency)
        order = [slugs[suggestion.offer_id] for suggestion in suggest(wish, at)]
        places.append(order.index(choice.chosen) + 1 if choice.chosen in order else None)
    return Replay(len(places), places.count(1), sum(place is not None and place <= 3 for place in places))


def _grouped(choices: QuerySet[Choice], group: F) -> Iterable[dict]:
    return choices.values(group=group).annotate(**COUNTS).order_by("group")
