"""The public doors in a browser: at a desk and on a phone, with script and without."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from requests_app.models import HelpRequest
from tests.conftest import DESKTOP, PHONE, watch
from tests.factories.network import DistrictFactory, PostcodeFactory, ReferralTargetFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = pytest.mark.parametrize(
    ("size", "script"),
    [(DESKTOP, True), (PHONE, True), (PHONE, False)],
    ids=["desk", "phone", "phone without script"],
)


@pytest.fixture(autouse=True)
def _city(site, monkeypatch):
    monkeypatch.setattr("network.spam.SHORTEST_SECONDS", -1)  # a browser under test types too fast
    PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht"))
    ReferralTargetFactory(code="113", instruction="Bel 113, dag en nacht.")


@pytest.fixture
def open_page(browser, page_problems):
    """A page of the given size; what its console complains about fails the test."""
    contexts = []

    def open_page(size: dict, script: bool) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=script)
        contexts.append(context)
        opened = context.new_page()
        watch(opened, page_problems)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    # A live check that is cut off by going on to the next page is no fault.
    assert [problem for problem in page_problems if "htmx:" not in problem] == []


def go_on(page: Page, script: bool) -> None:
    if script:
        page.wait_for_load_state("networkidle")  # what was typed has been looked at
    page.locator("button[name=next]").click()


@WAYS
def test_resident_asks_for_help_in_three_steps(open_page, site, size, script):
    page = open_page(size, script)
    page.goto(f"{site}/hulp-vragen/")

    page.locator("button[name=next]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("textarea[name=text]", "Ik ben 81 en veel alleen. Wie komt er eens koffie drinken?")
    page.check("input[name=for_whom][value=self]")
    go_on(page, script)
    page.fill("input[name=postcode4]", "3561 AB")
    page.select_option("select[name=age_band]", "75-84")
    go_on(page, script)
    page.fill("input[name=name]", "Johanna de Wit")
    page.fill("input[name=phone]", "06 12345678")
    page.check("input[name=contact_by][value=phone]")
    page.check("input[name=consent_handle]")
    go_on(page, script)
    expect(page.get_by_text("Johanna de Wit")).to_be_visible()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", name="Uw vraag is verstuurd")).to_be_visible()
    page.get_by_role("link", name="Naar mijn pagina").click()
    expect(page.get_by_text("Wij hebben uw vraag.")).to_be_visible()

    assert HelpRequest.objects.get().name == "Johanna de Wit"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"] if script else True


def test_danger_words_bring_the_number_while_typing(open_page, site):
    page = open_page(PHONE, True)
    page.goto(f"{site}/hulp-vragen/")

    page.locator("textarea[name=text]").press_sequentially("Ik wil dood, ik kan niet meer.")

    expect(page.get_by_text("Bel 113, dag en nacht.")).to_be_visible(timeout=20_000)


def test_double_click_back_and_forward_make_one_request(open_page, site):
    page = open_page(DESKTOP, True)
    page.goto(f"{site}/hulp-vragen/")
    page.fill("textarea[name=text]", "Wie helpt mij met de tuin?")
    page.check("input[name=for_whom][value=self]")
    go_on(page, True)
    page.fill("input[name=postcode4]", "3561")
    go_on(page, True)
    page.go_back()
    expect(page.locator("input[name=postcode4]")).to_have_value("3561")
    page.go_back()
    expect(page.locator("textarea[name=text]")).to_have_value("Wie helpt mij met de tuin?")
    go_on(page, True)
    go_on(page, True)
    page.fill("input[name=name]", "Kees Postma")
    page.fill("input[name=phone]", "06 12345678")
    page.check("input[name=contact_by][value=phone]")
    page.check("input[name=consent_handle]")
    go_on(page, True)

    page.get_by_role("button", name="Versturen").dblclick()
    expect(page.get_by_role("heading", name="Uw vraag is verstuurd")).to_be_visible()
    page.go_back()

    assert HelpRequest.objects.count() == 1


@WAYS
def test_professional_hands_over_a_client(open_page, site, size, script):
    page = open_page(size, script)
    page.goto(f"{site}/verwijzen/")
    page.fill("input[name=email]", "verpleegkundige@praktijk.example")
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.locator("input[name=code]")).to_be_visible()
    page.fill("input[name=code]", re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())
    page.get_by_role("button", name="Verder").click()
    page.fill("textarea[name=text]", "Mijn cliënt zoekt een maatje om mee te wandelen.")
    page.fill("input[name=name]", "Mevrouw de Boer")
    page.fill("input[name=phone]", "030 1234567")
    page.fill("input[name=asker_name]", "Ineke Vos")
    page.check("input[name=how][value=spoken]")
    page.check("input[name=client_agrees]")
    page.get_by_role("button", name="Versturen").click()

    expect(page.get_by_role("heading", name="De verwijzing is verstuurd")).to_be_visible()
    assert HelpRequest.objects.get().asker_email == "verpleegkundige@praktijk.example"
