"""The queue's filters: every one lives in the address, so a list can be kept, shared and gone back to."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requests_app import search
from requests_app.models import Channel, HelpRequest, Need, Referral, Route, Urgency
from requests_app.models.help_request import URGENCY_RANK
from requests_app.reference import districts, districts_by_id, slugs_of_themes, themes
from requests_app.workflow import OPEN_NEED, NeedStatus, ReferralStatus


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices in the panel; `on` holds the values that are ticked."""

    name: str
    legend: str | Promise
    choices: Sequence[tuple[str, str | Promise]]
    on: Sequence[str]
    kind: str = "checkbox"


OWNERS = [("mij", _("Van mij")), ("niemand", _("Van niemand")), ("collega", _("Van een collega"))]
DUES = [
    ("te-laat", _("Te laat")),
    ("vandaag", _("Vandaag")),
    ("week", _("Komende 7 dagen")),
    ("terugbellen", _("Terugbellen")),
]
AGES = [("week", _("Langer dan een week")), ("maand", _("Langer dan een maand"))]
SORTS = [
    ("", _("Spoed eerst, dan langst wachtend")),
    ("nieuw", _("Nieuwste eerst")),
    ("actie", _("Volgende actie eerst")),
]
STATUSES = [*NeedStatus.choices, ("vraag", ReferralStatus.QUESTION.label)]
ROUTE_OF = {"gevaar": Route.EMERGENCY, "beroepskracht": Route.PROFESSIONAL, "elders": Route.OUTSIDE_AREA}
BLOCKED = [(value, route.label) for value, route in ROUTE_OF.items()]


def _district_choices() -> list[tuple[str, str]]:
    return [*((slug, name.label) for slug, name in districts().items()), ("geen", str(_("Nog geen wijk")))]


def _theme_choices() -> list[tuple[str, str]]:
    return [(slug, name.label) for slug, name in themes().items()]


