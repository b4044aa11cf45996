"""Empty the database after a test that really committed, in hundredths of a second.

Django's own flush truncates every table and then writes the content types and permissions again: a third
of a second, after each journey in the browser.
"""

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

# What `migrate` writes and no test changes.
STAYS = {"django_content_type", "auth_permission"}

djangos_own_flush = TransactionTestCase._fixture_teardown


def empty_database(test_case: TransactionTestCase) -> None:
    """Delete all rows; what is still being written by a server under test is waited for, as TRUNCATE does."""
    if not _may_skip_triggers():
        djangos_own_flush(test_case)
        return
    tables = [connection.ops.quote_name(name) for name in _tables()]
    look = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables]  # noqa: S608  table names
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(" UNION ALL ".join(look))
        filled = [row[0] for row in cursor.fetchall()]
        if filled:
            # Without foreign keys and without the triggers that keep a timeline from being changed.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in filled))  # noqa: S608  table names


@cache
def _may_skip_triggers() -> bool:
    """A server of one's own (NIZU_TEST_DATABASE_URL) may say no."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return cursor.fetchone()[0]


@cache
def _tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - STAYS)
