"""What a person planned is not pushed away by what the portal plans by itself."""

import datetime

import pytest
from django.utils import timezone

from requests_app.services import referral as referring
from requests_app.services import resident, response
from requests_app.services.planning import plan
from requests_app.working_days import this_or_next_working_day
from tests.factories.network import OfferFactory
from tests.factories.requests import NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def planned(help_request):
    help_request.refresh_from_db()
    return help_request.next_action_on, help_request.next_action, help_request.call_back_from


def test_accepting_leaves_the_call_the_resident_asked_for():
    referral = ReferralFactory()
    help_request = referral.need.help_request
    resident.ask_call(help_request, at=timezone.now())
    before = planned(help_request)

    response.accept(referral, by=None, at=timezone.now())

    assert planned(help_request) == before
    assert before[:2] == (this_or_next_working_day(today()), "Bellen: de bewoner vraagt erom")


def test_referring_leaves_an_earlier_day_the_ambassador_chose(ambassador):
    need = NeedFactory(triage=True)
    plan(need.help_request, on=today(), what="Zoon bellen", by=ambassador, at=timezone.now())

    referring.refer(need, OfferFactory(), by=ambassador, at=timezone.now(), summary="")

    assert planned(need.help_request) == (today(), "Zoon bellen", None)


def test_declining_leaves_a_call_back_that_was_agreed_on(ambassador):
    referral = ReferralFactory()
    later, two = today() + datetime.timedelta(days=4), datetime.time(14)
    now = timezone.now()
    plan(referral.need.help_request, on=later, what="Terugbellen", call_back_from=two, by=ambassador, at=now)

    response.decline(referral, "capacity", by=None, at=now)

    assert planned(referral.need.help_request) == (later, "Terugbellen", two)


def test_a_follow_up_comes_before_a_later_day_and_replaces_another_follow_up(ambassador):
    need = NeedFactory(triage=True)
    far = today() + datetime.timedelta(days=60)
    plan(need.help_request, on=far, what="Kaart sturen", by=ambassador, at=timezone.now())

    referral = referring.refer(need, OfferFactory(), by=ambassador, at=timezone.now(), summary="")
    assert planned(need.help_request)[1] == "Nagaan of de partner heeft geantwoord"

    response.accept(referral, by=None, at=timezone.now())
    assert planned(need.help_request)[1] == "Nagaan of er contact is geweest"


def test_a_person_replaces_any_plan(ambassador):
    referral = ReferralFactory()
    response.ask(referral, "Is er een lift?", by=None, at=timezone.now())
    far = today() + datetime.timedelta(days=9)

    plan(referral.need.help_request, on=far, what="Langsgaan", by=ambassador, at=timezone.now())

    assert planned(referral.need.help_request) == (far, "Langsgaan", None)
