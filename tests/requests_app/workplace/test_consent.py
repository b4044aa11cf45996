"""Consent taken back by telephone or at the door, noted by the ambassador."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Notification
from requests_app.models import Consent, HelpRequest
from requests_app.working_days import this_or_next_working_day
from tests.factories.network import CategoryFactory, PartnerMembershipFactory
from tests.factories.requests import ConsentFactory, HelpRequestFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, ambassador):
    CategoryFactory(slug="maatje", label_nl="Maatje")
    client.force_login(ambassador)


def today(days=0):
    return timezone.localdate() + datetime.timedelta(days=days)


def take_back(client, help_request, purpose, *, how="phone", on=None):
    url = reverse("requests:help_request_take_back", args=[help_request.public_id])
    data = {"back-purpose": purpose, "back-how": how, "back-said_on": (on or today()).isoformat()}
    return client.post(url, data, follow=True).content.decode()


def agreed(help_request, purpose, days_ago=3):
    given = timezone.now() - datetime.timedelta(days=days_ago)
    help_request.consents.filter(purpose=purpose).delete()
    return ConsentFactory(help_request=help_request, purpose=purpose, given_at=given)


def test_sharing_taken_back_calls_back_from_the_partner_and_says_how_and_when(client, ambassador):
    referral = ReferralFactory(accepted=True)
    PartnerMembershipFactory(partner=referral.offer.partner)
    help_request = referral.need.help_request
    agreed(help_request, "share")

    page = take_back(client, help_request, "share", how="in_person", on=today(-1))

    referral.refresh_from_db()
    help_request.refresh_from_db()
    consent = Consent.objects.get(purpose="share")
    assert (referral.status, referral.outcome, referral.shows_identity) == ("ended", "withdrawn", False)
    assert (consent.withdrawn_how, timezone.localdate(consent.withdrawn_at)) == ("in_person", today(-1))
    assert (help_request.next_action_on, help_request.call_back_from) == (
        this_or_next_working_day(today()),
        None,
    )
    assert help_request.needs.get().status == "triage"
    assert Notification.objects.filter(kind="referral_stopped").count() == 1
    line = help_request.timeline.get(kind="consent")
    assert (line.before, line.after, line.detail, line.actor) == (
        "share",
        "in_person",
        "withdrawn",
        ambassador,
    )
    assert "Toestemming ingetrokken in een gesprek: gegevens delen" in page


def test_handling_taken_back_stops_the_request(client, ambassador):
    help_request = HelpRequestFactory()
    agreed(help_request, "handle")

    take_back(client, help_request, "handle", how="in_writing")

    help_request.refresh_from_db()
    assert not help_request.is_open
    assert help_request.needs.get().outcome == "withdrawn"
    assert set(help_request.consents.values_list("withdrawn_how", flat=True)) == {"in_writing"}
    assert set(help_request.timeline.exclude(actor=ambassador)) == set()


def test_asking_later_taken_back_changes_nothing_else(client):
    referral = ReferralFactory()
    help_request = referral.need.help_request
    agreed(help_request, "follow_up")

    take_back(client, help_request, "follow_up")

    referral.refresh_from_db()
    assert referral.status == "sent"
    assert list(help_request.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)) == [
        "share"
    ]


@pytest.mark.parametrize(
    ("how", "days", "says"),
    [
        ("phone", 1, "Deze dag moet nog komen"),
        ("phone", -9, "nog geen toestemming gegeven"),
        ("page", 0, "Selecteer een geldige keuze"),
        ("", 0, "Kies hoe de bewoner het heeft gezegd"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(client, how, days, says):
    help_request = HelpRequestFactory()
    agreed(help_request, "share")

    page = take_back(client, help_request, "share", how=how, on=today(days))

    assert says in page
    assert not Consent.objects.exclude(withdrawn_at=None).exists()


def test_taking_back_twice_says_so(client):
    help_request = HelpRequestFactory()

    take_back(client, help_request, "share")

    assert "was al ingetrokken" in take_back(client, help_request, "share")
    assert HelpRequest.objects.get().timeline.filter(kind="consent").count() == 1


def test_the_page_offers_it_only_for_a_ground_that_can_be_taken_back(client):
    help_request = HelpRequestFactory()
    Consent.objects.update(ground="vital_interest")
    agreed(help_request, "follow_up")

    page = client.get(help_request.get_absolute_url()).content.decode()

    assert 'name="back-purpose" value="follow_up"' in page
    assert 'name="back-purpose" value="share"' not in page
