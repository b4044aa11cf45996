"""Many invented requests at once: complete, and within what the database allows."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from requests_app.management.commands import generate_requests
from requests_app.models import HelpRequest, Need, Referral, SearchWord
from tests.factories.network import AmbassadorFactory, CategoryFactory, DistrictFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory

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


def test_generate_requests_copies_what_it_invented(network, monkeypatch):
    monkeypatch.setattr(generate_requests, "INVENTED", 40)

    call_command("generate_requests", 130, seed=3)

    assert HelpRequest.objects.count() == Need.objects.count() == 130
    assert HelpRequest.objects.values("public_id", "link_code").distinct().count() == 130
    for referral in Referral.objects.select_related("need__help_request"):
        assert referral.timeline.get().help_request == referral.need.help_request
    assert HelpRequestFactory().pk > HelpRequest.objects.order_by("pk").values_list("pk", flat=True)[129]


def test_generate_requests_leaves_history_and_checks_on(network):
    call_command("generate_requests", 5)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal")
        assert cursor.fetchone() == (0,)


def test_generate_requests_refuses_nonsense_and_a_real_portal(network, settings):
    with pytest.raises(CommandError, match="1 or more"):
        call_command("generate_requests", 0)
    settings.DEMO_FACILITIES = False
    with pytest.raises(CommandError, match="never"):
        call_command("generate_requests", 10)


def test_generate_requests_needs_a_network(db):
    with pytest.raises(CommandError, match="load_network"):
        call_command("generate_requests", 1)
