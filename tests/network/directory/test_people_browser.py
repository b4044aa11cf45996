"""From an invitation to a first day at work, in a real browser; and the pages on which people are kept."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from network.directory.services import invitations
from network.models import Invitation
from tests.factories.network import InvitationFactory
from tests.look.test_screens import findings

pytestmark = pytest.mark.browser


def test_invited_ambassador_sets_up_an_app_and_starts(page, site, coordinator, district, browser_sign_in):
    browser_sign_in(page, coordinator)
    page.goto(f"{site}/beheer/mensen/uitnodigen/")
    page.get_by_label("Naam", exact=True).fill("Nina Nieuw")
    page.get_by_label("E-mailadres").fill("nina@nizu.example")
    page.get_by_label("Ambassadeur").check()
    page.get_by_label("Overvecht").check()
    page.get_by_role("button", name="Uitnodiging sturen").click()
    expect(page.get_by_text("De uitnodiging is verstuurd.")).to_be_visible()
    expect(page.get_by_role("row", name="Nina Nieuw")).to_be_visible()

    page.context.clear_cookies()
    page.goto(invitations.link(Invitation.objects.get()))
    page.get_by_label("Kies een wachtwoord").fill("een-lang-nieuw-wachtwoord")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen in twee stappen")
    page.get_by_role("link", name="App instellen").click()
    secret = page.locator("code.secret").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code uit de app").fill(code)
    page.get_by_role("button", name="Aanzetten").click()
    expect(page).to_have_url(f"{site}/accounts/2fa/recovery-codes/")

    page.get_by_role("link", name="Klaar: naar mijn werk").click()
    expect(page).to_have_url(f"{site}/werkplek/")


def test_pages_about_people_are_accessible_and_fit(
    page, site, coordinator, partner_admin, ambassador, partner, browser_sign_in, no_sideways_scroll
):
    invitation = InvitationFactory(partner=partner, invited_by=partner_admin)
    pages = {
        coordinator: [
            "/profiel/",
            "/beheer/mensen/",
            "/beheer/mensen/uitnodigen/",
            f"/beheer/mensen/{ambassador.public_id}/",
        ],
        partner_admin: ["/balie/mensen/", f"/balie/mensen/{partner.slug}/uitnodigen/"],
    }
    found = {}

    page.goto(invitations.link(invitation))
    found["invitation"] = findings(page)
    no_sideways_scroll(page)
    for person, paths in pages.items():
        browser_sign_in(page, person)
        for path in paths:
            page.goto(site + path)
            found[path] = findings(page)
            no_sideways_scroll(page)

    assert {path: rules for path, rules in found.items() if rules} == {}
