"""The directory and the partner's counter in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from network.directory.models import CapacityAge
from tests.conftest import PHONE
from tests.factories.network import CategoryFactory, ContactFactory, DistrictFactory, OfferFactory
from tests.look.test_screens import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = reverse("network:offer_list")


@pytest.fixture
def offer(partner):
    DistrictFactory(slug="overvecht")
    DistrictFactory(slug="vleuten-de-meern", name="Vleuten-De Meern")
    CategoryFactory(slug="maatje", theme__slug="contact", theme__label_nl="Contact en gezelschap")
    CategoryFactory(slug="formulieren", theme__slug="geld", theme__label_nl="Geld")
    ContactFactory(partner=partner)
    OfferFactory(title="Hulp bij post", category_slugs=["formulieren"], full=True, unknown=True)
    OfferFactory(title="Samen op pad", partner__paused=True, women_only=True, cost_text="€ 5", cost_eur=5)
    return OfferFactory(
        partner=partner, slug="een-maatje", title="Een maatje", requires_any=["oud", "rollator"],
        excludes=["agressie"], ageing=True, capacity_note="Na de zomer meer plek",
    )  # fmt: skip


def test_public_screens_are_accessible_and_fit(page, site, offer):
    paths = [
        LIST,
        f"{LIST}?q=qwxyz",
        offer.get_absolute_url(),
        "/partners/",
        offer.partner.get_absolute_url(),
    ]

    assert problems(page, site, paths) == {}


def test_counter_is_accessible_and_fits(page, site, offer, partner_admin, browser_sign_in):
    browser_sign_in(page, partner_admin)
    paths = [
        reverse("network:desk_offer_list"),
        reverse("network:desk_offer_create", args=[offer.partner.slug]),
        reverse("network:desk_offer_edit", args=[offer.slug]),
        reverse("network:desk_capacity", args=[offer.slug]),
        reverse("network:desk_partner_edit", args=[offer.partner.slug]),
        reverse("network:desk_contacts", args=[offer.partner.slug]),
    ]

    assert problems(page, site, paths) == {}


def test_coordinators_list_is_accessible_and_fits(page, site, offer, coordinator, browser_sign_in):
    browser_sign_in(page, coordinator)
    path = reverse("network:manage_partner_list")

    assert problems(page, site, [path]) == {}


def test_filter_answers_at_once_and_the_address_can_be_shared(page, site, offer):
    page.goto(site + LIST)
    choice = page.get_by_label("Contact en gezelschap")

    choice.check()

    expect(page.locator("#aantal")).to_have_text(re.compile("2 resultaten"))
    expect(page).to_have_url(re.compile("thema=contact"))
    expect(page.get_by_label("Contact en gezelschap")).to_be_focused()
    page.reload()
    expect(page.locator("#aantal")).to_have_text(re.compile("2 resultaten"))

    page.get_by_role("link", name="Filter weghalen: Contact en gezelschap").click()

    expect(page.locator("#aantal")).to_have_text(re.compile("3 resultaten"))
    page.go_back()
    expect(page.locator("#aantal")).to_have_text(re.compile("2 resultaten"))
    expect(page.locator(".site-head")).to_be_visible()


def test_search_and_filter_work_without_javascript_on_a_phone(browser, site, offer):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="nl-NL")
    page = context.new_page()
    page.goto(site + LIST)

    page.locator("details.filter summary").click()
    page.get_by_label("Contact en gezelschap").check()
    page.get_by_role("button", name="Toon aanbod").click()
    page.get_by_role("searchbox").fill("matje")
    page.get_by_role("button", name="Zoek").click()

    expect(page.locator("#aantal")).to_contain_text("voor ‘matje’")
    assert "thema=contact" in page.url
    page.get_by_role("link", name="Een maatje").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Een maatje")
    context.close()


def test_partner_confirms_with_one_tap(page, site, offer, partner_member, browser_sign_in):
    browser_sign_in(page, partner_member)
    page.goto(site + reverse("network:desk_offer_list"))
    expect(page.get_by_text("niet zeker of er plek is")).to_be_visible()

    page.get_by_role("button", name="Klopt nog Een maatje").click()

    expect(page.get_by_text("“Een maatje” is bevestigd")).to_be_visible()
    offer.refresh_from_db()
    assert offer.freshness == CapacityAge.FRESH
