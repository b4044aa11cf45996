"""Searching and filtering partners: for everyone, and for the coordinator who looks after them."""

from collections.abc import Mapping
from datetime import datetime

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.directory.catalogue import Catalogue
from network.directory.models import Offer, Partner
from network.directory.offer_filters import PAGE_SIZE, Choice, Facet


class PartnerFilter(django_filters.FilterSet):
    """Partners by name or words, and by the district and theme of their published offers."""

    q = django_filters.CharFilter(max_length=100)
    wijk = django_filters.MultipleChoiceFilter()
    thema = django_filters.MultipleChoiceFilter()

    class Meta:
        model = Partner
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Partner], catalogue: Catalogue):
        super().__init__(data, queryset=queryset)
        self.catalogue = catalogue
        self.filters["wijk"].extra["choices"] = [(place.slug, place.name) for place in catalogue.districts]
        self.filters["thema"].extra["choices"] = [(theme.slug, theme.label) for theme in catalogue.themes]

    @cached_property
    def chosen(self) -> Mapping[str, object]:
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def words(self) -> str:
        return str(self.chosen.get("q", "")).strip()

    @cached_property
    def qs(self) -> QuerySet[Partner]:
        found = self.queryset
        offers = Offer.objects.filter(partner=OuterRef("pk"), is_published=True)
        if "wijk" in self.chosen:
            found = found.filter(Exists(offers.filter(district_slugs__overlap=self.chosen["wijk"])))
        if "thema" in self.chosen:
            categories = self.catalogue.categories_of(self.chosen["thema"])
            found = found.filter(Exists(offers.filter(category_slugs__overlap=categories)))
        if self.words:
            found = found.matching_words(self.words)
        return found.order_by("name", "pk")

    def page(self, number: str | None, *prefetches: Prefetch) -> Page:
        return Paginator(self.qs.prefetch_related(*prefetches), PAGE_SIZE).get_page(number)

    @cached_property
    def facets(self) -> list[Facet]:
        return [
            Facet(
                name,
                legend,
                tuple(
                    Choice(value, label, None, value in self.chosen.get(name, []))
                    for value, label in self.filters[name].extra["choices"]
                ),
            )
            for name, legend in (("wijk", _("Wijk")), ("thema", _("Waarmee")))
        ]

    @property
    def number_on(self) -> int:
        return len(self.chosen.get("wijk", [])) + len(self.chosen.get("thema", []))


class ManagedPartnerFilter(django_filters.FilterSet):
    """Queryset from `with_state_of_offers`."""

    STATES = {
        "oud": _("plek al even niet bevestigd"),
        "pauze": _("heeft pauze"),
        "verborgen": _("niet in de gids"),
        "nakijken": _("nog niet zeker in Utrecht"),
    }
    PAGE_SIZE = 50

    q = django_filters.CharFilter(max_length=100)
    staat = django_filters.ChoiceFilter(choices=[*STATES.items()])

    class Meta:
        model = Partner
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Partner], now: datetime):
        super().__init__(data, queryset=queryset)
        self.now = now

    @cached_property
    def chosen(self) -> Mapping[str, str]:
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def qs(self) -> QuerySet[Partner]:
        conditions = {
            "oud": Q(number_old__gt=0),
            "pauze": Q(paused_until__gte=timezone.localdate(self.now)),
            "verborgen": Q(is_published=False),
            "nakijken": ~Q(local_status=Partner.LocalStatus.CONFIRMED),
        }
        found = self.queryset
        if state := self.chosen.get("staat"):
            found = found.filter(conditions[state])
        if words := self.chosen.get("q"):
            found = found.matching_words(words)
        return found

    @property
    def states(self) -> list[Choice]:
        return [
            Choice(value, label, None, value == self.chosen.get("staat"))
            for value, label in self.STATES.items()
        ]

    def page(self, number: str | None) -> Page:
        return Paginator(self.qs, self.PAGE_SIZE).get_page(number)
