"""The queue asks the database as often, and reads as many rows, over a great many requests as over a few."""

import pytest
from django.core.management import call_command
from django.db import connection

from network.models import Ambassador
from tests.bench.measuring import Counting
from tests.factories.network import CategoryFactory, DistrictFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory

pytestmark = pytest.mark.django_db
URL = "/werkplek/vragen/"


@pytest.fixture
def network(ambassador):
    CategoryFactory(slug="maatje")
    DistrictFactory()
    OfferFactory()
    Ambassador.objects.filter(user=ambassador).update(all_districts_until="2999-12-31")


def asked(client, address):
    client.get(address)  # warms up what the process keeps
    counting = Counting()
    with connection.execute_wrapper(counting):
        response = client.get(address)
    assert response.status_code == 200
    return counting.statements.total(), counting.rows


@pytest.mark.parametrize(
    "number", [600, pytest.param(100_000, marks=pytest.mark.drill, id="a hundred thousand")]
)
def test_queue_asks_no_more_however_many_requests_there_are(client, network, ambassador, number):
    client.force_login(ambassador)
    client.post(f"{URL}zoeken/", {"q": "wandelen"})
    addresses = [URL, f"{URL}?zoek=1", f"{URL}?urgency=soon&owner=niemand", f"{URL}?sort=nieuw&status=closed"]
    HelpRequestFactory.create_batch(10, text="Wie gaat er met mij wandelen?", urgency="soon")
    HelpRequestFactory(closed=True)
    few = [asked(client, address)[0] for address in addresses]

    call_command("generate_requests", number, seed=8)
    many = [asked(client, address) for address in addresses]

    assert [statements for statements, _rows in many] == few
    assert max(few) <= 6
    assert max(rows for _statements, rows in many) <= 60
