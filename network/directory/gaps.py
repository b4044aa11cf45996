"""Where help was missing, as tables of numbers that lead to nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from network.directory.models import District, Gap, Theme
from network.directory.small_numbers import shown


@dataclass(frozen=True)
class Table:
    """`rows` are (label, cells); a cell is a number as it may be shown, empty where nothing was missing."""

    columns: list[str]
    rows: list[tuple[str, list[str]]]


def month_before(day: date, months: int) -> date:
    """The first day of the month that many months earlier."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def by_reason(since: date) -> Table:
    reasons = dict(Gap.Reason.choices)
    return _table("reason", since, {value: str(label) for value, label in reasons.items()})


def by_district(since: date) -> Table:
    return _table("district_id", since, {district.pk: district.name for district in District.objects.all()})


def _table(column: str, since: date, labels: dict) -> Table:
    counts = _count(since, column)
    used = [value for value in labels if any(value == key for _, key in counts)]
    themes = [theme for theme in Theme.objects.all() if any(theme.pk == key for key, _ in counts)]
    return Table(
        [labels[value] for value in used],
        [
            (
                theme.label,
                [shown(counts[theme.pk, value]) if counts[theme.pk, value] else "" for value in used],
            )
            for theme in themes
        ],
    )


def _count(since: date, column: str) -> Counter:
    rows = Gap.objects.filter(month__gte=since).values_list("theme_id", column)
    return Counter({(theme, value): count for theme, value, count in rows.annotate(count=Count("pk"))})


def csv_rows(since: date) -> Iterable[list[str]]:
    """One line per month, theme, district and reason, with the count as it may be shown."""
    yield ["maand", "thema", "wijk", "reden", "aantal"]
    rows = (
        Gap.objects.filter(month__gte=since)
        .values_list("month", "theme__slug", "district__slug", "reason")
        .annotate(count=Count("pk"))
        .order_by("month", "theme__slug", "district__slug", "reason")
    )
    for month, theme, district, reason, count in rows:
        yield [f"{month:%Y-%m}", theme, district or "", reason, shown(count)]
