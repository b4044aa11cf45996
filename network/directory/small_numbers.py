"""Figures about few people are not shown. Source: the network's rule of ten, docs/architecture.md."""

SMALLEST_SHOWN = 10
ROUNDED_TO = 5


def shown(count: int) -> str:
    """`count` as it may be seen: under ten hidden, other numbers rounded to five.

    Rounding keeps a hidden number from being found by subtracting the visible ones of another table.
    """
    if count < SMALLEST_SHOWN:
        return f"< {SMALLEST_SHOWN}"
    return str(round(count / ROUNDED_TO) * ROUNDED_TO)
