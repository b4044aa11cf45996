"""Rows that hang under a meeting in an order of their own: programme, groups, report lines, actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

Row = Mapping[str, Any]


@transaction.atomic
def keep(manager: models.Manager, rows: Iterable[Row]) -> None:
    """Make the rows of one meeting exactly these, in this order.

    A row with an `id` of this meeting is changed in place, so that what points at it stays; others are
    made, and what is not listed goes.
    """
    standing = {row.pk: row for row in manager.all()}
    kept = set()
    for position, values in enumerate(rows, 1):
        values = {**values, "position": position}
        row = standing.get(values.pop("id", None))
        if row is None or row.pk in kept:
            row = manager.create(**values)
        else:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        kept.add(row.pk)
    manager.exclude(pk__in=kept).delete()
