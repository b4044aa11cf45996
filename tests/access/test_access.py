"""Every address × every actor × GET and POST, plain and htmx: the answer is what the tables say."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from tests.access import rows_events, rows_network, rows_requests, rows_roof
from tests.access.table import LOGIN
from tests.access.world import World

TABLE = [*rows_roof.ROWS, *rows_network.ROWS, *rows_requests.ROWS, *rows_events.ROWS]
# Ready-made packages have a table of their own in test_packages.py.
PACKAGES = ("accounts/", "admin/")


def addresses(patterns, namespace: str = "", path: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """(name, path, pattern) of every address below these patterns."""
    for pattern in patterns:
        where = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"nameless {where}"), where, pattern
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, namespace + inner, where)


OWN = {
    name: pattern
    for name, path, pattern in addresses(get_resolver().url_patterns)
    if not path.startswith(PACKAGES)
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all rows, gone afterwards: making it takes longer than asking."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def probe(client, method: str, url: str, data: dict, **headers) -> int | str:
    with transaction.atomic():
        response = getattr(client, method)(url, data, **headers)
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return LOGIN
    return response.status_code


def url_of(row, world) -> str:
    return reverse(row.name, args=[world.find(path) for path in row.args])


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_address_answers_as_the_table_says(row, world):
    url = url_of(row, world)
    wrong = []

    for actor in row.actors:
        probes = [("get", {}, {}), ("post", row.data, {})]
        if actor in row.htmx_actors:
            probes.append(("get", {}, {"HX-Request": "true"}))
        for method, data, headers in probes:
            status = probe(world.client(actor), method, url, data, headers=headers)
            if status not in row.expected(method, actor):
                expected = " or ".join(map(str, row.expected(method, actor)))
                wrong.append(f"{actor.value} {method} {headers or ''}: {status}, the table says {expected}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", [row for row in TABLE if row.waits_for_second_factor], ids=str)
def test_closed_address_asks_for_the_second_factor_first(row, world):
    url = url_of(row, world)

    for method, data in (("get", {}), ("post", row.data)):
        client = world.newcomers_client()
        with transaction.atomic():
            response = getattr(client, method)(url, data)
            transaction.set_rollback(True)

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("network:second_factor"))
        assert SESSION_KEY in client.session


def test_every_address_stands_once_in_the_table():
    names = [row.name for row in TABLE]

    assert sorted(names) == sorted(set(names))
    assert sorted(set(OWN) - set(names)) == [], "addresses without a row"
    assert sorted(set(names) - set(OWN)) == [], "rows without an address"


def test_an_address_is_public_exactly_where_the_table_says_so():
    public = {name for name, pattern in OWN.items() if not getattr(pattern.callback, "login_required", True)}

    assert public == {row.name for row in TABLE if row.public}