class QueueFilter(django_filters.FilterSet):
    """What an ambassador may narrow the queue by. Without a status: what is open."""

    q = django_filters.CharFilter(method="by_words", max_length=search.LONGEST_QUERY)
    status = django_filters.MultipleChoiceFilter(choices=lambda: STATUSES, method="by_status")
    district = django_filters.MultipleChoiceFilter(choices=_district_choices, method="by_district")
    theme = django_filters.MultipleChoiceFilter(choices=_theme_choices, method="by_theme")
    urgency = django_filters.MultipleChoiceFilter(choices=lambda: Urgency.choices, method="by_urgency")
    weg = django_filters.MultipleChoiceFilter(choices=lambda: BLOCKED, method="by_route")
    channel = django_filters.MultipleChoiceFilter(choices=lambda: Channel.choices, distinct=False)
    owner = django_filters.MultipleChoiceFilter(choices=lambda: OWNERS, method="by_owner")
    due = django_filters.ChoiceFilter(choices=lambda: DUES, method="by_due")
    age = django_filters.ChoiceFilter(choices=lambda: AGES, method="by_age")

    class Meta:
        model = HelpRequest
        fields: list[str] = []
        form = forms.Form

    def get_form_class(self) -> type[forms.Form]:
        """The same class for everybody; a filter set would make a new one for each page."""
        return _form_class(type(self))

    @property
    def qs(self) -> QuerySet:
        """What was asked for; with nothing asked, no form has to be made to know it."""
        return super().qs if self.is_bound else self.queryset.filter(closed_at=None)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("status"):
            queryset = queryset.filter(closed_at=None)
        return queryset

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        condition = search.matching(value)
        return queryset if condition is None else queryset.filter(condition)

    def by_status(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        wanted = Q()
        open_ones = sorted(set(value) & OPEN_NEED)
        needs = Need.objects.filter(help_request=OuterRef("pk"))
        if open_ones:
            wanted |= Q(Exists(needs.filter(status__in=open_ones)), closed_at=None)
        if "vraag" in value:
            asked = Referral.objects.filter(need__help_request=OuterRef("pk"), status=ReferralStatus.QUESTION)
            wanted |= Q(Exists(asked), closed_at=None)
        if NeedStatus.CLOSED in value:
            wanted |= Q(closed_at__isnull=False)
        return queryset.filter(wanted)

    def by_district(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        wanted = Q(district__in=[pk for pk, district in districts_by_id().items() if district.slug in value])
        return queryset.filter(wanted | Q(district=None) if "geen" in value else wanted)

    def by_urgency(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        """By the rank, which the index of the queue holds."""
        ranks = [URGENCY_RANK[Urgency(urgency)] for urgency in value]
        return queryset.filter(urgency_rank__in=ranks) if ranks else queryset

    def by_theme(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        needs = Need.objects.filter(
            help_request=OuterRef("pk"), category_slugs__overlap=slugs_of_themes(value)
        )
        return queryset.filter(Exists(needs))

    def by_route(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        return queryset.filter(route__in=[ROUTE_OF[route] for route in value]) if value else queryset

    def by_owner(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        me = self.request.user.ambassador
        choices = {
            "mij": Q(owner=me),
            "niemand": Q(owner=None),
            "collega": Q(owner__isnull=False) & ~Q(owner=me),
        }
        wanted = Q()
        for owner in value:
            wanted |= choices[owner]
        return queryset.filter(wanted)

    def by_due(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "te-laat":
            return queryset.filter(next_action_on__lt=today)
        if value == "vandaag":
            return queryset.filter(next_action_on=today)
        if value == "week":
            return queryset.filter(next_action_on__lte=today + timedelta(days=7))
        return queryset.filter(call_back_from__isnull=False)

    def by_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        days = {"week": 7, "maand": 30}[value]
        return queryset.filter(created_at__lt=timezone.now() - timedelta(days=days))

    # --- How the panel is drawn ------------------------------------------------------------------

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Name → values that are on, valid ones only."""
        cleaned = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        return {
            name: value if isinstance(value, list) else [value]
            for name, value in cleaned.items()
            if value and name != "q"
        }

    @cached_property
    def _panel_key(self) -> tuple:
        """All that decides what the panel looks like, beside the language."""
        ticked = tuple((name, tuple(values)) for name, values in self.chosen.items())
        return tuple(_district_choices()), tuple(_theme_choices()), ticked

    @property
    def panel(self) -> SafeString:
        """The groups of choices, drawn."""
        return _panel(get_language(), *self._panel_key)

    @cached_property
    def chips(self) -> list[tuple[str, str, str | Promise]]:
        """What is on: (name, value, label), each to be taken away on its own."""
        if not self.chosen:
            return []
        return [
            (facet.name, value, label)
            for facet in _facets(*self._panel_key)
            for value, label in facet.choices
            if value and value in facet.on
        ]


class _Filters(dict):
    """A filter set makes itself a deep copy of its filters; these only need to know whose they are."""

    def __deepcopy__(self, memo: dict) -> dict[str, django_filters.Filter]:
        return {name: self._own(one) for name, one in self.items()}

    @staticmethod
    def _own(one: django_filters.Filter) -> django_filters.Filter:
        own = copy.copy(one)
        own.method = own.method  # ties the method to the copy
        return own


QueueFilter.base_filters = _Filters(QueueFilter.base_filters)
Choices = Sequence[tuple[str, str | Promise]]


def _facets(
    districts: Choices, themes: Choices, ticked: tuple[tuple[str, tuple[str, ...]], ...]
) -> list[Facet]:
    chosen = dict(ticked)

    def facet(name: str, legend: str | Promise, choices: Choices) -> Facet:
        return Facet(name, legend, choices, chosen.get(name, ()))

    def one_of(name: str, legend: str | Promise, choices: Choices) -> Facet:
        return Facet(name, legend, [("", _("Alle")), *choices], chosen.get(name, ("",)), "radio")

    return [
        facet("owner", _("Bij wie"), OWNERS),
        facet("status", _("Stand"), STATUSES),
        one_of("due", _("Volgende actie"), DUES),
        facet("urgency", _("Spoed"), Urgency.choices[::-1]),
        facet("district", _("Wijk"), districts),
        facet("theme", _("Thema"), themes),
        facet("channel", _("Kanaal"), Channel.choices),
        facet("weg", _("Niet voor vrijwilligers"), BLOCKED),
        one_of("age", _("Wacht al"), AGES),
    ]


@lru_cache(maxsize=200)
def _panel(language: str, *key: tuple) -> SafeString:
    """Drawn once for everybody who reads the same language and ticked the same."""
    drawn = render_to_string("requests_app/facets.html", {"facets": _facets(*key)}, using="jinja2")
    return SafeString(drawn)


@cache
def _form_class(filters: type[QueueFilter]) -> type[forms.Form]:
    fields = {name: copy.copy(one).field for name, one in filters.base_filters.items()}
    return type("QueueForm", (forms.Form,), fields)
