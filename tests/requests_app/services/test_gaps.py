"""What was missing is counted once per need and reason, and without the person."""

import datetime

import pytest
from django.utils import timezone

from network.models import Gap
from requests_app.periodic import note_long_waits
from requests_app.services import referral as referrals
from requests_app.services import resident, response
from requests_app.services.closing import close_need, reopen_need
from requests_app.services.triage import add_need
from requests_app.workflow import DeclineReason
from tests.factories.network import CategoryFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def category(db):
    return CategoryFactory(slug="maatje")


def reasons():
    return sorted(Gap.objects.values_list("reason", flat=True))


def days_ago(number):
    return timezone.now() - datetime.timedelta(days=number)


# --- Nothing that fits ----------------------------------------------------------------------------


def test_closing_without_a_fit_notes_theme_district_and_month(ambassador, category):
    need = HelpRequestFactory().needs.get()

    close_need(need, "no_fit", by=ambassador, at=timezone.now())

    gap = Gap.objects.get()
    assert (gap.category, gap.theme, gap.district) == (category, category.theme, need.help_request.district)
    assert (gap.reason, gap.month) == ("no_fit", timezone.localdate().replace(day=1))


@pytest.mark.parametrize(
    ("offers", "reason"),
    [
        ([{"full": True}], "only_full"),
        ([{"full": True}, {"district_slugs": ["zuid"]}], "only_full"),
        ([{"full": True, "district_slugs": ["zuid"]}], "no_fit"),
        ([{"full": True}, {}], "no_fit"),  # there was room, and yet it did not fit
    ],
)
def test_only_full_offers_is_another_reason(ambassador, offers, reason):
    for traits in offers:
        OfferFactory(**traits)

    close_need(HelpRequestFactory().needs.get(), "no_fit", by=ambassador, at=timezone.now())

    assert reasons() == [reason]


def test_a_reason_counts_once_however_often_it_happens(ambassador):
    need = HelpRequestFactory().needs.get()

    for _time in range(2):
        close_need(need, "no_fit", by=ambassador, at=timezone.now())
        reopen_need(need, by=ambassador, at=timezone.now())

    assert reasons() == ["no_fit"]


def test_declined_for_capacity_counts_once_for_a_need(ambassador, partner_member):
    need = NeedFactory(triage=True)

    for _time in range(2):
        sent = referrals.refer(need, OfferFactory(), by=ambassador, at=timezone.now(), summary="")
        response.decline(sent, DeclineReason.CAPACITY, by=partner_member, at=timezone.now())

    assert reasons() == ["declined_for_capacity"]


# --- Stopped asking -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "expected"),
    [("triage", 1), ("referred", 1), ("accepted", 0), ("helping", 0)],
)
def test_a_resident_who_stops_before_anybody_said_yes_is_counted(state, expected):
    need = NeedFactory(**{state: True})

    resident.withdraw_request(need.help_request, at=timezone.now())
    resident.withdraw_request(need.help_request, at=timezone.now())

    assert reasons() == ["stopped_asking"] * expected


def test_stopping_is_no_gap_of_the_network_when_it_was_not_for_volunteers(ambassador):
    need = HelpRequestFactory(outside=True).needs.get()

    close_need(need, "withdrawn", by=ambassador, at=timezone.now())

    assert reasons() == []


@pytest.mark.parametrize("outcome", ["helped", "unreachable", "duplicate", "solved_otherwise"])
def test_other_ends_are_no_gap(ambassador, outcome):
    close_need(HelpRequestFactory().needs.get(), outcome, by=ambassador, at=timezone.now())

    assert reasons() == []


# --- Waited too long ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "days", "expected"),
    [
        ("urgent", 6, 0),
        ("urgent", 8, 1),
        ("soon", 27, 0),
        ("soon", 29, 1),
        ("normal", 41, 0),
        ("normal", 43, 1),
    ],
)
def test_waiting_longer_than_the_urgency_allows_is_counted_once(urgency, days, expected):
    HelpRequestFactory(urgency=urgency, created_at=days_ago(days))

    note_long_waits()
    note_long_waits()

    assert reasons() == ["waited_too_long"] * expected


@pytest.mark.parametrize("state", ["accepted", "helping", "closed"])
def test_who_has_help_or_is_done_does_not_wait(state):
    NeedFactory(**{state: True}, help_request__created_at=days_ago(90))

    note_long_waits()

    assert reasons() == []


def test_waiting_begins_anew_with_a_need_added_or_opened_again(ambassador):
    old = HelpRequestFactory(created_at=days_ago(90))
    add_need(old, ["maatje"], by=ambassador, at=days_ago(10))
    opened = HelpRequestFactory(created_at=days_ago(90)).needs.get()
    close_need(opened, "helped", by=ambassador, at=days_ago(60))
    reopen_need(opened, by=ambassador, at=days_ago(5))

    note_long_waits()

    assert reasons() == ["waited_too_long"]  # of the first need of the first request
    assert old.needs.get(position=1).gap_reasons == ["waited_too_long"]


def test_a_partner_that_thinks_too_long_is_waiting_too():
    ReferralFactory(need__help_request__created_at=days_ago(90))

    note_long_waits()

    assert reasons() == ["waited_too_long"]


def test_danger_is_not_counted_as_waiting_for_volunteers():
    HelpRequestFactory(danger=True, created_at=days_ago(90))

    note_long_waits()

    assert reasons() == []
