"""Searching and filtering the directory, with a count beside every choice, in two statements.

A filter is a parameter of the address: one may give several values of it (any of them will do), and
several filters (all of them must hold). The count beside a choice says how many offers one gets by
choosing it while the other filters stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import django_filters
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from network.directory.catalogue import Catalogue
from network.directory.counting import EVERYTHING, Counts, count_choices
from network.directory.models import Offer
from network.directory.vocabulary import LANGUAGES

PAGE_SIZE = 18  # full rows of two and of three, and a page below 40 kB

ROOM = "vrij"
WAITING_LIST = "wachtlijst"
ORDERS = {"plek": _("meeste kans op plek"), "naam": _("naam"), "bevestigd": _("laatst bevestigd")}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    count: int | None
    checked: bool


@dataclass(frozen=True)
class Chip:
    name: str
    value: str
    label: str | Promise


@dataclass(frozen=True)
class Facet:
    name: str
    legend: str | Promise
    options: tuple[Choice, ...]


class OfferFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(max_length=100)
    thema = django_filters.MultipleChoiceFilter()
    soort = django_filters.MultipleChoiceFilter()
    wijk = django_filters.MultipleChoiceFilter()
    plek = django_filters.MultipleChoiceFilter(choices=[(ROOM, ROOM), (WAITING_LIST, WAITING_LIST)])
    waar = django_filters.MultipleChoiceFilter(choices=Offer.Mode.choices)
    vorm = django_filters.MultipleChoiceFilter(choices=Offer.Format.choices)
    taal = django_filters.MultipleChoiceFilter(choices=[*LANGUAGES.items()])
    kosten = django_filters.MultipleChoiceFilter(choices=[("gratis", "gratis")])
    voor = django_filters.MultipleChoiceFilter(choices=[("vrouwen", "vrouwen")])
    volgorde = django_filters.ChoiceFilter(choices=[*ORDERS.items()])

    class Meta:
        model = Offer
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Offer], catalogue: Catalogue, now: datetime):
        super().__init__(data, queryset=queryset)
        self.catalogue = catalogue
        self.now = now
        self.filters["thema"].extra["choices"] = [(theme.slug, theme.label) for theme in catalogue.themes]
        self.filters["soort"].extra["choices"] = [(kind.slug, kind.label) for kind in catalogue.categories]
        self.filters["wijk"].extra["choices"] = [(place.slug, place.name) for place in catalogue.districts]

    @cached_property
    def chosen(self) -> Mapping[str, object]:
        """What was understood; a value nobody knows (an old address) is left out."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def words(self) -> str:
        return str(self.chosen.get("q", "")).strip()

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """Per filter that is on: what an offer must meet. Words stand in `base`: they narrow every count."""
        makers = {
            "thema": lambda chosen: Q(category_slugs__overlap=self.catalogue.categories_of(chosen)),
            "soort": lambda chosen: Q(category_slugs__overlap=chosen),
            "wijk": lambda chosen: Q(district_slugs__overlap=chosen),
            "plek": lambda chosen: _any(self.single["plek"][value] for value in chosen),
            "waar": lambda chosen: Q(mode__in=chosen),
            "vorm": lambda chosen: Q(format__in=chosen),
            "taal": lambda chosen: Q(languages__overlap=chosen),
            "kosten": lambda chosen: _any(self.single["kosten"][value] for value in chosen),
            "voor": lambda chosen: _any(self.single["voor"][value] for value in chosen),
        }
        return {name: make(self.chosen[name]) for name, make in makers.items() if name in self.chosen}

    @cached_property
    def single(self) -> dict[str, dict[str, Q]]:
        """Filters whose choices are no values of a column: what each choice means."""
        known = Q(capacity_confirmed_at__gte=self.now - timedelta(days=settings.CAPACITY_KNOWN_DAYS))
        today = timezone.localdate(self.now)
        taking = Q(partner__paused_until=None) | Q(partner__paused_until__lt=today)
        return {
            "plek": {
                ROOM: known & taking & Q(places_free__gt=0),
                WAITING_LIST: known & taking & Q(places_free=0, takes_waiting_list=True),
            },
            "kosten": {"gratis": Q(cost_eur=0) | Q(cost_text__iexact="gratis")},
            "voor": {"vrouwen": Q(women_only=True)},
        }

    @cached_property
    def base(self) -> QuerySet[Offer]:
        if not self.words:
            return self.queryset
        return self.queryset.matching_words(
            self.words, categories=self.catalogue.categories_for_words(self.words)
        )

    @cached_property
    def qs(self) -> QuerySet[Offer]:
        found = self.base.filter(*self.conditions.values()).with_card_data()
        if not self.order:
            return found.order_by("-relevance", "title", "pk")
        if self.order == "naam":
            return found.order_by("title", "pk")
        if self.order == "bevestigd":
            return found.order_by(F("capacity_confirmed_at").desc(nulls_last=True), "title", "pk")
        choices = self.single["plek"]
        room = Case(
            When(choices[ROOM], then=Value(0)), When(choices[WAITING_LIST], then=Value(1)), default=Value(2)
        )
        return found.order_by(room, "title", "pk")

    def page(self, number: str | None) -> Page:
        paginator = Paginator(self.qs, PAGE_SIZE)
        paginator.count = self.total  # known already, with the counts beside the choices
        return paginator.get_page(number)

    @property
    def total(self) -> int:
        return self.counts[EVERYTHING]

    @cached_property
    def counts(self) -> Counts:
        return count_choices(self.base, self.conditions, self.single)

    @cached_property
    def facets(self) -> list[Facet]:
        """The filter panel. Kinds of help are offered within the chosen themes only."""
        themes = self.chosen.get("thema", [])
        kinds = set(self.chosen.get("soort", []))
        facets = [
            self._facet("thema", _("Waarmee"), self._choices("thema")),
            self._facet(
                "soort",
                _("Wat precies"),
                [
                    (kind.slug, kind.label)
                    for kind in self.catalogue.categories
                    if kind.theme in themes or kind.slug in kinds
                ],
            ),
            self._facet("wijk", _("Wijk"), self._choices("wijk")),
            self._facet("plek", _("Plek"), [(ROOM, _("nu plek vrij")), (WAITING_LIST, _("met wachtlijst"))]),
            self._facet("waar", _("Waar"), Offer.Mode.choices),
            self._facet("vorm", _("Vorm"), Offer.Format.choices),
            self._facet("kosten", _("Kosten"), [("gratis", _("gratis"))]),
            self._facet("voor", _("Voor wie"), [("vrouwen", _("alleen voor vrouwen"))]),
            self._facet("taal", _("Taal"), LANGUAGES.items()),
        ]
        return [facet for facet in facets if facet.options]

    @cached_property
    def chips(self) -> list[Chip]:
        """Every choice that is on, in the order of the panel."""
        return [
            Chip(facet.name, option.value, option.label)
            for facet in self.facets
            for option in facet.options
            if option.checked
        ]

    @property
    def orders(self) -> list[Choice]:
        """The first one stands in no address: it is what one gets without asking."""
        first = {"": _("past het best")} if self.words else {}
        return [Choice(value, label, None, value == self.order) for value, label in (first | ORDERS).items()]

    @property
    def order(self) -> str:
        return str(self.chosen.get("volgorde") or ("" if self.words else "plek"))

    @property
    def number_on(self) -> int:
        return sum(len(self.chosen[name]) for name in self.conditions)

    def _choices(self, name: str) -> list[tuple[str, str]]:
        return self.filters[name].extra["choices"]

    def _facet(self, name: str, legend: str | Promise, choices) -> Facet:
        """A choice that nothing has is not offered, unless it is on."""
        chosen = self.chosen.get(name, [])
        options = [
            Choice(value, label, self.counts.get((name, value), 0), value in chosen)
            for value, label in choices
        ]
        return Facet(name, legend, tuple(option for option in options if option.count or option.checked))


def _any(conditions) -> Q:
    together = Q()
    for condition in conditions:
        together |= condition
    return together
