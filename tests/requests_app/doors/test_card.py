"""The tablet at an information point, and the card that goes home: no name on it, and it opens the page."""

import pytest
from django.urls import reverse

from network.models import AccessRecord
from requests_app.card import make_card
from requests_app.intake_draft import SENT_KEY
from requests_app.models import Channel, HelpRequest
from tests.factories.network import DistrictFactory, PostcodeFactory
from tests.factories.requests import HelpRequestFactory
from tests.requests_app.doors.test_intake_form import STEPS, STORY, address, fill_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_time_trap(monkeypatch):
    monkeypatch.setattr("network.spam.SHORTEST_SECONDS", -1)


def begin_at_desk(client):
    response = client.get(reverse("requests:intake_at_desk"))
    return response.url.split("/")[2]


def test_tablet_makes_a_request_of_the_neighbourhood_and_a_card(client, ambassador):
    PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht"))
    client.force_login(ambassador)
    key = begin_at_desk(client)
    fill_in(client, key)

    receipt = client.post(address(key, "controle"), follow=True)
    card = client.get(reverse("requests:intake_card", args=[key]))

    assert HelpRequest.objects.get().channel == Channel.NEIGHBOURHOOD
    assert "volgende bewoner" in receipt.content.decode()
    assert card["Content-Type"] == "application/pdf"
    assert card.content.startswith(b"%PDF")
    assert card["Cache-Control"] == "no-store"


def test_next_resident_cannot_see_the_one_before(client, ambassador):
    client.force_login(ambassador)
    key = begin_at_desk(client)
    fill_in(client, key, STEPS[:1])

    begin_at_desk(client)

    assert STORY["text"] not in client.get(address(key, "vraag")).content.decode()
    assert client.session.get(SENT_KEY) is None


def test_visitor_cannot_claim_to_be_the_tablet(client):
    key = fill_in(client)
    session = client.session
    session["intake_drafts"][str(key)]["in_neighbourhood"] = True
    session.save()

    client.post(address(key, "controle"))

    assert HelpRequest.objects.get().channel == Channel.ONLINE


def test_card_of_another_browser_does_not_exist(client):
    key = fill_in(client)
    client.post(address(key, "controle"))

    assert client.__class__().get(reverse("requests:intake_card", args=[key])).status_code == 404


def test_card_holds_nothing_of_the_resident(district, monkeypatch):
    help_request = HelpRequestFactory(district=district, name="Kanarie", text="Kanarie", phone="+31612345678")
    written = []
    monkeypatch.setattr("requests_app.card._line", lambda _pdf, text, _height: written.append(text))

    make_card(help_request)

    assert help_request.reference in written
    assert [text for text in written if "Kanarie" in text or "12345678" in text.replace(" ", "")] == []


def test_ambassador_prints_the_card_and_the_look_is_on_record(client, ambassador, district):
    help_request = HelpRequestFactory(district=district)
    client.force_login(ambassador)

    card = client.get(reverse("requests:help_request_card", args=[help_request.public_id]))

    assert card.content.startswith(b"%PDF")
    assert AccessRecord.objects.get().subject == str(help_request.public_id)
