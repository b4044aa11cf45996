"""What stands around the list of the queue: numbers, how many were found, kept views. One statement."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador
from requests_app.counting import AT_MOST, Bounded
from requests_app.models import HelpRequest, SavedView


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with a filter of the queue behind it; `condition` is that filter in SQL over `visible`."""

    query: str
    label: str | Promise
    tone: str
    condition: str


_HAS_NEED = """EXISTS (SELECT FROM requests_app_need
    WHERE requests_app_need.help_request_id = visible.id AND requests_app_need.status = '{}')"""
TILES = [
    Tile("owner=niemand", _("Van niemand"), "warning", "owner_id IS NULL"),
    Tile("status=new", _("Nieuw"), "info", _HAS_NEED.format("new")),
    Tile("owner=mij", _("Van mij"), "teal", "owner_id = asks.owner"),
    Tile("due=te-laat", _("Te laat"), "danger", "next_action_on < asks.today"),
    Tile("status=referred", _("Bij een partner"), "violet", _HAS_NEED.format("referred")),
]
_COUNT = f"(SELECT count(*) FROM (SELECT FROM {{}} LIMIT {AT_MOST + 1}) AS counted)"  # noqa: S608 - our own words only
_COUNTS = ", ".join(_COUNT.format(f"visible WHERE {tile.condition}") for tile in TILES)

_VIEWS = f"""(SELECT json_agg(json_build_array(id, name, query) ORDER BY name)
    FROM {SavedView._meta.db_table} WHERE user_id = %s)"""  # noqa: S608 - own table name
_STATEMENT = """WITH visible(id, owner_id, next_action_on) AS NOT MATERIALIZED ({visible})
    SELECT {views}, {counts} FROM (VALUES (%s::bigint, %s::date)) AS asks(owner, today)"""


@dataclass(frozen=True, slots=True)
class KeptView:
    pk: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Around:
    """`numbers`: how many open requests each of TILES has; `total`: how many were found, when asked."""

    numbers: list[Bounded]
    total: Bounded | None
    views: list[KeptView]


def around_queue(
    visible: QuerySet[HelpRequest], ambassador: Ambassador, found: QuerySet[HelpRequest] | None
) -> Around:
    """`found`: what to count beside the tiles; None when the page shows all of it."""
    visible_sql, values = _statement(visible.open().values("pk", "owner_id", "next_action_on"))
    counts, found_values = _COUNTS, ()
    if found is not None:
        found_sql, found_values = _statement(found.values("pk"))
        counts += ", " + _COUNT.format(f"({found_sql}) AS found")
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT.format(visible=visible_sql, views=_VIEWS, counts=counts),
            [*values, ambassador.user_id, *found_values, ambassador.pk, timezone.localdate()],
        )
        views, *counted = cursor.fetchone()
    numbers = [Bounded(number) for number in counted]
    total = numbers[len(TILES)] if found is not None else None
    return Around(numbers[: len(TILES)], total, [KeptView(*view) for view in views or []])


def _statement(queryset: QuerySet) -> tuple[str, tuple]:
    return queryset.order_by().query.sql_with_params()
