"""What a test committed is gone before the next one."""

import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone

from network.models import District
from requests_app.models import TimelineEntry
from tests.emptying import STAYS, empty_database
from tests.factories.network import DistrictFactory
from tests.factories.requests import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> dict[str, int]:
    """How many rows each table holds, also those that no model knows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = (f"SELECT '{name}', count(*) FROM {name}" for name in tables)  # noqa: S608  table names
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def test_everything_goes_but_what_migrate_writes():
    referral = ReferralFactory(accepted=True)
    entry = TimelineEntry.objects.create(
        help_request=referral.need.help_request, kind=TimelineEntry.Kind.NOTE, at=timezone.now()
    )
    before = rows()
    assert sum(count > 0 for count in before.values()) > 10

    empty_database(TransactionTestCase())

    kept = {name: count for name, count in rows().items() if count}
    assert kept == {name: before[name] for name in (*STAYS, "django_migrations")}
    with pytest.raises(IntegrityError):  # foreign keys and triggers watch again
        entry.save(force_insert=True)


def test_row_that_is_still_being_written_goes_too():
    """A portal under test may still be answering the browser when the test is over."""
    written = threading.Event()

    def write() -> None:
        with transaction.atomic():
            DistrictFactory()
            written.set()
            time.sleep(0.2)  # what is committed in the meantime would stay
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(5)

    empty_database(TransactionTestCase())
    writer.join()

    assert not District.objects.exists()
