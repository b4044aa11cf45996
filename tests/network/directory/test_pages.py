import pytest
from django.urls import reverse

from tests.factories.network import (
    CategoryFactory,
    ContactFactory,
    DistrictFactory,
    OfferFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

MAIL = "balie@handjehelpen.example"


@pytest.fixture
def offer(partner, district):
    CategoryFactory(slug="maatje")
    contact = ContactFactory(partner=partner, email=MAIL)
    return OfferFactory(partner=partner, contact=contact, slug="een-maatje", title="Een maatje")


def test_offer_page_says_for_whom_where_and_when(client, offer):
    offer.requires_any, offer.age_min, offer.weekdays = ["oud"], 65, ["ma", "di", "wo"]
    offer.exclusions_text = ["Geen klussen"]
    offer.save()

    page = client.get(offer.get_absolute_url()).content.decode()

    for text in ("vanaf 65 jaar", "ouder is", "maandag tot en met woensdag", "Geen klussen", "heel Utrecht"):
        assert text in page
    assert f"{reverse('requests:intake')}?aanbod=een-maatje" in page


def test_similar_offers_share_kind_and_district(client, offer):
    OfferFactory(title="Ook een maatje")
    OfferFactory(title="Elders", district_slugs=["zuid"])
    OfferFactory(title="Iets anders", category_slugs=["formulieren"])
    OfferFactory(title="Verborgen", hidden=True)

    response = client.get(offer.get_absolute_url())

    assert [card.title for card in response.context["similar"]] == ["Ook een maatje"]


@pytest.mark.parametrize("others", [1, 25])
def test_offer_page_takes_two_statements(client, offer, others, django_assert_num_queries):
    OfferFactory.create_batch(others)
    client.get(offer.get_absolute_url())

    with django_assert_num_queries(2):
        client.get(offer.get_absolute_url())


@pytest.mark.parametrize("count", [1, 25])
def test_partner_page_takes_two_statements(client, partner, count, django_assert_num_queries):
    OfferFactory.create_batch(count, partner=partner)
    client.get(partner.get_absolute_url())

    with django_assert_num_queries(2):
        response = client.get(partner.get_absolute_url())

    assert len(response.context["cards"]) == count


@pytest.mark.parametrize("count", [1, 18])
def test_partner_list_takes_three_statements(client, count, django_assert_num_queries):
    for partner in PartnerFactory.create_batch(count):
        OfferFactory(partner=partner)
    url = reverse("network:partner_list")
    client.get(url)

    with django_assert_num_queries(3):
        response = client.get(url)

    assert len(response.context["page_obj"].object_list) == count


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "handjehelpen"}, ["Handjehelpen"]),
        ({"q": "hanjehelpen"}, ["Handjehelpen"]),
        ({"q": "ouderen"}, ["Humanitas"]),
        ({"wijk": "zuid"}, ["Humanitas"]),
        ({"thema": "geld"}, ["Humanitas"]),
        ({"q": "qwxyz"}, []),
    ],
)
def test_partners_are_found_by_name_words_district_and_theme(client, partner, other_partner, filters, found):
    DistrictFactory(slug="zuid")
    CategoryFactory(slug="formulieren", theme__slug="geld")
    OfferFactory(partner=partner)
    other_partner.profile = "Wij bezoeken ouderen."
    other_partner.save()
    OfferFactory(partner=other_partner, district_slugs=["zuid"], category_slugs=["formulieren"])

    response = client.get(reverse("network:partner_list"), filters)

    assert [one.name for one in response.context["page_obj"].object_list] == found


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (None, False),
        ("ambassador", True),
        ("coordinator", True),
        ("partner_member", True),
        ("partner_admin", True),
        ("core_group_member", False),
        ("municipality_viewer", False),
        ("other_partner_member", False),
    ],
)
def test_contact_data_is_for_who_refers_and_the_partner_itself(client, offer, who, sees, request):
    if who:
        client.force_login(request.getfixturevalue(who))

    pages = [
        client.get(url).content.decode()
        for url in (offer.get_absolute_url(), offer.partner.get_absolute_url())
    ]

    assert [MAIL in page for page in pages] == [sees, sees]


@pytest.mark.parametrize(
    ("who", "sees"), [(None, False), ("ambassador", True), ("coordinator", True), ("partner_admin", False)]
)
def test_verification_is_for_who_looks_after_the_network(client, partner, who, sees, request):
    partner.evidence = ["https://bron.example/artikel"]
    partner.save()
    if who:
        client.force_login(request.getfixturevalue(who))

    page = client.get(partner.get_absolute_url()).content.decode()

    assert ("bron.example" in page) == sees


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 404),
        ("ambassador", 404),
        ("other_partner_member", 404),
        ("partner_admin", 200),
        ("coordinator", 200),
    ],
)
def test_hidden_offer_is_seen_by_its_own_people_only(client, offer, who, status, request):
    offer.is_published = False
    offer.save()
    if who:
        client.force_login(request.getfixturevalue(who))

    assert client.get(offer.get_absolute_url()).status_code == status


def test_tile_map_marks_districts_in_colour_and_words(client, offer):
    DistrictFactory(slug="zuid")

    response = client.get(offer.partner.get_absolute_url())

    assert {tile.name: tile.is_on for tile in response.context["map"].tiles} == {
        "Overvecht": True,
        "Zuid": False,
    }
    assert "Werkt in: Overvecht" in " ".join(response.content.decode().split())
