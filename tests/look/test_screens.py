"""The shared screens in a real browser: readable by everyone, and they fit."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PUBLIC = ["/", "/stijl/", "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"]
OWN = ["/accounts/2fa/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/", "/accounts/password/change/"]


def findings(page) -> list[str]:
    """What axe found, one line a rule, with the first place."""
    if not page.evaluate("'axe' in window"):  # reading half a megabyte of script takes as long as looking
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("options => axe.run(options).then(found => found.violations)", AXE_OPTIONS)
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in violations]


def problems(page, site: str, paths: list[str]) -> dict[str, list[str]]:
    """Findings per path and width, sideways scrolling among them; each page is fetched once."""
    found = {}
    for path in paths:
        page.set_viewport_size(DESKTOP)
        page.goto(site + path)
        assert page.url == site + path
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            scrolls = [f"scrolls {wide} pixels sideways"] if wide > 0 else []
            found[f"{path} {size['width']}"] = findings(page) + scrolls
    return {place: rules for place, rules in found.items() if rules}


def test_public_screens_are_accessible_and_fit(page, site):
    assert problems(page, site, PUBLIC) == {}


def test_own_settings_are_accessible_and_fit(page, site, coordinator, browser_sign_in):
    browser_sign_in(page, coordinator)

    assert problems(page, site, OWN) == {}


def test_first_tab_goes_to_the_content(page, site):
    page.goto(site + "/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_menu_on_a_phone_opens_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site + "/")

    page.locator("nav.nav--folded summary").click()

    expect(page.locator("nav.nav--folded").get_by_role("link", name="Agenda")).to_be_visible()
    context.close()


def test_filter_folds_on_a_phone_and_stands_open_on_a_wide_screen(page, site):
    page.goto(site + "/stijl/")
    expect(page.locator(".filter__form")).to_be_visible()

    page.set_viewport_size(PHONE)
    expect(page.locator(".filter__form")).to_be_hidden()


def test_confirm_asks_in_a_dialog_and_escape_says_no(page, site):
    page.goto(site + "/stijl/")
    button = page.locator("details.confirm > summary")

    button.click()
    expect(page.get_by_role("dialog")).to_contain_text("Hulpvraag sluiten?")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_language_switch_stays_on_the_page(page, site):
    page.goto(site + "/accounts/login/")

    page.get_by_role("button", name="English version").click()

    expect(page).to_have_url(re.compile(r"/accounts/login/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_targets_are_big_enough(page, site):
    """44 px, and 36 px for buttons in rows; links inside running text are free (WCAG 2.5.8)."""
    page.set_viewport_size(PHONE)
    page.goto(site + "/stijl/")

    small = page.eval_on_selector_all(
        ".button, .menu__button, .lang__button, .choice, .pagination__link, .tabs__link, .chip",
        """found => found.filter(e => e.checkVisibility() && e.getBoundingClientRect().height
           < (e.matches('.button--row, .chip') ? 36 : e.closest('.filter') ? 40 : 44))
           .map(e => e.className + ' ' + e.getBoundingClientRect().height)""",
    )

    assert small == []
