"""What one can choose on the agenda; the choice stands in the address."""

import django_filters
from django.db.models import Count, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import Event, Series


class AgendaFilter(django_filters.FilterSet):
    soort = django_filters.MultipleChoiceFilter(
        field_name="series__kind",
        choices=Series.Kind,
        label=_("Soort bijeenkomst"),
        widget=CheckboxSelectMultiple,
        distinct=False,
    )

    class Meta:
        model = Event
        fields = ["soort"]

    def options(self, unfiltered: QuerySet) -> list[dict]:
        """Kinds that occur, each with the number of meetings one would see."""
        counts = dict(
            unfiltered.order_by()
            .values("series__kind")
            .annotate(n=Count("pk"))
            .values_list("series__kind", "n")
        )
        chosen = set(self.data.getlist("soort")) if self.is_bound else set()
        return [
            {
                "value": kind.value,
                "label": capfirst(kind.label),
                "count": counts[kind],
                "checked": kind in chosen,
            }
            for kind in Series.Kind
            if kind in counts
        ]
