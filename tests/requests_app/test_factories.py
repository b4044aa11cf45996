"""The factories stand where they say, in a database that checks it."""

import pytest

from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["triage", "referred", "accepted", "helping", "closed"])
def test_need_factory_makes_a_need_in_a_state(state):
    need = NeedFactory(**{state: True})

    assert need.status == state
    assert need.referrals.count() == (state in {"referred", "accepted", "helping"})
    assert need.help_request.needs.get() == need


@pytest.mark.parametrize(
    ("state", "need_status"),
    [
        ("asked", "referred"),
        ("accepted", "accepted"),
        ("contacted", "accepted"),
        ("running", "helping"),
        ("ended", "closed"),
        ("declined", "triage"),
        ("expired", "triage"),
        ("withdrawn", "triage"),
    ],
)
def test_referral_factory_brings_its_need_along(state, need_status):
    referral = ReferralFactory(**{state: True})

    assert referral.status == {"asked": "question"}.get(state, state)
    assert referral.need.status == need_status


def test_help_request_factory_makes_one_new_need_and_a_ground_to_share():
    help_request = HelpRequestFactory()

    assert [need.status for need in help_request.needs.all()] == ["new"]
    assert [consent.purpose for consent in help_request.consents.all()] == ["share"]


def test_help_request_factory_makes_closed_requests_and_dangerous_ones():
    assert HelpRequestFactory(closed=True).needs.get().outcome == "helped"
    assert HelpRequestFactory(danger=True).is_blocked
    assert HelpRequestFactory(outside=True, needs=0, share=False).district is None


def test_partner_no_longer_sees_who_it_is_once_the_resident_steps_back():
    helped = ReferralFactory(ended=True, outcome="helped")
    stepped_back = ReferralFactory(ended=True, outcome="withdrawn")

    assert (helped.shows_identity, stepped_back.shows_identity) == (True, False)
