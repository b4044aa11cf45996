"""When an ambassador stops, nobody's request stays behind."""

import datetime

import pytest
from django.utils import timezone

from network.accounts.roles import Role
from network.accounts.services.account import block_account
from network.directory.services.people import take_role
from network.models import Ambassador
from requests_app.models import HelpRequest, StandIn
from requests_app.services.planning import plan
from requests_app.telling import tell
from requests_app.working_days import next_working_day
from tests.factories.network import AmbassadorFactory
from tests.factories.requests import HelpRequestFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
FAR = datetime.timedelta(days=30)


def block(user, by):
    block_account(user, by=by)
    return by


def take(user, by):
    take_role(user, Role.AMBASSADOR, by=by)
    return by


def delete(user, by):
    Ambassador.objects.filter(user=user).delete()


@pytest.mark.parametrize("stop", [block, take, delete])
def test_who_stops_leaves_no_open_request_behind(stop, ambassador, other_ambassador, coordinator):
    mine, theirs = ambassador.ambassador, other_ambassador.ambassador
    later = HelpRequestFactory(owner=mine, next_action_on=TODAY() + FAR)
    closed = HelpRequestFactory(owner=mine, closed=True)
    other = HelpRequestFactory(owner=theirs, next_action_on=TODAY() + FAR)
    third = AmbassadorFactory()
    week = {"first_day": TODAY(), "last_day": TODAY() + FAR}
    StandIn.objects.create(absent=mine, deputy=theirs, **week)
    StandIn.objects.create(absent=theirs, deputy=mine, **week)
    stays = StandIn.objects.create(absent=theirs, deputy=third, **week)

    by = stop(ambassador, coordinator)

    found = {one.pk: one for one in HelpRequest.objects.all()}
    assert (found[later.pk].owner, found[later.pk].next_action_on) == (None, next_working_day(TODAY()))
    assert found[later.pk].next_action == "Kiezen wie deze vraag overneemt"
    line = later.timeline.first()
    assert (line.kind, line.before, line.detail, line.actor) == ("owner", str(mine.pk), "left", by)
    assert not closed.timeline.exists()
    assert (found[other.pk].owner, found[other.pk].next_action_on) == (theirs, TODAY() + FAR)
    assert list(StandIn.objects.all()) == [stays]


def test_what_was_promised_or_due_sooner_stays_planned(ambassador, coordinator):
    mine = ambassador.ambassador
    late = HelpRequestFactory(owner=mine, overdue=True)
    danger = HelpRequestFactory(owner=mine, danger=True, next_action="Nu bellen")
    call = HelpRequestFactory(owner=mine)
    plan(
        call,
        on=TODAY() + FAR,
        what="Terugbellen",
        call_back_from=datetime.time(14),
        by=ambassador,
        at=timezone.now(),
    )
    plans = HelpRequest.objects.order_by("pk").values("next_action_on", "next_action", "call_back_from")
    before = list(plans)

    block_account(ambassador, by=coordinator)

    assert list(plans.all()) == before
    assert not HelpRequest.objects.exclude(owner=None).exists()
    assert {late.pk, danger.pk, call.pk} == set(HelpRequest.objects.values_list("pk", flat=True))


def test_the_timeline_says_that_the_ambassador_stopped(ambassador, coordinator):
    help_request = HelpRequestFactory(owner=ambassador.ambassador)

    delete(ambassador, coordinator)

    [line] = tell(help_request)
    assert (str(line.what), line.who) == (
        "De ambassadeur is gestopt: de vraag ging terug naar de wijk",
        "vanzelf",
    )


def test_another_role_that_ends_leaves_the_requests_where_they_are(ambassador, coordinator, partner):
    help_request = HelpRequestFactory(owner=ambassador.ambassador)

    take_role(ambassador, Role.CORE_GROUP, by=coordinator)

    help_request.refresh_from_db()
    assert help_request.owner == ambassador.ambassador
