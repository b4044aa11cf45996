"""What the resident says is about the question itself, also after it went on in another request."""

import pytest
from django.utils import timezone

from network.models import Notification
from requests_app.errors import RequestError
from requests_app.services import resident, response
from requests_app.services.closing import close_request
from requests_app.services.merging import merge
from tests.factories.network import PartnerMembershipFactory
from tests.factories.requests import ConsentFactory, HelpRequestFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goes_on_in():
    return HelpRequestFactory(needs__triage=True)


@pytest.fixture
def duplicate(goes_on_in, ambassador):
    """Merged twice over: into a request that was itself merged."""
    first, between = HelpRequestFactory(), HelpRequestFactory()
    ConsentFactory(help_request=first, purpose="handle")
    merge(first, between, by=ambassador, at=timezone.now())
    merge(between, goes_on_in, by=ambassador, at=timezone.now())
    first.refresh_from_db()
    return first


def test_call_me_rings_where_the_question_goes_on(duplicate, goes_on_in):
    resident.ask_call(duplicate, at=timezone.now())

    goes_on_in.refresh_from_db()
    assert goes_on_in.next_action == "Bellen: de bewoner vraagt erom"
    assert goes_on_in.timeline.filter(detail="call_me").exists()


def test_stopping_stops_all_that_was_merged(duplicate, goes_on_in):
    resident.withdraw_request(duplicate, at=timezone.now())

    goes_on_in.refresh_from_db()
    assert not goes_on_in.is_open
    for one in (duplicate, goes_on_in):
        assert not one.consents.filter(withdrawn_at=None).exists()
        assert one.timeline.filter(detail="withdrawn", kind="resident").exists()


def test_stopping_where_it_goes_on_leaves_no_ground_at_the_duplicate(duplicate, goes_on_in):
    resident.withdraw_request(goes_on_in, at=timezone.now())

    assert not duplicate.consents.filter(withdrawn_at=None).exists()


def test_not_helped_opens_the_request_it_went_on_in(duplicate, goes_on_in, ambassador):
    with pytest.raises(RequestError, match="staat nog open"):
        resident.say_how_it_ended(duplicate, helped=False, at=timezone.now())
    close_request(goes_on_in, "helped", by=ambassador, at=timezone.now())

    resident.say_how_it_ended(duplicate, helped=False, at=timezone.now())

    goes_on_in.refresh_from_db()
    assert goes_on_in.is_open
    assert goes_on_in.next_action == "Bellen: de bewoner is niet geholpen"


def test_added_words_are_read_where_it_goes_on(duplicate, goes_on_in):
    resident.add_words(duplicate, "Ook graag op zondag.", at=timezone.now())

    assert goes_on_in.notes.get().body == "Ook graag op zondag."
    assert not duplicate.notes.exists()


def test_a_correction_changes_only_what_the_resident_changed(duplicate, goes_on_in):
    name = goes_on_in.name
    changes = {"name": duplicate.name, "phone": "+31301234567"}

    assert resident.correct(duplicate, changes, at=timezone.now())

    for one in (duplicate, goes_on_in):
        one.refresh_from_db()
        assert str(one.phone) == "+31301234567"
    assert goes_on_in.name == name


def test_taking_back_the_ground_to_share_holds_where_it_goes_on(duplicate, goes_on_in):
    resident.take_back_consent(duplicate, "share", at=timezone.now())

    goes_on_in.refresh_from_db()
    assert not goes_on_in.consents.filter(purpose="share", withdrawn_at=None).exists()
    assert goes_on_in.next_action == "Bellen: de bewoner wil niet meer delen"


@pytest.mark.parametrize("state", ["sent", "asked"])
def test_words_of_danger_call_back_what_no_partner_has_answered(state):
    referral = ReferralFactory(asked=state == "asked")
    help_request = referral.need.help_request

    assert resident.add_words(help_request, "Ik wil dood, ik kan niet meer.", at=timezone.now())

    referral.refresh_from_db()
    help_request.refresh_from_db()
    assert (referral.status, referral.need.status) == ("withdrawn", "triage")
    assert help_request.next_action == "Nu bellen: er is misschien gevaar"


def test_words_of_danger_leave_a_partner_that_helps():
    referral = ReferralFactory(running=True)

    resident.add_words(referral.need.help_request, "Ik wil dood, ik kan niet meer.", at=timezone.now())

    referral.refresh_from_db()
    assert referral.status == "running"


@pytest.mark.parametrize("step", ["stop", "share"])
def test_a_partner_that_helps_hears_that_the_resident_stops(step):
    referral = ReferralFactory(running=True)
    PartnerMembershipFactory(partner=referral.offer.partner)

    if step == "stop":
        resident.withdraw_request(referral.need.help_request, at=timezone.now())
    else:
        resident.take_back_consent(referral.need.help_request, "share", at=timezone.now())

    referral.refresh_from_db()
    assert (referral.status, referral.outcome) == ("ended", "withdrawn")
    assert Notification.objects.filter(kind="referral_stopped").count() == 1
    assert response.what_happened(referral).startswith("Deze vraag is al afgerond (")
