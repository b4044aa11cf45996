"""Two people act at the same moment: threads with connections of their own, against real locks."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from network.models import Offer
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Referral
from requests_app.services import planning, resident, response, triage
from requests_app.services.closing import close_need
from requests_app.services.places import free_places, lock_offer
from requests_app.services.referral import refer, withdraw
from tests.factories.network import AmbassadorFactory, CategoryFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps):
    """Run the steps together; gives what each returned, or the RequestError it raised."""
    barrier = Barrier(len(steps))

    def run(step):
        try:
            barrier.wait(timeout=10)
            return step()
        except RequestError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def refused(results):
    return [result for result in results if isinstance(result, RequestError)]


def test_the_last_place_goes_to_one_of_eight():
    offer = OfferFactory(places_free=1)
    by = AmbassadorFactory().user
    needs = [HelpRequestFactory().needs.get() for _number in range(8)]

    results = at_once(
        *(lambda need=need: refer(need, offer, by=by, at=timezone.now(), summary="") for need in needs)
    )

    assert Referral.objects.holding_a_place().count() == 1
    assert len(refused(results)) == 7


def test_one_need_goes_to_one_offer():
    by = AmbassadorFactory().user
    need = HelpRequestFactory().needs.get()
    offers = OfferFactory.create_batch(4)

    results = at_once(
        *(lambda offer=offer: refer(need, offer, by=by, at=timezone.now(), summary="") for offer in offers)
    )

    assert Referral.objects.count() == 1
    assert len(refused(results)) == 3


def test_accepting_and_withdrawing_cross():
    by = AmbassadorFactory().user
    referral = ReferralFactory()

    results = at_once(
        lambda: response.accept(referral, by=None, at=timezone.now()),
        lambda: withdraw(referral, by=by, at=timezone.now()),
    )

    assert len(refused(results)) == 1
    referral.refresh_from_db()
    assert (referral.status, referral.need.__class__.objects.get().status) in {
        ("accepted", "accepted"),
        ("withdrawn", "triage"),
    }


def test_the_last_two_needs_close_together_and_the_request_with_them():
    by = AmbassadorFactory().user
    help_request = HelpRequestFactory(needs=2, needs__triage=True)

    at_once(
        *(
            lambda need=need: close_need(need, "helped", by=by, at=timezone.now())
            for need in help_request.needs.all()
        )
    )

    assert HelpRequest.objects.get().closed_at is not None


def test_two_colleagues_claim_and_one_has_it():
    help_request = HelpRequestFactory()
    colleagues = [AmbassadorFactory().user for _number in range(3)]

    results = at_once(
        *(lambda user=user: triage.claim(help_request, by=user, at=timezone.now()) for user in colleagues)
    )

    assert len(refused(results)) == 2
    assert HelpRequest.objects.get().owner is not None
    assert help_request.timeline.count() == 1


def test_accepting_and_taking_back_the_ground_to_share_cross():
    referral = ReferralFactory()

    at_once(
        lambda: response.accept(referral, by=None, at=timezone.now()),
        lambda: resident.take_back_consent(referral.need.help_request, "share", at=timezone.now()),
    )

    referral.refresh_from_db()
    assert not referral.need.help_request.consents.filter(withdrawn_at=None).exists()
    assert referral.status in {"withdrawn", "ended"}
    assert referral.need.status == "triage"


def test_partners_and_the_resident_end_needs_of_one_request_without_a_deadlock():
    help_request = HelpRequestFactory(needs=0)
    referrals = [
        ReferralFactory(running=True, need=NeedFactory(help_request=help_request, status="helping"))
        for _number in range(3)
    ]
    by = AmbassadorFactory().user

    at_once(
        *(
            lambda one=one: response.end(one, "helped", by=by, at=timezone.now())
            for one in reversed(referrals)
        ),
        lambda: resident.withdraw_request(help_request, at=timezone.now()),
    )

    assert not HelpRequest.objects.get().is_open
    assert not help_request.consents.filter(withdrawn_at=None).exists()


def test_room_confirmed_after_waiting_counts_from_then(sign_in, partner, partner_member):
    """A colleague tells of a new place, and one is given away, while the one-tap waits for the lock."""
    offer = OfferFactory(partner=partner, places_free=5)
    url = reverse("network:desk_capacity_confirm", args=[offer.slug])
    client = sign_in(partner_member)

    with transaction.atomic():
        lock_offer(offer.pk)
        tap = Thread(target=waits_for(lambda: client.post(url, {"shown": 5})))
        tap.start()
        until_somebody_waits()
        ReferralFactory(offer=offer)
        Offer.objects.filter(pk=offer.pk).update(places_free=6)
    tap.join(timeout=10)

    offer.refresh_from_db()
    assert (offer.places_free, free_places(offer)) == (5, 5)


def test_no_need_comes_into_a_request_that_stops():
    by = AmbassadorFactory().user
    CategoryFactory(slug="klussen")
    help_request = HelpRequestFactory()
    refusals = []

    def add():
        try:
            triage.add_need(help_request, ["klussen"], by=by, at=timezone.now())
        except RequestError as error:
            refusals.append(str(error))

    with transaction.atomic():
        planning.lock_needs(help_request.pk)  # as whoever stops the request does first
        adding = Thread(target=waits_for(add))
        adding.start()
        until_somebody_waits()
        resident.withdraw_request(help_request, at=timezone.now())
    adding.join(timeout=10)

    assert refusals == ["Deze vraag is afgesloten. Open hem eerst opnieuw."]
    assert not HelpRequest.objects.get().is_open


def waits_for(step):
    def run():
        step()
        connection.close()

    return run


def until_somebody_waits():
    """Until another connection is blocked by this one."""
    with connection.cursor() as cursor:
        for _try in range(100):
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits for a lock")
