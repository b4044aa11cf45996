"""Figures about few people are not shown. Source: the network's rule of ten, docs/architecture.md."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

SMALLEST_SHOWN = 10
ROUNDED_TO = 5
HIDDEN = _("verborgen")
Key = TypeVar("Key", bound=Hashable)


def shown(count: int) -> str:
    """`count` as it may be seen: under ten hidden, other numbers rounded to five.

    Rounding keeps a hidden number from being found by subtracting the visible ones of another table.
    """
    if count < SMALLEST_SHOWN:
        return f"< {SMALLEST_SHOWN}"
    return str(round(count / ROUNDED_TO) * ROUNDED_TO)


def shown_together(counts: Mapping[Key, int], sums: Iterable[Collection[Key]]) -> dict[Key, str]:
    """Each count as it may be seen beside the others; counts of nothing are left out.

    sums: cells whose total somebody may know, such as a row and a column. Where one number in a sum is
    hidden the next smallest is hidden too, or subtracting would give it away.
    """
    counts = {key: count for key, count in counts.items() if count}
    hidden = {key for key, count in counts.items() if count < SMALLEST_SHOWN}
    sums = [[key for key in cells if key in counts] for cells in sums]
    while alone := [cells for cells in sums if _betrays(cells, hidden)]:
        for cells in alone:
            if _betrays(cells, hidden):
                hidden.add(min((key for key in cells if key not in hidden), key=counts.__getitem__))
    return {
        key: str(HIDDEN) if key in hidden and count >= SMALLEST_SHOWN else shown(count)
        for key, count in counts.items()
    }


def _betrays(cells: Collection[Key], hidden: set[Key]) -> bool:
    """Whether one number is hidden here and all others are visible."""
    return len(cells) > 1 and sum(key in hidden for key in cells) == 1
