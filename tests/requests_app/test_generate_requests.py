"""Many invented requests at once: complete, and within what the database allows."""

import pytest
from django.core.management import CommandError, call_command

from requests_app.models import HelpRequest, Need, SearchWord
from tests.factories.network import AmbassadorFactory, CategoryFactory, DistrictFactory, OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    CategoryFactory(slug="maatje")
    DistrictFactory()
    OfferFactory()
    AmbassadorFactory()


def test_generate_requests_makes_open_and_closed_ones(network):
    call_command("generate_requests", 300, seed=3)

    assert HelpRequest.objects.count() == Need.objects.count() == 300
    open_ones = HelpRequest.objects.open().count()
    assert 5 < open_ones < 60
    assert SearchWord.objects.filter(stem="wandel").exists()


def test_generate_requests_refuses_nonsense_and_a_real_portal(network, settings):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("generate_requests", 0)
    settings.DEMO_FACILITIES = False
    with pytest.raises(CommandError, match="never"):
        call_command("generate_requests", 10)


def test_generate_requests_needs_a_network(db):
    with pytest.raises(CommandError, match="load_network"):
        call_command("generate_requests", 1)
