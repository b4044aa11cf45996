import re

import pytest
from django.urls import reverse
from django.utils import timezone

from network.directory.offer_filters import PAGE_SIZE
from network.directory.services import fixture
from tests.factories.network import CategoryFactory, DistrictFactory, OfferFactory, PartnerFactory

URL = reverse("network:offer_list")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists():
    """Two districts, and two themes with three kinds of help."""
    DistrictFactory(slug="overvecht")
    DistrictFactory(slug="zuid")
    CategoryFactory(slug="maatje", theme__slug="contact", keywords=["eenzaam", "gezelschap"])
    CategoryFactory(slug="belcontact", theme__slug="contact")
    CategoryFactory(slug="formulieren", theme__slug="geld")


def titles(response):
    return [card.title for card in response.context["cards"]]


def counts(response):
    """Filter → choice → number beside it."""
    return {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in response.context["found"].facets
    }


def test_offer_list_shows_published_offers_of_published_partners(client):
    OfferFactory(title="Zichtbaar")
    OfferFactory(hidden=True)
    OfferFactory(partner__hidden=True)

    response = client.get(URL)

    assert titles(response) == ["Zichtbaar"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wandelen", ["Samen wandelen"]),
        ("wandeling", ["Samen wandelen"]),  # the same stem
        ("maatjes", ["Een maatje voor u"]),
        ("matje", ["Een maatje voor u"]),  # a typing error
        ("cafe", ["Repair Café"]),  # an accent left out
        ("café", ["Repair Café"]),
        ("humanitas", ["Een maatje voor u"]),  # the partner's name
        ("eenzaam", ["Een maatje voor u"]),  # an everyday word for the kind of help
        ("qwxyz", []),
        ("'; drop table", []),
    ],
)
def test_search_understands_what_people_type(client, words, found):
    OfferFactory(title="Een maatje voor u", partner__name="Humanitas Utrecht")
    OfferFactory(title="Samen wandelen", category_slugs=["belcontact"], summary="Een rondje door het park.")
    OfferFactory(title="Repair Café", category_slugs=["formulieren"], summary="Wij maken het weer heel.")

    response = client.get(URL, {"q": words})

    assert titles(response) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"thema": "contact"}, ["Bellen", "Maatje"]),
        ({"soort": "belcontact"}, ["Bellen"]),
        ({"wijk": "zuid"}, ["Bellen", "Formulieren"]),
        ({"wijk": ["zuid", "overvecht"]}, ["Bellen", "Formulieren", "Maatje"]),
        ({"waar": "phone"}, ["Bellen"]),
        ({"vorm": "consultation"}, ["Formulieren"]),
        ({"taal": "ar"}, ["Formulieren"]),
        ({"voor": "vrouwen"}, ["Bellen"]),
        ({"kosten": "gratis"}, ["Bellen", "Maatje"]),
        ({"plek": "vrij"}, ["Maatje"]),
        ({"plek": "wachtlijst"}, ["Formulieren"]),
        ({"thema": "contact", "wijk": "zuid"}, ["Bellen"]),
        ({"wijk": "atlantis"}, ["Bellen", "Formulieren", "Maatje"]),  # an old address shows everything
    ],
)
def test_filters_narrow_the_list(client, filters, found):
    OfferFactory(title="Maatje")
    OfferFactory(
        title="Bellen", category_slugs=["belcontact"], district_slugs=["zuid"], mode="phone", women_only=True,
        full=True,
    )  # fmt: skip
    OfferFactory(
        title="Formulieren", category_slugs=["formulieren"], district_slugs=["zuid"], languages=["nl", "ar"],
        format="consultation", cost_text="€ 5 per keer", cost_eur=5, waiting_list=True,
    )  # fmt: skip

    response = client.get(URL, filters | {"volgorde": "naam"})

    assert titles(response) == found


def test_count_beside_a_choice_is_what_one_gets_by_choosing_it(client):
    OfferFactory(title="a", category_slugs=["maatje", "belcontact"], district_slugs=["overvecht", "zuid"])
    OfferFactory(title="b", category_slugs=["belcontact"], district_slugs=["zuid"])
    OfferFactory(title="c", category_slugs=["formulieren"], district_slugs=["zuid"])

    response = client.get(URL, {"thema": "contact"})

    shown = counts(response)
    assert shown["thema"] == {"contact": 2, "geld": 1}  # its own filter does not narrow it
    assert shown["soort"] == {"maatje": 1, "belcontact": 2}  # kinds of the chosen theme only
    assert shown["wijk"] == {"overvecht": 1, "zuid": 2}
    for facet, choices in shown.items():
        if facet in ("thema", "soort"):
            continue
        for value, number in choices.items():
            chosen = client.get(URL, {"thema": "contact", facet: value})
            assert len(titles(chosen)) == number, (facet, value)


def test_room_counts_only_while_the_claim_is_known_and_nobody_pauses(client):
    OfferFactory(title="nu")
    OfferFactory(title="al even", ageing=True)
    OfferFactory(title="lang geleden", unknown=True)
    OfferFactory(title="pauze", partner__paused=True)

    response = client.get(URL, {"plek": "vrij"})

    assert titles(response) == ["al even", "nu"]


def test_order_is_room_first_and_then_by_name(client):
    OfferFactory(title="b vol", full=True)
    OfferFactory(title="c plek")
    OfferFactory(title="a wachtlijst", waiting_list=True)

    assert titles(client.get(URL)) == ["c plek", "a wachtlijst", "b vol"]
    assert titles(client.get(URL, {"volgorde": "naam"})) == ["a wachtlijst", "b vol", "c plek"]


@pytest.mark.parametrize("count", [1, 25])
def test_offer_list_takes_two_statements_however_many_offers(client, count, django_assert_num_queries):
    OfferFactory.create_batch(count)
    client.get(URL)  # the short lists are in the cache from now on

    with django_assert_num_queries(2):
        response = client.get(URL, {"q": "aanbod", "thema": "contact", "wijk": "overvecht"})

    assert len(titles(response)) == min(count, PAGE_SIZE)


def test_pages_keep_the_filters(client):
    OfferFactory.create_batch(25)

    first = client.get(URL, {"wijk": "overvecht"})
    second = client.get(URL, {"wijk": "overvecht", "page": 2})

    assert (len(titles(first)), len(titles(second))) == (PAGE_SIZE, 25 - PAGE_SIZE)
    assert 'href="?wijk=overvecht&amp;page=2"' in first.content.decode()


def test_htmx_gets_the_answer_alone_and_a_step_back_the_whole_page(client):
    OfferFactory(title="Maatje")

    part = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    back = client.get(URL, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.lstrip().startswith('<section class="stack" id="resultaten"')
    assert 'id="facetten" hx-swap-oob="true"' in part
    assert "<html" not in part
    assert "<html" in back.content.decode()
    assert "HX-Request" in back["Vary"]


def test_nothing_found_leads_to_asking_for_help(client):
    response = client.get(URL, {"q": "qwxyz"})

    page = response.content.decode()
    assert "Geen aanbod gevonden" in page
    assert f'href="{reverse("requests:intake")}"' in page


def test_card_says_how_sure_the_room_is(client):
    OfferFactory(unknown=True, title="Onbekend")
    OfferFactory(partner=PartnerFactory(paused=True), title="Pauze")

    page = re.sub(r"<[^>]+>|\s+", " ", client.get(URL).content.decode())

    assert "Plek onbekend" in page
    assert "neemt tot en met" in page


def test_whole_network_on_a_page_stays_light(client):
    fixture.load(at=timezone.now(), overwrite=True)

    page = client.get(URL)

    assert len(page.content) < 40_000
