"""Where help was missing, as tables of numbers that lead to nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from network.directory.models import District, Gap, Theme
from network.directory.small_numbers import shown_together


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
    names = {district.pk: district.name for district in District.objects.all()}
    return _table("district_id", since, names | {None: _("wijk niet bekend")})


def _table(column: str, since: date, labels: dict) -> Table:
    counts = _count(since, "theme_id", column)
    used = [value for value in labels if any(value == key for _, key in counts)]
    themes = [theme for theme in Theme.objects.all() if any(theme.pk == key for key, _ in counts)]
    rows_and_columns = [*_sums(counts, 0), *_sums(counts, 1)]
    cells = shown_together(counts, rows_and_columns)
    rows = [(theme.label, [cells.get((theme.pk, value), "") for value in used]) for theme in themes]
    return Table([labels[value] for value in used], rows)


def _count(since: date, *columns: str) -> dict[tuple, int]:
    rows = Gap.objects.filter(month__gte=since).order_by(*columns).values_list(*columns)
    return {tuple(key): count for *key, count in rows.annotate(count=Count("pk"))}


def _sums(counts: Mapping[tuple, int], *positions: int) -> Iterable[list[tuple]]:
    """The cells that agree in these places: what another table shows as one number."""
    groups: dict[tuple, list[tuple]] = {}
    for key in counts:
        groups.setdefault(tuple(key[place] for place in positions), []).append(key)
    return groups.values()


def csv_rows(since: date) -> Iterable[list[str]]:
    """One line per month, theme, district and reason, with the count as it may be shown."""
    yield ["maand", "thema", "wijk", "reden", "aantal"]
    counts = _count(since, "month", "theme__slug", "district__slug", "reason")
    month, theme, district, reason = range(4)
    on_the_page = [*_sums(counts, theme, reason), *_sums(counts, theme, district)]
    by_month = [*_sums(counts, month, theme, reason), *_sums(counts, month, theme, district)]
    for key, count in shown_together(counts, [*on_the_page, *by_month]).items():
        yield [f"{key[month]:%Y-%m}", key[theme], key[district] or "", key[reason], count]
