"""How much a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(client, address: str) -> int:
    """Statements of a second look at the page, so that a session's first write does not count."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
