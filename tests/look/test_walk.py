"""Every page that somebody's own header leads to: readable by everyone, and it fits."""

import pytest
from playwright.sync_api import Page

from tests.look.test_screens import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rooms(page: Page) -> set[str]:
    """Addresses in the main menu and in the person's own menu; Django's admin has a look of its own."""
    addresses = page.eval_on_selector_all(
        ".site-head .nav--flat a, .site-head .menu__item[href]", "found => found.map(a => a.pathname)"
    )
    return {address for address in addresses if not address.startswith("/admin/")}


def test_every_room_is_accessible_and_fits(
    page, site, browser_sign_in, ambassador, partner_admin, coordinator
):
    """A room that several roles share is looked at once."""
    seen: set[str] = set()
    for person in (ambassador, partner_admin, coordinator):
        browser_sign_in(page, person)
        page.goto(site + "/profiel/")
        new = rooms(page) - seen
        assert new

        assert problems(page, site, sorted(new)) == {}
        seen |= new
