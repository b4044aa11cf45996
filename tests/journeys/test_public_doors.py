"""The four doors in a browser: at a desk and on a phone, with script and without."""

import re

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from requests_app.models import Channel, HelpRequest
from tests.conftest import DESKTOP, PHONE, watch
from tests.factories.network import AmbassadorFactory, DistrictFactory, PostcodeFactory, ReferralTargetFactory
from tests.people import make_user, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = pytest.mark.parametrize(
    ("size", "script"),
    [(DESKTOP, True), (PHONE, True), (PHONE, False)],
    ids=["desk", "phone", "phone without script"],
)
# For the doors whose pages other journeys open too.
TWO_WAYS = pytest.mark.parametrize(
    ("size", "script"), [(DESKTOP, True), (PHONE, False)], ids=["desk", "phone without script"]
)
# What a browser says itself while the line is away.
NO_LINE = ("htmx:", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")


@pytest.fixture(autouse=True)
def district(site, monkeypatch):
    monkeypatch.setattr("network.spam.SHORTEST_SECONDS", -1)  # a browser under test types too fast
    ReferralTargetFactory(code="113", instruction="Bel 113, dag en nacht.")
    return PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht")).district


@pytest.fixture
def ambassador(district):
    return AmbassadorFactory(user=make_user("Amina Bakker"), districts=[district]).user


@pytest.fixture
def open_page(browser, page_problems):
    """A page of the given size; what its console complains about fails the test."""
    contexts: list[BrowserContext] = []

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
    assert [one for one in page_problems if not any(known in one for known in NO_LINE)] == []


def go_on(page: Page, button: str = "button[name=next]") -> None:
    with page.expect_navigation():
        page.locator(button).click()


def fits(page: Page) -> bool:
    """Nothing scrolls sideways, at either size."""
    before = page.viewport_size
    wide = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        wide.append(
            page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )
    page.set_viewport_size(before)
    return not any(wide)


def ask_for_help(
    page: Page, text: str = "Ik ben 81 en veel alleen. Wie komt er eens koffie drinken?"
) -> None:
    """The three steps, up to the summary."""
    page.fill("textarea[name=text]", text)
    page.check("input[name=for_whom][value=self]")
    go_on(page)
    page.fill("input[name=postcode4]", "3561 AB")
    page.select_option("select[name=age_band]", "75-84")
    go_on(page)
    give_contact(page)


def give_contact(page: Page) -> None:
    page.fill("input[name=name]", "Johanna de Wit")
    page.fill("input[name=phone]", "06 12345678")
    page.check("input[name=contact_by][value=phone]")
    page.check("input[name=consent_handle]")
    go_on(page)
    expect(page.get_by_text("Johanna de Wit")).to_be_visible()


def prove_work_address(page: Page, site: str, address: str = "verpleegkundige@praktijk.example") -> None:
    page.goto(f"{site}/verwijzen/")
    page.fill("input[name=email]", address)
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.locator("input[name=code]")).to_be_visible()
    page.fill("input[name=code]", re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("textarea[name=text]")).to_be_visible()


def hand_over(page: Page) -> None:
    """The six fields and the client's yes."""
    page.fill("textarea[name=text]", "Mijn cliënt zoekt een maatje om mee te wandelen.")
    page.fill("input[name=name]", "Mevrouw de Boer")
    page.fill("input[name=phone]", "030 1234567")
    page.fill("input[name=contact_when]", "na 2 uur")
    page.fill("input[name=postcode4]", "3561")
    page.fill("input[name=asker_name]", "Ineke Vos")
    page.check("input[name=how][value=spoken]")
    page.check("input[name=client_agrees]")


def take_down(page: Page) -> None:
    """What an ambassador types while somebody talks."""
    page.fill("textarea[name=text]", "Ze is 74 en zoekt een maatje in Overvecht.")
    page.fill("input[name=name]", "Mevrouw Yilmaz")
    page.fill("input[name=phone]", "06 12345678")
    page.check("input[name=share]")


SENT = "Uw vraag is verstuurd"
HANDED_OVER = "De verwijzing is verstuurd"
NO_CONNECTION = "Er is nu geen verbinding"


