"""The professional's door: a code, one form, the own referrals, and nothing about health in mail."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from network.models import Delivery
from network.outbox.composing import compose
from requests_app.models import Channel, HelpRequest
from requests_app.services import closing
from requests_app.workflow import Outcome
from tests.factories.requests import HelpRequestFactory

pytestmark = pytest.mark.django_db
DOOR = "/verwijzen/"
ADDRESS = "verpleegkundige@praktijk.example"
GIVEN = {
    "text": "Mevrouw heeft dementie en haar man is overbelast. Wie kan er een middag bij haar zijn?",
    "name": "Mevrouw de Boer",
    "phone": "030 1234567",
    "asker_name": "Ineke Vos",
    "asker_organisation": "Praktijk De Linde",
    "asker_reference": "K-12",
    "how": "spoken",
    "client_agrees": "on",
    "may_share": "on",
}


def prove_address(client, address=ADDRESS) -> None:
    client.post(DOOR, {"email": address})
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    assert mail.outbox[-1].to == [address]
    client.post(DOOR, {"code": code})


def test_code_then_one_form_makes_one_request_however_often_it_is_sent(client):
    prove_address(client)
    key = str(uuid4())

    for _ in range(2):
        response = client.post(DOOR, {**GIVEN, "submission_key": key}, follow=True)

    help_request = HelpRequest.objects.get()
    assert help_request.reference in response.content.decode()
    assert (help_request.channel, help_request.asker_email) == (Channel.PROFESSIONAL, ADDRESS)
    assert set(help_request.consents.values_list("purpose", "ground")) == {
        ("handle", "via_professional"),
        ("share", "via_professional"),
    }


def test_form_is_not_there_without_the_code(client):
    client.post(DOOR, {"email": ADDRESS})

    client.post(DOOR, GIVEN)

    assert not HelpRequest.objects.exists()


def test_private_address_is_pointed_to_the_other_door(client):
    response = client.post(DOOR, {"email": "iemand@gmail.com"})

    assert response.status_code == 422
    assert "adres van uw werk" in response.content.decode()
    assert mail.outbox == []


def test_without_the_clients_yes_nothing_is_stored_and_nothing_typed_is_lost(client):
    prove_address(client)

    response = client.post(DOOR, {**GIVEN, "client_agrees": ""})

    assert response.status_code == 422
    assert "Mevrouw de Boer" in response.content.decode()
    assert not HelpRequest.objects.exists()


def test_professional_sees_own_referrals_and_the_fixed_report_only(client):
    prove_address(client)
    client.post(DOOR, {**GIVEN, "submission_key": uuid4()})
    HelpRequestFactory(
        channel=Channel.PROFESSIONAL, asker_email="ander@praktijk.example", asker_reference="K-99"
    )
    mine = HelpRequest.objects.get(asker_email=ADDRESS)
    closing.close_request(mine, Outcome.HELPED, by=None, at=mine.created_at)

    content = client.get(DOOR).content.decode()

    assert "K-12" in content
    assert "Uw cliënt is geholpen." in content
    assert "K-99" not in content
    assert "dementie" not in content


def test_mail_to_the_professional_says_nothing_about_client_or_health(client):
    prove_address(client)
    client.post(DOOR, {**GIVEN, "submission_key": uuid4()})

    messages = [compose(delivery) for delivery in Delivery.objects.all()]

    assert [message.to for message in messages] == [[ADDRESS]]
    for message in messages:
        assert "de Boer" not in message.body + message.subject
        assert "dementie" not in message.body + message.subject
        assert "K-12" in message.body


def test_leaving_forgets_the_address(client):
    prove_address(client)

    client.post(reverse("requests:professional_leave"))

    assert ADDRESS not in client.get(DOOR).content.decode()


@pytest.mark.parametrize("url", [DOOR, "/verwijzen/verstuurd/"])
def test_pages_are_kept_by_no_cache(client, url):
    assert client.get(url)["Cache-Control"] == "no-store"
