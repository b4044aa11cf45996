"""The professional's door: a code, one form, the own referrals, and nothing about health in mail."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from network.models import Delivery
from network.outbox.composing import compose
from requests_app.fields import refuse_bsn
from requests_app.forms.professional import ProfessionalForm
from requests_app.models import Channel, HelpRequest, KnownDomain
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
    "contact_when": "op dinsdag",
    "postcode4": "3561",
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

    for _ in range(2):  # a double click, a second tab, or back and send again
        response = client.post(DOOR, GIVEN, follow=True)

    help_request = HelpRequest.objects.get()
    assert help_request.reference in response.content.decode()
    assert (help_request.channel, help_request.asker_email) == (Channel.PROFESSIONAL, ADDRESS)
    assert set(help_request.consents.values_list("purpose", "ground")) == {
        ("handle", "via_professional"),
        ("share", "via_professional"),
    }


def test_another_client_of_the_same_day_is_another_request(client):
    prove_address(client)

    client.post(DOOR, GIVEN)
    client.post(DOOR, {**GIVEN, "name": "Meneer Bos"})

    assert sorted(HelpRequest.objects.values_list("name", flat=True)) == ["Meneer Bos", "Mevrouw de Boer"]


def test_form_asks_six_things_beside_consent_and_own_reference(client):
    form = ProfessionalForm()

    assert [field.name for field in form.six()] == list(form.SIX)
    assert len(form.SIX) == 6
    assert set(form.fields) - set(form.SIX) == {"asker_reference", "how", "client_agrees", "may_share"}


BSN = "111222333"  # passes the eleven-test, belongs to nobody


@pytest.mark.parametrize("field", ["text", "asker_reference"])
@pytest.mark.parametrize("written", [BSN, "111.222.333", "1112 22 333"])
def test_number_like_a_bsn_is_refused_beside_the_field(client, field, written):
    prove_address(client)

    response = client.post(DOOR, {**GIVEN, field: f"Nummer {written}"})

    assert list(response.context["form"].errors) == [field]
    assert "lijkt op een BSN" in response.content.decode()
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    "fine", ["06 12345678", "+31612345678", "+31 612345678", "111222334", f"{BSN}4", "K-12"]
)
def test_other_numbers_pass(fine):
    refuse_bsn(fine)


def test_answers_wait_for_a_new_code_when_the_old_one_ran_out(client):
    """Also when the whole session is gone: the page says whose it was."""
    prove_address(client)
    client.cookies.clear()

    response = client.post(DOOR, {**GIVEN, "address": ADDRESS}, follow=True)
    assert "Wat u typte is bewaard" in response.content.decode()
    prove_address(client)

    page = client.get(DOOR).content.decode()
    assert "Mevrouw heeft dementie" in page
    client.post(DOOR, {**GIVEN, "address": ADDRESS})
    assert "Mevrouw heeft dementie" not in client.get(DOOR).content.decode()


def test_answers_that_wait_are_not_for_another_address(client):
    client.post(DOOR, {**GIVEN, "address": ADDRESS})

    prove_address(client, "iemand@anders.example")

    assert "Mevrouw heeft dementie" not in client.get(DOOR).content.decode()


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
    KnownDomain.objects.create(domain="praktijk.example", organisation="Praktijk De Linde")
    prove_address(client)
    client.post(DOOR, GIVEN)
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
    client.post(DOOR, GIVEN)

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
