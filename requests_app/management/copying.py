"""Multiply invented requests inside the database: a million rows made one by one would take half an hour."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models import Max, Min, Model

from requests_app.models import Consent, HelpRequest, Need, Referral, TimelineEntry

# In the order in which they refer to each other.
COPIED: tuple[type[Model], ...] = (HelpRequest, Need, Consent, Referral, TimelineEntry)
# What no two rows may share, and what makes copies other requests.
FRESH = {
    "public_id": "gen_random_uuid()",
    "submission_key": "gen_random_uuid()",
    "link_code": "md5(random()::text || id::text)",
    "created_at": "created_at - random() * interval '20 hours'",
}


@contextmanager
def without_triggers() -> Iterator[None]:
    """A transaction in which rows come in without history and without checks of their steps."""
    tables = [model._meta.db_table for model in COPIED]
    # A table with checks that still wait cannot be altered.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Copier:
    """Copies the rows of COPIED that came after `last_ids`, with all that refers to them."""

    def __init__(self, last_ids: dict[type[Model], int]) -> None:
        self.ranges: dict[type[Model], tuple[int, int]] = {}
        for model in COPIED:
            made = model.objects.filter(pk__gt=last_ids[model]).aggregate(first=Min("pk"), last=Max("pk"))
            self.ranges[model] = (made["first"] or 1, made["last"] or 0)

    def copy(self, number: int) -> None:
        """Add copy `number`, counted from 1. The caller has taken the triggers away."""
        with connection.cursor() as cursor:
            for model in COPIED:
                columns = self._columns(model, number)
                first, last = self.ranges[model]
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"  # noqa: S608 - own names
                    f" SELECT {', '.join(columns.values())} FROM {model._meta.db_table}"
                    " WHERE id BETWEEN %s AND %s",
                    [first, last],
                )
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), max(id))"  # noqa: S608
                    f" FROM {model._meta.db_table}"
                )

    def _columns(self, model: type[Model], number: int) -> dict[str, str]:
        """Column → where its value comes from; ids move on by the length of the copied range."""
        columns = {}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.GeneratedField):
                continue
            target = model if field.primary_key else field.related_model
            if target in self.ranges and field.name != "merged_into":
                first, last = self.ranges[target]
                columns[field.column] = f"{field.column} + {number * (last - first + 1)}"
            else:
                columns[field.column] = FRESH.get(field.column, field.column)
        return columns


def last_ids() -> dict[type[Model], int]:
    return {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in COPIED}
