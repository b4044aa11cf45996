"""Count several querysets in one statement, each up to a limit: a tile never costs more than a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number that is exact up to `at_most`, and says so above it: "1000+"."""

    number: int
    at_most: int = AT_MOST

    def __str__(self) -> str:
        return f"{self.at_most}+" if self.number > self.at_most else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


def count_up_to_limit(querysets: Sequence[QuerySet]) -> list[Bounded]:
    """How many rows each queryset has, in the same order."""
    parts, parameters = [], []
    for queryset in querysets:
        try:
            statement, values = queryset.order_by().values("pk")[: AT_MOST + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({statement}) AS counted)")  # noqa: S608 - Django's own SQL
        parameters += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return [Bounded(number) for number in cursor.fetchone()]
