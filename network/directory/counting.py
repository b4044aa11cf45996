"""How many offers each choice of each filter would give, in one statement."""

from collections.abc import Mapping

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from network.directory.models import Category, Offer, Theme

Counts = dict[tuple[str, str], int]
EVERYTHING = ("", "")

# Filters whose choices are values of a column (or of a list in it): where the values come from.
VALUES = {
    "soort": "unnest(category_slugs)",
    "wijk": "unnest(district_slugs)",
    "taal": "unnest(languages)",
    "waar": "mode",
    "vorm": "format",
}


def count_choices(
    offers: QuerySet[Offer], conditions: Mapping[str, Q], single: Mapping[str, Mapping[str, Q]]
) -> Counts:
    """(filter, choice) → number of offers when that choice is made and the other filters stay as they are.

    conditions: what an offer must meet, per filter that is on. single: for filters whose choices are no
    values of a column, what each choice means. EVERYTHING → offers that meet all conditions.
    """
    on = {f"on_{name}": _boolean(condition) for name, condition in conditions.items()}
    meant = {
        f"is_{name}_{value}": _boolean(condition)
        for name, choices in single.items()
        for value, condition in choices.items()
    }
    columns = ("id", "category_slugs", "district_slugs", "languages", "mode", "format")
    found, parameters = (
        offers.order_by().annotate(**on, **meant).values(*columns, *on, *meant).query.sql_with_params()
    )

    def others(name: str) -> str:
        return " AND ".join(f"on_{other}" for other in conditions if other != name) or "TRUE"

    # Only names of ours are put into the text; what a visitor gave stands in the parameters.
    parts = [f"SELECT '', '', count(*) FROM found WHERE {others('')}"]  # noqa: S608
    parts += [
        f"SELECT '{name}', {values} AS value, count(*) FROM found WHERE {others(name)} GROUP BY value"  # noqa: S608
        for name, values in VALUES.items()
    ]
    parts.append(
        f"SELECT 'thema', t.slug, count(DISTINCT found.id) FROM found "  # noqa: S608
        f"JOIN {Category._meta.db_table} c ON c.slug = ANY(found.category_slugs) "
        f"JOIN {Theme._meta.db_table} t ON t.id = c.theme_id WHERE {others('thema')} GROUP BY t.slug"
    )
    parts += [
        f"SELECT '{name}', '{value}', count(*) FROM found WHERE is_{name}_{value} AND {others(name)}"  # noqa: S608
        for name, choices in single.items()
        for value in choices
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS ({found}) {' UNION ALL '.join(parts)}", parameters)
        return {(name, value): number for name, value, number in cursor.fetchall()}


def _boolean(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
