"""From the ring to a sent referral, in a real browser: with script, without it, and by keyboard alone."""

import pytest

from requests_app.models import HelpRequest, Referral
from tests.factories.network import CategoryFactory, OfferFactory, PostcodeFactory
from tests.factories.requests import HelpRequestFactory, ReferralFactory
from tests.look.test_screens import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def offer(district):
    CategoryFactory(slug="maatje", label_nl="Maatje")
    PostcodeFactory(code="3561", district=district)
    return OfferFactory(title="Wandelmaatje")


def test_ring_to_referral_on_a_phone(page, site, browser_sign_in, ambassador, offer, no_sideways_scroll):
    """Seven interactions: words, phone, postcode, consent; save, choose, send."""
    browser_sign_in(page, ambassador)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/werkplek/nieuw/")

    page.get_by_label("De vraag, in de woorden van de bewoner").fill(
        "Ze is 74 en zoekt een maatje in Overvecht."
    )
    page.locator("[name=phone]").fill("06 12345678")
    page.locator("[name=postcode4]").fill("3561")
    page.get_by_label("De bewoner vindt het goed").check()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_role("link", name="Kies Wandelmaatje").wait_for()
    no_sideways_scroll(page)
    page.get_by_role("link", name="Kies Wandelmaatje").click()
    no_sideways_scroll(page)
    page.get_by_role("button", name="Versturen").click()

    page.get_by_text("Verstuurd naar").wait_for()
    assert Referral.objects.get().offer == offer


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_new_to_sent_in_three_clicks(browser, site, browser_sign_in, ambassador, offer, script):
    help_request = HelpRequestFactory()
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    browser_sign_in(page, ambassador)
    page.goto(f"{site}/werkplek/")

    page.get_by_role("button", name="Oppakken").click()
    page.get_by_role("link", name="Kies Wandelmaatje").click()
    page.get_by_role("button", name="Versturen").click()

    page.get_by_text("Verstuurd naar").wait_for()
    assert Referral.objects.get().need.help_request == help_request
    assert HelpRequest.objects.get().owner == ambassador.ambassador
    context.close()


def test_keys_lead_through_the_workplace(page, site, browser_sign_in, ambassador, offer):
    browser_sign_in(page, ambassador)
    help_request = HelpRequestFactory(owner=ambassador.ambassador)

    page.goto(f"{site}/werkplek/")
    page.keyboard.press("v")
    page.wait_for_url("**/werkplek/vragen/")
    page.keyboard.press("/")
    page.keyboard.type("wandelen")
    page.get_by_text("Filter weghalen").first.wait_for()
    page.goto(f"{site}{help_request.get_absolute_url()}")
    page.keyboard.press("?")
    page.get_by_text("eerste suggestie kiezen").wait_for()
    page.keyboard.press("1")
    page.wait_for_url("**/doorsturen/**")


def test_what_is_typed_is_kept_when_the_line_drops(page, site, browser_sign_in, ambassador, offer):
    browser_sign_in(page, ambassador)
    page.goto(f"{site}/werkplek/nieuw/")
    with page.expect_response("**/bewaren/"):
        page.get_by_label("De vraag, in de woorden van de bewoner").type("Zoekt een maatje in Overvecht")
    page.get_by_text("Overvecht", exact=True).wait_for()

    page.goto(f"{site}/werkplek/")
    page.get_by_role("link", name="Concept van").click()

    assert (
        page.get_by_label("De vraag, in de woorden van de bewoner").input_value()
        == "Zoekt een maatje in Overvecht"
    )


def test_a_draft_is_kept_without_script(browser, site, browser_sign_in, ambassador):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    browser_sign_in(page, ambassador)
    page.goto(f"{site}/werkplek/nieuw/")

    page.locator("[name=name]").fill("Mevrouw Kanarie")  # the question is still missing
    page.get_by_role("button", name="Bewaar als concept").click()

    page.get_by_text("Het concept is bewaard.").wait_for()
    page.goto(f"{site}/werkplek/")
    page.get_by_role("link", name="Concept van").click()
    assert page.locator("[name=name]").input_value() == "Mevrouw Kanarie"
    context.close()


def test_every_screen_is_readable_by_everyone_and_fits(page, site, browser_sign_in, ambassador, offer):
    browser_sign_in(page, ambassador)
    new = HelpRequestFactory()
    asked = ReferralFactory(asked=True, need__help_request__owner=ambassador.ambassador).need.help_request
    danger = HelpRequestFactory(danger=True)
    detail = new.get_absolute_url()

    paths = [
        "/werkplek/",
        "/werkplek/vragen/",
        "/werkplek/nieuw/",
        "/werkplek/terugbellen/",
        "/werkplek/waarnemen/",
        detail,
        asked.get_absolute_url(),
        danger.get_absolute_url(),
        f"{detail}gegevens/",
        f"{detail}1/waarom-niet/",
        f"{detail}1/doorsturen/{offer.public_id}/",
    ]

    assert problems(page, site, paths) == {}
