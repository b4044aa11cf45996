"""Every page of the workplace opens, in every state a request can have."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import AccessRecord
from tests.factories.network import CategoryFactory, OfferFactory, ReferralTargetFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, NoteFactory, ReferralFactory

pytestmark = pytest.mark.django_db
# Not session, account and roles: those are asked on every page.
OWN = re.compile(r"requests_app_|network_(offer|accessrecord|ambassador\"\s+INNER|district)")


@pytest.fixture(autouse=True)
def _signed_in(client, ambassador):
    CategoryFactory(slug="maatje", label_nl="Maatje")
    client.force_login(ambassador)


def detail(help_request):
    return reverse("requests:help_request_detail", args=[help_request.public_id])


@pytest.mark.parametrize(
    "name", ["workplace", "help_request_list", "call_back_list", "stand_in_list", "help_request_new"]
)
def test_page_opens_empty_and_filled(client, ambassador, name):
    url = reverse(f"requests:{name}")
    assert client.get(url).status_code == 200

    HelpRequestFactory()
    HelpRequestFactory(danger=True)
    HelpRequestFactory(overdue=True, owner=ambassador.ambassador)
    ReferralFactory(asked=True, need__help_request__owner=ambassador.ambassador)

    assert client.get(url).status_code == 200


@pytest.mark.parametrize("state", ["triage", "referred", "accepted", "helping", "closed"])
def test_request_page_opens_in_every_state_of_a_need(client, state):
    need = NeedFactory(**{state: True})

    assert client.get(detail(need.help_request)).status_code == 200


@pytest.mark.parametrize("state", ["asked", "declined", "expired", "withdrawn", "ended"])
def test_request_page_opens_in_every_state_of_a_referral(client, state):
    referral = ReferralFactory(**{state: True})

    response = client.get(detail(referral.need.help_request))

    assert referral.offer.partner.name in response.content.decode()


def test_request_page_shows_words_suggestions_notes_and_records_the_look(client, ambassador):
    offer = OfferFactory(title="Wandelmaatje")
    help_request = HelpRequestFactory()
    NoteFactory(help_request=help_request, body="Belt liever na tweeën.")

    page = client.get(detail(help_request)).content.decode()

    assert "koffie drinken" in page
    assert offer.title in page
    assert "Belt liever na tweeën." in page
    looked = AccessRecord.objects.get()
    assert (looked.actor_id, looked.subject) == (ambassador.pk, str(help_request.public_id))


@pytest.mark.parametrize(
    ("version", "age", "status"), [(1, "geen getal", 422), (0, "81", 409)], ids=["mistake", "out of date"]
)
def test_facts_shown_again_are_on_record(client, ambassador, version, age, status):
    help_request = HelpRequestFactory()

    response = client.post(
        reverse("requests:help_request_facts", args=[help_request.public_id]),
        {"version": version, "age": age, "urgency": "normal", "route": "volunteer", "name": "Iemand anders"},
    )

    assert response.status_code == status
    assert AccessRecord.objects.get().subject == str(help_request.public_id)


def test_names_that_may_be_the_same_person_are_on_record_once_in_a_conversation(client, ambassador):
    known = HelpRequestFactory(phone="+31612345678", name="Mevrouw Kanarie")
    HelpRequestFactory(phone="+31687654321")
    save = reverse("requests:draft_save", args=["6a4a1d1c-0000-4000-8000-000000000001"])

    shown = [client.post(save, {"phone": "0612345678", "text": words}) for words in ("Hulp", "Hulp bij")]

    assert all("Mevrouw Kanarie" in page.content.decode() for page in shown)
    assert list(AccessRecord.objects.values_list("action", "actor_id", "subject", "reason")) == [
        ("list", ambassador.pk, str(known.public_id), "duplicate")
    ]


def test_danger_shows_the_right_numbers_and_no_way_to_send(client):
    ReferralTargetFactory(code="112", phone="112")
    ReferralTargetFactory(code="huisarts-spoed", phone="", name="Huisartsenpost")
    OfferFactory(title="Wandelmaatje")
    help_request = HelpRequestFactory(danger=True)

    page = client.get(detail(help_request)).content.decode()

    assert 'href="tel:112"' in page
    assert "Huisartsenpost" in page
    assert "Wandelmaatje" not in page


def test_danger_in_my_day_says_first_what_comes_first(client):
    HelpRequestFactory(danger=True, next_action="De vraag lezen", call_back_from=datetime.time(14))

    page = client.get(reverse("requests:workplace"))

    [card] = page.context["day"].cards
    assert "Terugbellen na" not in page.content.decode()
    assert (card.step, card.action, card.kinds) == ("Nu bellen: er is misschien gevaar", "Bellen", [])


def test_request_of_another_district_does_not_exist(client):
    other = HelpRequestFactory(district__slug="zuid")

    assert client.get(detail(other)).status_code == 404
    assert not AccessRecord.objects.exists()


def test_request_page_asks_few_questions_however_much_happened(client):
    def queries(help_request):
        client.get(detail(help_request))  # warms up what the process keeps
        with CaptureQueriesContext(connection) as captured:
            client.get(detail(help_request))
        own = [query["sql"] for query in captured.captured_queries if OWN.search(query["sql"])]
        return len(own)

    OfferFactory.create_batch(5)
    once = ReferralFactory(declined=True).need.help_request
    busy = HelpRequestFactory()
    for _number in range(4):
        ReferralFactory(need=busy.needs.get(), declined=True)
        NoteFactory(help_request=busy)

    assert queries(busy) == queries(once) <= 9
    assert queries(HelpRequestFactory()) < queries(once)


@pytest.fixture
def two_needs(client):
    CategoryFactory(slug="vervoer", label_nl="Vervoer")
    help_request = HelpRequestFactory()
    NeedFactory(help_request=help_request, position=2, category_slugs=["vervoer"])
    return help_request


def also_said(client, help_request):
    """(partner, what its other offers are good for) of each proposal, need by need."""
    needs = client.get(detail(help_request)).context["needs"]
    return [
        {
            proposal.offer.partner_name: [one for one in proposal.reasons if "ook helpen" in one]
            for proposal in item.proposals
        }
        for item in needs
    ]


def test_suggestions_say_when_one_partner_can_do_more_of_the_needs(client, two_needs):
    both = OfferFactory(partner__name="Beide").partner
    OfferFactory(partner__name="Alleen maatjes")
    # Not among those that are shown, and true all the same.
    OfferFactory.create_batch(11, category_slugs=["vervoer"], partner__name="Alleen ritten")
    OfferFactory(partner=both, category_slugs=["vervoer"], waiting_weeks=8)

    first, second = also_said(client, two_needs)

    assert first == {"Beide": ["Kan ook helpen met: ‘Vervoer’"], "Alleen maatjes": []}
    assert second == {"Alleen ritten": []}
    assert "Kan ook helpen met: ‘Vervoer’" in client.get(detail(two_needs)).content.decode()


@pytest.mark.parametrize(
    "offer", [{"hidden": True}, {"full": True}, {"age_min": 80}, {"district_slugs": ["zuid"]}]
)
def test_an_offer_that_cannot_help_with_the_other_need_is_no_reason(client, two_needs, offer):
    maatje = OfferFactory(partner__name="Beide")
    OfferFactory(partner=maatje.partner, category_slugs=["vervoer"], **offer)

    assert also_said(client, two_needs) == [{"Beide": []}, {}]


def test_a_need_that_is_on_its_way_is_not_offered_again(client):
    CategoryFactory(slug="vervoer", label_nl="Vervoer")
    help_request = HelpRequestFactory()
    ride = NeedFactory(help_request=help_request, position=2, category_slugs=["vervoer"], referred=True)
    OfferFactory(partner=ride.referrals.get().offer.partner)
    OfferFactory(partner=ride.referrals.get().offer.partner, category_slugs=["vervoer"])

    assert not any(also_said(client, help_request)[0].values())


def test_suggestions_of_two_needs_ask_one_question_each(client, two_needs):
    partner = OfferFactory().partner
    OfferFactory(partner=partner, category_slugs=["vervoer"])
    client.get(detail(two_needs))

    with CaptureQueriesContext(connection) as captured:
        client.get(detail(two_needs))

    ranking = [query for query in captured.captured_queries if query["sql"].startswith("EXECUTE ")]
    assert len(ranking) == 2


def test_the_word_note_is_read_once_and_told_to_screen_readers(client):
    page = client.get(detail(HelpRequestFactory())).content.decode()

    assert '<label class="visually-hidden" for="id_note-body">Notitie' in page


def test_what_was_read_leads_to_where_it_is_corrected(client):
    help_request = HelpRequestFactory(text="Mijn moeder van 84 zoekt iemand om mee te wandelen.")
    facts = reverse("requests:help_request_facts", args=[help_request.public_id])

    page = client.get(detail(help_request)).content.decode()

    assert f'href="{facts}#id_age"' in page
    assert 'id="id_age"' in client.get(facts).content.decode()
