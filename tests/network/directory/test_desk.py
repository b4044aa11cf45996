import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from network.directory.models import Capacity, CapacityAge, Contact, Offer
from tests.factories.network import CategoryFactory, ContactFactory, OfferFactory
from tests.factories.requests import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(partner, district):
    CategoryFactory(slug="maatje")
    return OfferFactory(
        partner=partner, slug="een-maatje", title="Een maatje", places_total=10, places_free=5,
        capacity_confirmed_at=timezone.now() - datetime.timedelta(days=20),
    )  # fmt: skip


def desk(partner):
    return f"{reverse('network:desk_offer_list')}?partner={partner.slug}"


def offer_data(offer, **changes):
    """The edit form as it stands on the screen, with changes."""
    data = {
        "title": offer.title,
        "summary": offer.summary,
        "main_category": offer.category_slugs[0],
        "district_slugs": offer.district_slugs,
        "languages": offer.languages,
        "mode": offer.mode,
        "format": offer.format,
        "age_applies_to": offer.age_applies_to,
        "weekdays": offer.weekdays,
        "dayparts": offer.dayparts,
        "cost_text": offer.cost_text,
        "cost_eur": "0",
        "places_total": offer.places_total,
    }
    return data | changes


def seen(response):
    return re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]


# --- room -----------------------------------------------------------------------------------------


def test_one_tap_confirms_what_is_on_the_screen(client, partner_member, offer):
    client.force_login(partner_member)

    response = client.post(reverse("network:desk_capacity_confirm", args=[offer.slug]), {"shown": 5})

    assert response.url == desk(offer.partner)
    offer.refresh_from_db()
    assert (offer.places_free, offer.freshness) == (5, CapacityAge.FRESH)


def test_confirming_counts_in_the_places_given_away_since(client, partner_member, offer):
    ReferralFactory(offer=offer)
    client.force_login(partner_member)
    page = client.get(desk(offer.partner)).content.decode()

    client.post(reverse("network:desk_capacity_confirm", args=[offer.slug]), {"shown": 4})

    assert 'name="shown" value="4"' in page
    offer.refresh_from_db()
    assert offer.places_free == 4


def test_confirming_is_refused_when_a_place_went_meanwhile(client, partner_member, offer):
    client.force_login(partner_member)
    ReferralFactory(offer=offer)

    response = client.post(
        reverse("network:desk_capacity_confirm", args=[offer.slug]), {"shown": 5}, follow=True
    )

    assert "nu zijn er 4 plekken vrij" in response.content.decode()
    offer.refresh_from_db()
    assert (offer.places_free, offer.freshness) == (5, CapacityAge.AGEING)


@pytest.mark.parametrize(
    ("sent", "level", "free", "weeks"),
    [
        ({"level": "open", "free": 4, "waiting_weeks": 0}, Capacity.OPEN, 4, 0),
        ({"level": "limited", "free": 2, "waiting_weeks": 1}, Capacity.LIMITED, 2, 1),
        ({"level": "waiting_list", "free": 5, "waiting_weeks": 8}, Capacity.WAITING_LIST, 0, 8),
        ({"level": "closed", "free": "", "waiting_weeks": 0}, Capacity.CLOSED, 0, 0),
    ],
)
def test_partner_tells_one_of_four_levels(client, partner_member, offer, sent, level, free, weeks):
    client.force_login(partner_member)

    told = sent | {"note": "Na de zomer meer", "shown": 5}
    client.post(reverse("network:desk_capacity", args=[offer.slug]), told)

    offer.refresh_from_db()
    assert (offer.level, offer.places_free, offer.waiting_weeks) == (level, free, weeks)
    assert (offer.capacity_note, offer.freshness) == ("Na de zomer meer", CapacityAge.FRESH)


