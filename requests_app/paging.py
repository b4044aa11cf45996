"""Pages of a list without end: from the place where the last one stopped, never by counting off."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from requests_app.models import HelpRequest

T = TypeVar("T")
PAGE_SIZE = 25
# Fields of each order; a minus turns the field round. The last one is unique.
ORDERS = {
    "": ("urgency_rank", "created_at", "id"),
    "nieuw": ("-created_at", "-id"),
    "actie": ("next_action_on", "id"),
}


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """The rows of one page, and the places where its neighbours begin."""

    rows: list[T]
    before: str | None
    after: str | None


def slice_of(
    help_requests: QuerySet[HelpRequest],
    sort: str,
    read: Callable[[QuerySet[HelpRequest]], list[T]],
    *,
    before: str = "",
    after: str = "",
) -> Slice[T]:
    """The page after (or before) a place; a place nobody can read means the first page.

    `read` turns a bounded queryset into rows that carry the fields of the order.
    """
    order = ORDERS.get(sort, ORDERS[""])
    if sort == "actie":
        help_requests = help_requests.filter(next_action_on__isnull=False)
    backwards = bool(before) and _read(before, order) is not None
    fields = tuple(_turn(name) for name in order) if backwards else order
    place = _read(before if backwards else after, order)
    if place is not None:
        help_requests = help_requests.filter(_beyond(fields, place))
    rows = read(help_requests.order_by(*fields)[: PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    has_before, has_after = (more, True) if backwards else (place is not None, more)
    return Slice(
        rows=rows,
        before=_write(rows[0], order) if rows and has_before else None,
        after=_write(rows[-1], order) if rows and has_after else None,
    )


def _turn(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(fields: tuple[str, ...], place: list) -> Q:
    """Rows that come after `place`; the bound on the first field lets the index start there."""
    condition, same = Q(), Q()
    for name, value in zip(fields, place, strict=True):
        column = name.lstrip("-")
        condition |= same & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{column: value})
    first = fields[0].lstrip("-")
    return condition & Q(**{f"{first}__{'lte' if fields[0].startswith('-') else 'gte'}": place[0]})


def _write(row: object, order: tuple[str, ...]) -> str:
    found = [getattr(row, name.lstrip("-")) for name in order]
    values = [value.isoformat() if isinstance(value, date) else value for value in found]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(place: str, order: tuple[str, ...]) -> list | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)))
        return [_value(name, value) for name, value in zip(order, values, strict=True)] if values else None
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError):
        return None


def _value(name: str, value: object) -> object:
    if name.lstrip("-") == "created_at":
        return datetime.fromisoformat(str(value))
    if name == "next_action_on":
        return date.fromisoformat(str(value))
    return int(str(value))