@WAYS
def test_resident_asks_for_help_in_three_steps(open_page, site, size, script):
    page = open_page(size, script)
    page.goto(f"{site}/hulp-vragen/")

    go_on(page)
    expect(page.locator(".error-summary")).to_be_visible()
    ask_for_help(page)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", name=SENT)).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Naar mijn pagina").click()
    expect(page.get_by_text("Wij hebben uw vraag.")).to_be_visible()

    assert HelpRequest.objects.get().name == "Johanna de Wit"
    assert fits(page)


@TWO_WAYS
def test_resident_asks_at_the_table_and_takes_a_card_home(open_page, site, ambassador, size, script):
    page = open_page(size, script)
    sign_in_browser(page.context, ambassador, site)
    page.goto(f"{site}/werkplek/in-de-buurt/")

    ask_for_help(page)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", name=SENT)).to_be_visible()
    assert fits(page)
    card = page.get_by_role("link", name="Kaart om mee te nemen").get_attribute("href")
    assert page.request.get(f"{site}{card}").body().startswith(b"%PDF")
    page.get_by_role("link", name="Klaar, volgende bewoner").click()

    expect(page.locator("textarea[name=text]")).to_have_value("")
    assert HelpRequest.objects.get().channel == Channel.NEIGHBOURHOOD
    assert page.request.get(f"{site}{card}").status == 404


@TWO_WAYS
def test_ambassador_takes_a_call(open_page, site, ambassador, size, script):
    page = open_page(size, script)
    sign_in_browser(page.context, ambassador, site)
    page.goto(f"{site}/werkplek/nieuw/")

    page.fill("textarea[name=text]", "Ze zoekt een maatje.")
    page.get_by_role("button", name="Bewaren en verder").click()
    expect(page.locator(".error-summary")).to_be_visible()
    take_down(page)
    page.get_by_role("button", name="Bewaren en verder").click()
    expect(page.get_by_role("heading", name="Mevrouw Yilmaz")).to_be_visible()

    assert HelpRequest.objects.get().channel == Channel.PHONE


@WAYS
def test_professional_hands_over_a_client(open_page, site, size, script):
    page = open_page(size, script)
    prove_work_address(page, site)

    hand_over(page)
    assert fits(page)
    page.get_by_role("button", name="Versturen").click()

    expect(page.get_by_role("heading", name=HANDED_OVER)).to_be_visible()
    assert HelpRequest.objects.get().asker_email == "verpleegkundige@praktijk.example"


def test_danger_words_bring_the_number_while_typing(open_page, site):
    page = open_page(PHONE, True)
    page.goto(f"{site}/hulp-vragen/")

    page.locator("textarea[name=text]").press_sequentially("Ik wil dood, ik kan niet meer.")

    expect(page.get_by_text("Bel 113, dag en nacht.")).to_be_visible(timeout=20_000)


# --- When something goes wrong on the way: one request, and nothing typed is lost --------------------


def test_double_click_back_and_forward_make_one_request(open_page, site):
    page = open_page(DESKTOP, True)
    page.goto(f"{site}/hulp-vragen/")
    page.fill("textarea[name=text]", "Wie helpt mij met de tuin?")
    page.check("input[name=for_whom][value=self]")
    go_on(page)
    page.fill("input[name=postcode4]", "3561")
    go_on(page)
    page.go_back()
    expect(page.locator("input[name=postcode4]")).to_have_value("3561")
    page.go_back()
    expect(page.locator("textarea[name=text]")).to_have_value("Wie helpt mij met de tuin?")
    go_on(page)
    go_on(page)
    give_contact(page)

    page.get_by_role("button", name="Versturen").dblclick()
    expect(page.get_by_role("heading", name=SENT)).to_be_visible()
    page.go_back()

    assert HelpRequest.objects.count() == 1


