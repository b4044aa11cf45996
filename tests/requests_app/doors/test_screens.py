"""The pages of the doors, also those behind a code: readable by everyone, and they fit."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from requests_app.intake_draft import SENT_KEY
from requests_app.links import answer_token
from requests_app.models import Note
from requests_app.one_time_code import OPENED_KEY
from requests_app.services import response
from tests.factories.network import OfferFactory, PostcodeFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory
from tests.look.test_screens import findings, problems
from tests.requests_app.doors.test_intake_form import CONTACT, SITUATION, STORY, address, fill_in
from tests.requests_app.doors.test_professional import ADDRESS, DOOR

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browse_as(page, site, client):
    """`browse_as(session_values)`: the page's browser has the client's session with these in it."""

    def browse_as(**values):
        session = client.session
        session.update(values)
        session.save()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}]
        )

    return browse_as


def test_online_form_is_readable_and_fits(page, site, client, district, browse_as):
    PostcodeFactory(code="3561", district=district)
    key, sent = uuid4(), HelpRequestFactory(district=district)
    other = {**STORY, "for_whom": "other"}
    contact = {**CONTACT, "asker_name": "Samira", "asker_phone": "0612345678"}
    client.get("/hulp-vragen/")
    fill_in(client, key, [("vraag", other), ("situatie", SITUATION), ("contact", contact)])
    browse_as(**{SENT_KEY: [str(sent.submission_key)]})

    paths = [address(key, step) for step in ("situatie", "contact", "controle")]
    paths.append(reverse("requests:intake_receipt", args=[sent.submission_key]))
    assert problems(page, site, paths) == {}

    page.goto(f"{site}{address(uuid4(), 'vraag')}")
    page.locator("button[name=next]").click()
    page.locator(".error-summary").wait_for()
    assert findings(page) == []


def test_professionals_form_and_residents_page_are_readable_and_fit(page, site, district, browse_as):
    help_request = HelpRequestFactory(
        district=district,
        channel="professional",
        asker_email=ADDRESS,
        asker_name="Ineke Vos",
        asker_reference="K-12",
    )
    Note.objects.create(help_request=help_request, author=None, at=timezone.now(), kind="message", body="Ook")
    browse_as(
        professional_address=ADDRESS,
        professional_sent=help_request.pk,
        **{OPENED_KEY: {f"professional/{ADDRESS}": 9e9, f"resident/{help_request.pk}": 9e9}},
    )

    resident = reverse("requests:resident", args=[help_request.link_code])
    assert problems(page, site, [DOOR, "/verwijzen/verstuurd/", resident]) == {}


def test_mailed_link_is_readable_and_fits(page, site, district, partner, page_problems):
    need = NeedFactory(referred=True, help_request__district=district, referral__offer__partner=partner)
    referral = need.referrals.get()
    link = reverse("requests:signed_link", args=[answer_token(referral, referral.offer.contact)])

    assert problems(page, site, [link]) == {}
    response.accept(referral, by=None, at=timezone.now())
    assert problems(page, site, [link]) == {}
    page_problems.clear()  # the browser notes the 410 of a link that is over


def test_check_of_a_referrer_is_readable_and_fits(
    page, site, district, ambassador, coordinator, browser_sign_in
):
    OfferFactory()
    waiting = HelpRequestFactory(
        district=district,
        channel="professional",
        asker_email=ADDRESS,
        asker_organisation="praktijk.example",
        referrer_check="waiting",
    )
    browser_sign_in(page, ambassador)
    assert problems(page, site, [waiting.get_absolute_url()]) == {}

    waiting.referrer_check = "confirmed"
    waiting.save()
    browser_sign_in(page, coordinator)
    assert problems(page, site, [reverse("requests:known_domain_list")]) == {}
