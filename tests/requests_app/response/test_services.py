"""A partner's answers: each step once, with its traces, and never two winners."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from network.models import Gap, Notification
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Referral
from requests_app.services import response
from requests_app.services.response import AnsweredBefore
from requests_app.workflow import DeclineReason, NeedStatus, Outcome, ReferralStatus
from tests.factories.network import CategoryFactory, OfferFactory, PartnerFactory, PartnerMembershipFactory
from tests.factories.requests import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(ambassador, partner_member, partner) -> Referral:
    """Sent to the partner of `partner_member`; the ambassador has the request."""
    need = NeedFactory(
        referred=True,
        help_request__owner=ambassador.ambassador,
        help_request__email="bewoner@voorbeeld.example",
        referral__offer=OfferFactory(partner=partner),
    )
    return need.referrals.get()


def told() -> set[tuple[str, str]]:
    return set(Notification.objects.values_list("kind", "recipient_ref"))


def test_accept_moves_referral_and_need_and_tells_ambassador_and_resident(
    referral, partner_member, ambassador
):
    response.accept(referral, by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    help_request = referral.need.help_request
    assert (referral.status, referral.need.status) == (ReferralStatus.ACCEPTED, NeedStatus.ACCEPTED)
    assert referral.answered_at is not None
    assert help_request.next_action_on > timezone.localdate()
    assert told() == {
        ("referral_accepted", f"user/{ambassador.pk}"),
        ("resident_accepted", f"resident/{help_request.pk}"),
    }


def test_accept_is_refused_when_the_resident_no_longer_agrees_to_share(referral, partner_member):
    referral.need.help_request.consents.update(withdrawn_at=timezone.now())

    with pytest.raises(RequestError):
        response.accept(referral, by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


@pytest.mark.parametrize("blocked", [{"urgency": "crisis", "route": "emergency"}, {"route": "professional"}])
def test_accept_is_refused_when_the_question_is_not_for_volunteers_any_more(
    referral, partner_member, blocked
):
    HelpRequest.objects.update(**blocked)

    with pytest.raises(RequestError, match="niet voor vrijwilligers"):
        response.accept(referral, by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


def test_decline_for_capacity_gives_the_need_back_and_notes_the_gap(referral, partner_member, ambassador):
    CategoryFactory(slug="maatje")

    response.decline(referral, DeclineReason.CAPACITY, by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    assert (referral.status, referral.need.status) == (ReferralStatus.DECLINED, NeedStatus.TRIAGE)
    assert Gap.objects.get().reason == Gap.Reason.DECLINED_FOR_CAPACITY
    assert told() == {("referral_declined", f"user/{ambassador.pk}")}


def test_ask_waits_for_the_ambassador(referral, partner_member, ambassador):
    response.ask(referral, "Kan de bewoner de trap op?", by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    assert (referral.status, referral.need.status) == (ReferralStatus.QUESTION, NeedStatus.REFERRED)
    assert told() == {("referral_question", f"user/{ambassador.pk}")}


def test_reports_lead_from_acceptance_to_a_closed_request_with_an_outcome(referral, partner_member):
    for step in (response.accept, response.report_contact, response.report_start):
        step(referral, by=partner_member, at=timezone.now())

    response.end(referral, Outcome.HELPED, by=partner_member, at=timezone.now())

    referral.refresh_from_db()
    need = referral.need
    assert (referral.status, referral.outcome) == (ReferralStatus.ENDED, Outcome.HELPED)
    assert (need.status, need.outcome) == (NeedStatus.CLOSED, Outcome.HELPED)
    assert "referral_stopped" not in {kind for kind, _recipient in told()}
    assert not need.help_request.is_open


def test_second_answer_hears_who_was_first(referral, partner_member):
    response.accept(referral, by=partner_member, at=timezone.now())

    with pytest.raises(AnsweredBefore, match=f"al aangenomen door {partner_member.name}"):
        response.decline(referral, DeclineReason.OTHER, by=partner_member, at=timezone.now())


def test_what_happened_never_names_a_person_who_used_the_link(referral):
    response.accept(referral, by=None, at=timezone.now())

    referral.refresh_from_db()
    assert "via de link in de mail" in response.what_happened(referral)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(5))
def test_two_members_answer_at_once_and_exactly_one_wins(round_number):
    partner = PartnerFactory()
    members = [PartnerMembershipFactory(partner=partner).user for _ in range(2)]
    referral = NeedFactory(referred=True, referral__offer=OfferFactory(partner=partner)).referrals.get()
    start, won, lost, errors = threading.Barrier(2), [], [], []

    def answer(member, act):
        try:
            start.wait()
            act(member)
            won.append(member.name)
        except AnsweredBefore as error:
            lost.append(str(error))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    acts = [
        lambda member: response.accept(referral, by=member, at=timezone.now()),
        lambda member: response.decline(referral, DeclineReason.CAPACITY, by=member, at=timezone.now()),
    ]
    threads = [threading.Thread(target=answer, args=pair) for pair in zip(members, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    referral.refresh_from_db()
    assert errors == []
    assert (len(won), len(lost)) == (1, 1)
    assert won[0] in lost[0]
    assert referral.status in {ReferralStatus.ACCEPTED, ReferralStatus.DECLINED}