def test_lost_line_keeps_what_was_typed_and_sends_once_it_is_back(open_page, site):
    page = open_page(PHONE, True)
    page.goto(f"{site}/hulp-vragen/")
    page.context.set_offline(True)
    page.fill("textarea[name=text]", "Getypt in de tunnel: wie helpt mij met de tuin?")
    page.check("input[name=for_whom][value=self]")
    page.locator("button[name=next]").click()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value(
        "Getypt in de tunnel: wie helpt mij met de tuin?"
    )

    page.context.set_offline(False)
    go_on(page)
    go_on(page)
    give_contact(page)
    page.route("**/*", lambda route: route.abort())  # the line is dead, and the browser does not know
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    assert not HelpRequest.objects.exists()
    page.unroute("**/*")
    page.get_by_role("button", name="Versturen").click()

    expect(page.get_by_role("heading", name=SENT)).to_be_visible()
    assert HelpRequest.objects.get().text == "Getypt in de tunnel: wie helpt mij met de tuin?"


def test_answer_that_never_arrived_is_sent_again_without_a_second_request(open_page, site):
    """Without script, and the line drops after the portal had the form: send again, or load again."""
    page = open_page(PHONE, False)
    page.goto(f"{site}/hulp-vragen/")
    ask_for_help(page)

    def swallow(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/controle/", swallow)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Versturen").click(no_wait_after=True)
    assert HelpRequest.objects.count() == 1
    page.unroute("**/controle/")
    page.go_back()

    expect(page.get_by_role("heading", name=SENT)).to_be_visible()
    assert HelpRequest.objects.count() == 1


def test_second_tab_and_a_session_that_ended_make_one_request(open_page, site):
    page = open_page(DESKTOP, True)
    page.goto(f"{site}/hulp-vragen/")
    ask_for_help(page)
    second = page.context.new_page()
    second.goto(page.url)
    page.context.clear_cookies(name="sessionid")

    for tab in (page, second):
        tab.get_by_role("button", name="Versturen").click()
        expect(tab.get_by_role("heading", name=SENT)).to_be_visible()

    assert HelpRequest.objects.get().name == "Johanna de Wit"


def test_professional_loses_nothing_by_line_code_double_click_or_tabs(open_page, site):
    page, address = open_page(PHONE, True), "wijkverpleging@praktijk.example"
    prove_work_address(page, site, address)
    hand_over(page)
    second = page.context.new_page()
    second.goto(f"{site}/verwijzen/")
    hand_over(second)

    page.context.set_offline(True)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    page.context.set_offline(False)
    page.context.clear_cookies(name="sessionid")  # and the code with it
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Wat u typte is bewaard")).to_be_visible()
    prove_work_address(page, site, address)
    expect(page.locator("textarea[name=text]")).to_have_value(
        "Mijn cliënt zoekt een maatje om mee te wandelen."
    )
    expect(page.locator("input[name=client_agrees]")).to_be_checked()
    page.get_by_role("button", name="Versturen").dblclick()
    expect(page.get_by_role("heading", name=HANDED_OVER)).to_be_visible()
    second.get_by_role("button", name="Versturen").click()
    expect(second.get_by_role("heading", name=HANDED_OVER)).to_be_visible()

    assert HelpRequest.objects.count() == 1


def test_ambassador_on_the_telephone_loses_nothing_by_session_line_or_double_click(
    open_page, site, ambassador
):
    page = open_page(DESKTOP, True)
    sign_in_browser(page.context, ambassador, site)
    page.goto(f"{site}/werkplek/nieuw/")
    with page.expect_response("**/bewaren/"):
        take_down(page)

    page.context.clear_cookies(name="sessionid")
    page.fill("input[name=contact_when]", "na 2 uur")
    expect(page.get_by_text("U bent uitgelogd")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_be_visible()
    sign_in_browser(page.context, ambassador, site)
    page.get_by_role("link", name="Opnieuw inloggen en verder").click()
    expect(page.locator("input[name=name]")).to_have_value("Mevrouw Yilmaz")
    page.context.set_offline(True)
    page.get_by_role("button", name="Bewaren en verder").click()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Bewaren en verder").dblclick()
    expect(page.get_by_role("heading", name="Mevrouw Yilmaz")).to_be_visible()

    assert HelpRequest.objects.count() == 1
