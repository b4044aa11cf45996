"""Passkeys in a real browser, with Chrome's virtual authenticator: set one up, then sign in with it alone."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.people import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def authenticator(page):
    """A device with a fingerprint reader, always touched by the right finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devtools


def log_in(page, site, user) -> None:
    page.goto(f"{site}/accounts/login/?next=/profiel/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def test_passkey_is_set_up_and_signs_in_without_a_password(page, site, ambassador, authenticator):
    log_in(page, site, ambassador)
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen in twee stappen")
    page.get_by_role("link", name="Passkey instellen").click()
    page.get_by_label("Naam van deze sleutel").fill("Laptop van Amina")
    expect(page.get_by_label("Inloggen zonder wachtwoord")).to_be_checked()
    page.get_by_role("button", name="Toevoegen").click()
    expect(page).to_have_url(f"{site}/accounts/2fa/recovery-codes/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "recovery_codes"}

    page.goto(f"{site}/profiel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn gegevens")
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/profiel/")
    page.get_by_role("button", name="Inloggen met een passkey").click()

    expect(page).to_have_url(f"{site}/profiel/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn gegevens")
