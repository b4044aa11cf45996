"""Whatever people do with a request, in whatever order: what must always hold, holds.

Hypothesis plays ambassador, partner, resident and clock against the real database.
"""

import contextlib
import datetime

import pytest
from django.db.models import Count, Q
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from network.models import Offer
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Need, Referral
from requests_app.periodic import follow_up
from requests_app.services import closing, referral, response, triage
from requests_app.services.planning import plan
from requests_app.workflow import HOLDS_PLACE, DeclineReason, Outcome
from tests.factories.network import AmbassadorFactory, CategoryFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory

outcomes = st.sampled_from(Outcome.values)


class LifeOfARequest(RuleBasedStateMachine):
    needs = Bundle("needs")

    @initialize(target=needs)
    def the_network(self):
        """Two partners, one of them with a single place; and a first request."""
        self.now = timezone.now()
        self.ambassador = AmbassadorFactory(everywhere=True).user
        CategoryFactory(slug="maatje")
        self.offers = [OfferFactory(places_free=places, capacity_confirmed_at=self.now) for places in (1, 2)]
        return HelpRequestFactory().needs.get().pk

    @rule(target=needs)
    def a_request_comes_in(self):
        return HelpRequestFactory().needs.get().pk

    @rule(target=needs, need=needs)
    def split(self, need):
        try:
            need = triage.add_need(self.need(need).help_request, ["maatje"], by=self.ambassador, at=self.now)
        except RequestError:
            return multiple()
        return need.pk

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours):
        self.now += datetime.timedelta(hours=hours)
        follow_up(self.now)

    @rule(need=needs, offer=st.integers(0, 1))
    def refer(self, need, offer):
        self.act(referral.refer, self.need(need), self.offers[offer], summary="")

    @rule(need=needs, step=st.sampled_from([referral.withdraw, referral.answer_question]))
    def ambassador_writes(self, need, step):
        self.act_on_referral(need, step, *(["Ja."] if step is referral.answer_question else []))

    @rule(need=needs)
    def partner_accepts(self, need):
        self.act_on_referral(need, response.accept)

    @rule(need=needs, reason=st.sampled_from(DeclineReason.values))
    def partner_declines(self, need, reason):
        self.act_on_referral(need, response.decline, reason)

    @rule(need=needs)
    def partner_asks(self, need):
        self.act_on_referral(need, response.ask, "Is er een lift?")

    @rule(need=needs, step=st.sampled_from([response.report_contact, response.report_start]))
    def partner_reports(self, need, step):
        self.act_on_referral(need, step)

    @rule(need=needs, outcome=outcomes)
    def partner_ends(self, need, outcome):
        self.act_on_referral(need, response.end, outcome)

    @rule(need=needs, outcome=outcomes)
    def close(self, need, outcome):
        self.act(closing.close_need, self.need(need), outcome)

    @rule(need=needs)
    def reopen(self, need):
        self.act(closing.reopen_need, self.need(need))

    @rule(need=needs, days=st.integers(-1, 5))
    def plan(self, need, days):
        on = timezone.localdate(self.now) + datetime.timedelta(days=days)
        self.act(plan, self.need(need).help_request, on=on)

    # --- How the rules act -----------------------------------------------------------------------

    def need(self, pk):
        return Need.objects.select_related("help_request").get(pk=pk)

    def act(self, step, *arguments, **named):
        with contextlib.suppress(RequestError):  # refused in words for a person: that is always allowed
            step(*arguments, by=self.ambassador, at=self.now, **named)

    def act_on_referral(self, need, step, *arguments):
        last = Referral.objects.filter(need=need).order_by("pk").last()
        if last:
            self.act(step, last, *arguments)

    # --- What always holds -----------------------------------------------------------------------

    @invariant()
    def open_means_a_need_is_open_and_something_is_next(self):
        for help_request in HelpRequest.objects.all():
            assert help_request.is_open == help_request.needs.open().exists()
            assert help_request.is_open == (help_request.next_action_on is not None)

    @invariant()
    def closed_means_an_outcome(self):
        assert not Need.objects.filter(status="closed", outcome="").exists()
        assert not Referral.objects.filter(status="ended", outcome="").exists()

    @invariant()
    def at_most_one_live_referral_and_the_need_says_so(self):
        live = Count("referrals", filter=Q(referrals__status__in=HOLDS_PLACE))
        for need in Need.objects.annotate(live=live):
            assert need.live == (need.status in {"referred", "accepted", "helping"})

    @invariant()
    def places_are_never_given_twice(self):
        live = Count("referrals", filter=Q(referrals__status__in=HOLDS_PLACE))
        for offer in Offer.objects.annotate(live=live):
            assert offer.live <= offer.places_free

    @invariant()
    def the_timeline_tells_every_state(self):
        for need in Need.objects.filter(~Q(status="new")):
            last = need.timeline.filter(kind__in=["need_status", "split"]).last()
            assert last is not None
            assert last.after in (need.status, str(need.position))


def played(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )


class TestLife(LifeOfARequest.TestCase, TestCase):
    settings = played(examples=4, steps=30)


@pytest.mark.drill
class TestLongLife(LifeOfARequest.TestCase, TestCase):
    settings = played(examples=60, steps=50)