def test_telling_is_refused_once_when_a_place_went_meanwhile(client, partner_member, offer):
    told = {"level": "open", "free": 6, "waiting_weeks": 0, "shown": 5}
    client.force_login(partner_member)
    ReferralFactory(offer=offer)

    response = client.post(reverse("network:desk_capacity", args=[offer.slug]), told)

    page = response.content.decode()
    assert response.status_code == 422
    assert "nu zijn er 4 plekken vrij" in page
    assert 'name="shown" value="4"' in page
    offer.refresh_from_db()
    assert offer.freshness == CapacityAge.AGEING

    client.post(reverse("network:desk_capacity", args=[offer.slug]), told | {"shown": 4})

    offer.refresh_from_db()
    assert (offer.places_free, offer.freshness) == (6, CapacityAge.FRESH)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"level": "open", "free": ""}, "Vul in hoeveel plekken er vrij zijn."),
        ({"level": "open", "free": 2}, "Dit aantal past niet bij uw keuze"),
        ({"level": "limited", "free": 3}, "Dit aantal past niet bij uw keuze"),
        ({"level": "open", "free": 11}, "U heeft in totaal 10 plekken."),
    ],
)
def test_number_that_cannot_be_is_said_beside_it(client, partner_member, offer, sent, problem):
    client.force_login(partner_member)

    response = client.post(
        reverse("network:desk_capacity", args=[offer.slug]), sent | {"waiting_weeks": 3, "note": "Bewaard"}
    )

    assert response.status_code == 422
    assert problem in str(response.context["form"].errors["free"])
    assert "Bewaard" in response.content.decode()
    offer.refresh_from_db()
    assert offer.places_free == 5


# --- offers ---------------------------------------------------------------------------------------


def test_admin_writes_an_offer_sees_it_and_then_shows_it(client, partner_admin, offer):
    client.force_login(partner_admin)
    data = offer_data(
        offer,
        title="Wandelmaatje",
        places_free=3,
        exclusions_text="- Geen klussen\n\n",
        postcodes4="3561, 3562",
    )
    data["languages"] = ["nl", "ar"]

    created = client.post(reverse("network:desk_offer_create", args=[offer.partner.slug]), data)

    new = Offer.objects.get(slug="wandelmaatje")
    assert created.url == new.get_absolute_url()
    assert (new.is_published, new.places_free, new.exclusions_text) == (False, 3, ["Geen klussen"])
    assert (new.postcodes4, new.languages, new.freshness) == (
        ["3561", "3562"],
        ["nl", "ar"],
        CapacityAge.FRESH,
    )

    client.post(reverse("network:desk_offer_publish", args=[new.slug]), {"visible": "yes"})

    new.refresh_from_db()
    assert new.is_published


