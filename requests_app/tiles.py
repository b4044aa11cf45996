"""What stands around the list of the queue: numbers, how many were found, kept views. One statement."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador
from requests_app.counting import AT_MOST, Bounded
from requests_app.models import HelpRequest, Need, SavedView

MOST_ON_TILE = 200


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with a filter of the queue behind it; `rows` is that filter in SQL over `visible`."""

    query: str
    label: str | Promise
    tone: str
    rows: str


# From the few needs in this state to their requests, one by one: OFFSET 0 keeps the database from reading
# all open requests instead.
_WITH_NEED = f"""(SELECT DISTINCT help_request_id FROM {Need._meta.db_table} WHERE status = '{{}}') AS need
    CROSS JOIN LATERAL (SELECT FROM visible WHERE visible.id = need.help_request_id OFFSET 0) AS request"""  # noqa: S608 - own table name
TILES = [
    Tile("owner=niemand", _("Van niemand"), "warning", "visible WHERE owner_id IS NULL"),
    Tile("status=new", _("Nieuw"), "info", _WITH_NEED.format("new")),
    Tile("owner=mij", _("Van mij"), "teal", "visible WHERE owner_id = asks.owner"),
    Tile("due=te-laat", _("Te laat"), "danger", "visible WHERE next_action_on < asks.today"),
    Tile("status=referred", _("Bij een partner"), "violet", _WITH_NEED.format("referred")),
]
_COUNT = "(SELECT count(*) FROM (SELECT FROM {} LIMIT {}) AS counted)"
_COUNTS = ", ".join(_COUNT.format(tile.rows, MOST_ON_TILE + 1) for tile in TILES)

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
        counts += ", " + _COUNT.format(f"({found_sql}) AS found", AT_MOST + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT.format(visible=visible_sql, views=_VIEWS, counts=counts),
            [*values, ambassador.user_id, *found_values, ambassador.pk, timezone.localdate()],
        )
        views, *counted = cursor.fetchone()
    numbers = [Bounded(number, MOST_ON_TILE) for number in counted[: len(TILES)]]
    total = Bounded(counted[-1]) if found is not None else None
    return Around(numbers, total, [KeptView(*view) for view in views or []])


def _statement(queryset: QuerySet) -> tuple[str, tuple]:
    return queryset.order_by().query.sql_with_params()
