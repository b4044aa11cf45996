"""Sending a need to a partner, and everything that must stop it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.models import Notification
from requests_app.errors import RequestError
from requests_app.models import Referral, TimelineEntry
from requests_app.models.places import with_free_places
from requests_app.services.referral import answer_question, refer, withdraw
from requests_app.working_days import add_working_days
from tests.factories.network import OfferFactory, PartnerMembershipFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db
SUMMARY = "Vrouw van 74 zoekt gezelschap."


def send(need, offer, by, **fields):
    return refer(need, offer, by=by, at=timezone.now(), summary=SUMMARY, **fields)


def test_refer_sends_holds_a_place_plans_and_tells(ambassador):
    member = PartnerMembershipFactory()
    offer = OfferFactory(partner=member.partner, places_free=1)
    need = NeedFactory(triage=True, help_request__share=True)

    first = OfferFactory()
    referral = send(need, offer, ambassador, suggested=[first.slug, offer.slug], other_choice_reason="wish")

    need.refresh_from_db()
    assert (need.status, referral.status) == ("referred", "sent")
    assert (referral.suggestion_rank, referral.other_choice_reason) == (2, "wish")
    assert with_free_places(type(offer).objects.filter(pk=offer.pk)).get().free_places == 0
    assert need.help_request.__class__.objects.get().next_action_on == add_working_days(
        timezone.localdate(), 3
    )
    notification = Notification.objects.get()
    assert (notification.kind, notification.recipient_ref) == ("referral_sent", f"user/{member.user_id}")


def test_refer_of_a_new_need_counts_as_looking_at_it(ambassador):
    need = HelpRequestFactory().needs.get()

    send(need, OfferFactory(), ambassador)

    steps = TimelineEntry.objects.filter(kind=TimelineEntry.Kind.NEED_STATUS)
    assert list(steps.values_list("before", "after")) == [("new", "triage"), ("triage", "referred")]
    assert need.__class__.objects.get().categories_confirmed


@pytest.mark.parametrize(
    ("request_traits", "offer_traits", "says"),
    [
        ({"danger": True}, {}, "gevaar"),
        ({"outside": True}, {}, "buiten de gemeente"),
        ({"route": "professional"}, {}, "beroepskracht"),
        ({"share": False}, {}, "delen"),
        ({}, {"partner__paused": True}, "pauze"),
        ({}, {"hidden": True}, "is er niet meer"),
        ({}, {"partner__hidden": True}, "is er niet meer"),
        ({}, {"full": True}, "geen plek"),
        ({}, {"waiting_list": True}, "geen plek"),
        ({}, {"contact": None}, "niemand te mailen"),
        ({}, {"contact__email": "", "contact__phone": "030 1234567"}, "niemand te mailen"),
    ],
)
def test_refer_refuses(ambassador, request_traits, offer_traits, says):
    need = HelpRequestFactory(**request_traits).needs.get()
    offer = OfferFactory(**offer_traits)

    with pytest.raises(RequestError, match=says):
        send(need, offer, ambassador)

    need.refresh_from_db()
    assert need.status == "new"
    assert not Referral.objects.exists()
    assert not Notification.objects.exists()


def test_refer_refuses_a_need_that_is_on_its_way(ambassador):
    need = NeedFactory(referred=True, help_request__share=True)

    with pytest.raises(RequestError, match="doorgestuurd"):
        send(need, OfferFactory(), ambassador)


def test_places_count_from_the_last_confirmation(ambassador):
    offer = OfferFactory(places_free=1)
    earlier = offer.capacity_confirmed_at - datetime.timedelta(days=1)
    ReferralFactory(offer=offer, sent_at=earlier, running=True)  # was there when the partner counted
    ReferralFactory(offer=offer, declined=True)  # holds no place

    send(HelpRequestFactory().needs.get(), offer, ambassador)

    with pytest.raises(RequestError, match="geen plek"):
        send(HelpRequestFactory().needs.get(), offer, ambassador)


def test_withdraw_frees_the_place_and_gives_the_need_back(ambassador):
    offer = OfferFactory(places_free=1)
    need = HelpRequestFactory().needs.get()
    referral = send(need, offer, ambassador)

    withdraw(referral, by=ambassador, at=timezone.now())

    need.refresh_from_db()
    assert need.status == "triage"
    send(HelpRequestFactory().needs.get(), offer, ambassador)


def test_withdraw_comes_too_late_after_acceptance(ambassador):
    referral = ReferralFactory(accepted=True)

    with pytest.raises(RequestError, match="aangenomen"):
        withdraw(referral, by=ambassador, at=timezone.now())


def test_answering_a_question_starts_the_partners_term_again(ambassador):
    long_ago = timezone.now() - datetime.timedelta(days=20)
    referral = ReferralFactory(asked=True, sent_at=long_ago, reminded_at=long_ago)
    now = timezone.now()

    answer_question(referral, "Ja, er is een lift.", by=ambassador, at=now)

    referral.refresh_from_db()
    assert (referral.status, referral.answer) == ("sent", "Ja, er is een lift.")
    assert (referral.waits_since, referral.reminded_at) == (now, None)


def test_answering_needs_a_question(ambassador):
    with pytest.raises(RequestError, match="niet meer open"):
        answer_question(ReferralFactory(), "Ja", by=ambassador, at=timezone.now())


# --- What the database itself refuses ------------------------------------------------------------


def test_a_bulk_update_cannot_take_a_step_that_is_not_drawn():
    referral = ReferralFactory(declined=True)

    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status="accepted")
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        type(referral.need).objects.filter(pk=referral.need_id).update(status="helping")


def test_a_need_has_one_live_referral_at_most():
    referral = ReferralFactory()

    with pytest.raises(IntegrityError, match="one_live_referral_per_need"):
        ReferralFactory(need=referral.need)


def test_an_open_request_cannot_lose_its_next_action():
    help_request = HelpRequestFactory()

    with pytest.raises(IntegrityError, match="open_request_has_next_action"):
        type(help_request).objects.update(next_action_on=None)


def test_a_need_cannot_close_without_outcome():
    need = NeedFactory(triage=True)

    with pytest.raises(IntegrityError, match="need_closed_with_outcome"):
        type(need).objects.update(status="closed")


def test_the_timeline_cannot_be_rewritten(ambassador):
    send(HelpRequestFactory().needs.get(), OfferFactory(), ambassador)

    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        TimelineEntry.objects.update(after="closed")
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        TimelineEntry.objects.all()._raw_delete("default")