def test_second_offer_with_the_same_title_gets_an_address_of_its_own(client, partner_admin, offer):
    client.force_login(partner_admin)
    url = reverse("network:desk_offer_create", args=[offer.partner.slug])

    for _ in range(3):
        client.post(url, offer_data(offer, places_free=1))

    assert sorted(Offer.objects.values_list("slug", flat=True)) == [
        "een-maatje", "een-maatje-handjehelpen", "een-maatje-handjehelpen-2", "een-maatje-handjehelpen-3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"title": ""}, "title", "verplicht"),
        ({"age_min": 60, "age_max": 20}, "age_max", "lager dan de leeftijd"),
        ({"postcodes4": "35"}, "postcodes4", "geen postcode van vier cijfers"),
        ({"district_slugs": []}, "district_slugs", "verplicht"),
        ({"places_total": 2}, "places_total", "nog 5 plekken vrij"),
        ({"requires_any": ["oud"], "excludes": ["oud"]}, "excludes", "ouder is"),
        ({"mode": "zweven"}, "mode", ""),
    ],
)
def test_mistake_stands_beside_its_field_and_nothing_is_lost(
    client, partner_admin, offer, changes, field, problem
):
    client.force_login(partner_admin)
    url = reverse("network:desk_offer_edit", args=[offer.slug])
    data = offer_data(offer, summary="Nieuwe tekst") | changes | {"seen": seen(client.get(url))}

    response = client.post(url, data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert problem in str(response.context["form"].errors[field])
    assert "Nieuwe tekst" in response.content.decode()
    offer.refresh_from_db()
    assert offer.summary != "Nieuwe tekst"


def test_who_saves_second_is_told_and_may_go_on(client, sign_in, partner_admin, coordinator, offer):
    url = reverse("network:desk_offer_edit", args=[offer.slug])
    admin, colleague = sign_in(partner_admin), sign_in(coordinator)
    mine, theirs = seen(admin.get(url)), seen(colleague.get(url))

    assert colleague.post(url, offer_data(offer, title="Van de coördinator", seen=theirs)).status_code == 302
    refused = admin.post(url, offer_data(offer, title="Van ons", seen=mine))

    assert refused.status_code == 422
    assert "intussen ook gewijzigd" in refused.content.decode()
    assert "Van ons" in refused.content.decode()
    assert Offer.objects.get().title == "Van de coördinator"
    assert admin.post(url, offer_data(offer, title="Van ons", seen=seen(refused))).status_code == 302
    assert Offer.objects.get().title == "Van ons"


def test_editing_keeps_room_and_address(client, partner_admin, offer):
    client.force_login(partner_admin)
    url = reverse("network:desk_offer_edit", args=[offer.slug])
    before = (offer.slug, offer.places_free, offer.capacity_confirmed_at, offer.is_published)

    client.post(url, offer_data(offer, title="Andere titel", seen=seen(client.get(url))))

    offer.refresh_from_db()
    assert offer.title == "Andere titel"
    assert (offer.slug, offer.places_free, offer.capacity_confirmed_at, offer.is_published) == before


# --- the partner ----------------------------------------------------------------------------------


def test_saving_the_profile_counts_as_having_checked_it(client, partner_admin, partner):
    client.force_login(partner_admin)
    url = reverse("network:desk_partner_edit", args=[partner.slug])

    client.post(
        url,
        {
            "profile": "Nieuw", "audience": "Iedereen", "website": "handjehelpen.example", "name": "Anders",
            "seen": seen(client.get(url)),
        },
    )  # fmt: skip

    partner.refresh_from_db()
    assert (partner.profile, partner.website) == ("Nieuw", "https://handjehelpen.example")
    assert partner.profile_checked_on == timezone.localdate()
    assert partner.name == "Handjehelpen"  # the coordinator's to change


def test_partner_pauses_and_goes_on(client, partner_admin, partner):
    client.force_login(partner_admin)
    url = reverse("network:desk_partner_pause", args=[partner.slug])
    until = timezone.localdate() + datetime.timedelta(days=10)

    past = client.post(url, {"until": timezone.localdate() - datetime.timedelta(days=1)})
    client.post(url, {"until": until})

    assert past.status_code == 422
    partner.refresh_from_db()
    assert partner.paused_until == until

    client.post(url, {"stop": "yes"})

    partner.refresh_from_db()
    assert partner.paused_until is None


def test_contacts_are_added_changed_and_taken_away(client, partner_admin, partner):
    old = ContactFactory(partner=partner, role="Balie")
    gone = ContactFactory(partner=partner, role="Weg")
    client.force_login(partner_admin)
    url = reverse("network:desk_contacts", args=[partner.slug])
    management = {"contacts-TOTAL_FORMS": 3, "contacts-INITIAL_FORMS": 2}
    kept = {
        "contacts-0-id": old.pk,
        "contacts-0-role": "Receptie",
        "contacts-0-email": "receptie@nizu.example",
    }
    taken = {
        "contacts-1-id": gone.pk,
        "contacts-1-role": "Weg",
        "contacts-1-email": gone.email,
        "contacts-1-DELETE": "on",
    }

    unreachable = client.post(url, management | kept | taken | {"contacts-2-role": "Nieuw"})
    client.post(
        url, management | kept | taken | {"contacts-2-role": "Nieuw", "contacts-2-phone": "06-12345678"}
    )

    assert unreachable.status_code == 422
    assert "Vul een e-mailadres of een telefoonnummer in." in unreachable.content.decode()
    assert list(Contact.objects.values_list("role", "email", "phone")) == [
        ("Nieuw", "", "+31612345678"), ("Receptie", "receptie@nizu.example", "")
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 25])
def test_desk_takes_as_many_statements_for_many_offers(
    client, partner_admin, partner, count, django_assert_max_num_queries
):
    OfferFactory.create_batch(count, partner=partner)
    client.force_login(partner_admin)
    client.get(desk(partner))

    with django_assert_max_num_queries(12):
        response = client.get(desk(partner))

    assert len(response.context["rows"]) == count


def test_coordinator_sees_which_partner_needs_a_nudge(client, coordinator, offer):
    OfferFactory(partner__name="Bij de tijd")
    client.force_login(coordinator)
    url = reverse("network:manage_partner_list")

    everyone = client.get(url).context["page_obj"].object_list
    late = client.get(url, {"staat": "oud"}).context["page_obj"].object_list

    assert {one.name: one.number_old for one in everyone} == {"Bij de tijd": 0, "Handjehelpen": 1}
    assert [one.name for one in late] == ["Handjehelpen"]
