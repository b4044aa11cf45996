"""No closing without outcome; a request is open as long as one of its needs is."""

import pytest
from django.utils import timezone

from network.models import Notification
from requests_app.errors import RequestError
from requests_app.notifications.partner import referral_stopped
from requests_app.services.closing import close_need, close_request, reopen_need
from tests.factories.network import PartnerMembershipFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def test_the_request_closes_with_its_last_need(ambassador):
    help_request = HelpRequestFactory(needs=2, needs__triage=True)
    first, second = help_request.needs.all()
    now = timezone.now()

    close_need(first, "helped", by=ambassador, at=now)
    help_request.refresh_from_db()
    assert help_request.is_open
    assert help_request.next_action_on

    close_need(second, "partly", by=ambassador, at=now)
    help_request.refresh_from_db()
    assert (help_request.closed_at, help_request.next_action_on) == (now, None)


@pytest.mark.parametrize("outcome", ["", "zomaar"])
def test_closing_asks_how_it_ended(ambassador, outcome):
    with pytest.raises(RequestError, match="afgelopen"):
        close_need(NeedFactory(triage=True), outcome, by=ambassador, at=timezone.now())


def test_closing_twice_is_refused(ambassador):
    with pytest.raises(RequestError):
        close_need(NeedFactory(closed=True), "helped", by=ambassador, at=timezone.now())


def test_closing_takes_a_waiting_referral_back_and_tells_the_partner(ambassador):
    referral = ReferralFactory()
    PartnerMembershipFactory(partner=referral.offer.partner)

    close_need(referral.need, "withdrawn", by=ambassador, at=timezone.now())

    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    assert [row.kind for row in Notification.objects.all()] == ["referral_withdrawn"]


def test_closing_ends_help_that_runs_with_the_same_outcome(ambassador):
    referral = ReferralFactory(running=True)

    close_need(referral.need, "helped", by=ambassador, at=timezone.now())

    referral.refresh_from_db()
    assert (referral.status, referral.outcome) == ("ended", "helped")


@pytest.mark.parametrize("state", ["accepted", "contacted", "running"])
def test_a_partner_that_helps_hears_that_the_question_stopped(ambassador, state):
    referral = ReferralFactory(**{state: True})
    member = PartnerMembershipFactory(partner=referral.offer.partner).user

    close_need(referral.need, "unreachable", by=ambassador, at=timezone.now())

    told = Notification.objects.get()
    assert (told.kind, told.recipient_ref) == ("referral_stopped", f"user/{member.pk}")
    mail = referral_stopped(told)
    assert (mail.to, mail.subject) == (member.email, "Een hulpvraag is gestopt")
    assert referral.offer.title in mail.context["paragraphs"][0]
    assert referral.need.help_request.name not in " ".join(map(str, mail.context.values()))


def test_close_request_ends_all_that_is_open(ambassador):
    help_request = HelpRequestFactory(needs=3)
    close_need(help_request.needs.first(), "helped", by=ambassador, at=timezone.now())

    close_request(help_request, "unreachable", by=ambassador, at=timezone.now())

    outcomes = help_request.needs.values_list("outcome", flat=True)
    assert list(outcomes) == ["helped", "unreachable", "unreachable"]


def test_reopening_gives_the_request_a_next_action_again(ambassador):
    need = HelpRequestFactory().needs.get()
    close_need(need, "helped", by=ambassador, at=timezone.now())

    reopen_need(need, by=None, at=timezone.now())

    need.refresh_from_db()
    assert (need.status, need.outcome) == ("triage", "")
    assert need.help_request.is_open
    assert need.help_request.next_action_on >= timezone.localdate()
    with pytest.raises(RequestError, match="niet afgesloten"):
        reopen_need(need, by=None, at=timezone.now())


def test_reopening_leaves_a_need_alone_that_is_on_its_way():
    referral = ReferralFactory()

    with pytest.raises(RequestError, match="niet afgesloten"):
        reopen_need(referral.need, by=None, at=timezone.now())
