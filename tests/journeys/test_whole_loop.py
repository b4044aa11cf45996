"""One request through the whole house: from the queue to a partner that helped, and back to the resident."""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from network.models import MailboxMessage, User
from network.outbox import delivering
from nizu.demo import PASSWORD
from requests_app import demo_requests
from requests_app.links import resident_url
from requests_app.matching.suggestions import wish_of
from requests_app.models import HelpRequest
from requests_app.suggesting import proposals_for
from requests_app.workflow import NeedStatus, Outcome, ReferralStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AMBASSADOR, PARTNER_MEMBER, PARTNER = "ambassadeur@nizu.example", "partner@nizu.example", "Handjehelpen"


@pytest.fixture
def demo(settings, site, monkeypatch) -> None:
    """The portal as `make demo` fills it, with fewer requests; the second factor has its grace."""
    settings.SECOND_FACTOR_GRACE = True
    some = list(demo_requests.read_rows())[:50]
    monkeypatch.setattr(demo_requests, "read_rows", lambda: iter(some))
    for command in ("load_network", "load_demo_accounts", "load_demo_requests"):
        call_command(command, verbosity=0)


def sign_in(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form", has=page.locator("input[name=password]")).get_by_role("button").first.click()


def find_request_for(partner: str) -> HelpRequest:
    """A loaded request in the ambassador's districts that this partner fits."""
    ambassador = User.objects.get(email=AMBASSADOR)
    waiting = HelpRequest.objects.visible_to(ambassador).filter(
        route="volunteer", needs__status__in=(NeedStatus.NEW, NeedStatus.TRIAGE), owner=None
    )
    for help_request in waiting.order_by("pk"):
        need = help_request.needs.get()
        if any(
            one.offer.partner_name == partner for one in proposals_for(wish_of(need), at=timezone.now())[:3]
        ):
            return help_request
    raise AssertionError(f"no loaded request suits {partner}")


def last_mail_to(email: str) -> MailboxMessage:
    delivering.drain()
    return MailboxMessage.objects.filter(recipient=email).latest("pk")


def test_request_travels_from_queue_to_partner_and_back_to_the_resident(page, browser, demo, site):
    help_request = find_request_for(PARTNER)
    need = help_request.needs.get()

    # The ambassador signs in, finds the request and refers it.
    page.goto(f"{site}/accounts/login/?next=/werkplek/vragen/")
    sign_in(page, AMBASSADOR)
    page.fill("#zoek", help_request.reference)
    page.press("#zoek", "Enter")
    page.locator("tr", has_text=help_request.reference).locator("a.table__title").click()
    page.get_by_role("button", name="Oppakken").click()
    suggestion = page.locator("article.suggestion", has_text=PARTNER).first
    suggestion.get_by_role("link", name=re.compile("^Kies")).click()
    reason = page.locator("select[name=other_choice_reason]")
    if reason.count():
        reason.select_option(index=1)
    reasons = page.locator("input[type=radio][name=other_choice_reason]")
    if reasons.count():
        reasons.first.check()
    page.locator("#doorsturen").get_by_role("button", name="Versturen").click()
    expect(page.get_by_text(f"Verstuurd naar {PARTNER}")).to_be_visible()

    # The partner opens the link in the mail, without an account, and accepts.
    mail = last_mail_to(PARTNER_MEMBER)
    assert help_request.name not in mail.text + mail.html
    link = re.search(rf"{re.escape(site)}/balie/antwoord/\S+", mail.text).group()
    partner_page = browser.new_context().new_page()
    partner_page.goto(link)
    assert help_request.name not in partner_page.content()
    partner_page.get_by_role("button", name="Ja, wij nemen de vraag aan").click()
    expect(partner_page.get_by_text("U heeft de vraag aangenomen.")).to_be_visible()
    assert help_request.name not in partner_page.content()

    # Then signs in, sees how to reach the resident, and reports first contact and outcome.
    partner_page.get_by_role("link", name="Inloggen en contact opnemen").click()
    sign_in(partner_page, PARTNER_MEMBER)
    expect(partner_page.get_by_text(help_request.name)).to_be_visible()
    expect(partner_page.get_by_text(help_request.phone.as_national)).to_be_visible()
    partner_page.get_by_role("button", name="Eerste contact is geweest").click()
    expect(partner_page.get_by_text("Genoteerd: het eerste contact is geweest.")).to_be_visible()
    partner_page.locator("summary", has_text="Afronden").click()
    partner_page.get_by_label("geholpen", exact=True).check()
    partner_page.locator("details", has_text="Afronden").get_by_role("button", name="Afronden").click()
    expect(partner_page.get_by_text("Uitkomst: geholpen.")).to_be_visible()

    # The resident's page shows it, and takes the resident's own word.
    resident_page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    resident_page.goto(resident_url(help_request))
    told = "Er is hulp gekomen." if help_request.is_for_other else "U bent geholpen."
    expect(resident_page.get_by_text(told)).to_be_visible()
    assert help_request.name not in resident_page.content()
    resident_page.get_by_role("button", name="Ja, het heeft geholpen").click()
    expect(resident_page.get_by_text("Fijn om te horen.")).to_be_visible()

    need.refresh_from_db()
    help_request.refresh_from_db()
    assert (need.status, need.outcome) == (NeedStatus.CLOSED, Outcome.HELPED)
    assert need.referrals.get().status == ReferralStatus.ENDED
    assert not help_request.is_open
