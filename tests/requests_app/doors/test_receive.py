"""One sending is one request, however often and at once it comes; what it starts with is complete."""

import threading
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from network.models import Notification
from requests_app.answers import Intake
from requests_app.models import Channel, Consent, HelpRequest, Need, TimelineEntry
from requests_app.services.intake import first_action_day, receive
from tests.factories.network import AmbassadorFactory, DistrictFactory, PostcodeFactory, ReferralTargetFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TEXT = "Ik ben 78 en veel alleen. Wie komt er eens een kop koffie drinken?"
DANGER = "Ik wil niet meer leven, ik wil dood."


def intake(text: str = TEXT, **answers) -> Intake:
    return Intake(
        text=text,
        grounds={
            Consent.Purpose.HANDLE: Consent.Ground.CONSENT,
            Consent.Purpose.SHARE: Consent.Ground.CONSENT,
        },
        **{"name": "Mevrouw Jansen", "email": "bewoner@voorbeeld.example", "postcode4": "3561", **answers},
    )


@pytest.fixture
def overvecht(db):
    return PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht")).district


def send(given: Intake, key=None) -> HelpRequest:
    return receive(given, channel=Channel.ONLINE, by=None, at=timezone.now(), submission_key=key or uuid4())


def test_receive_stores_request_need_grounds_timeline_and_receipt_together(overvecht):
    help_request = send(intake())

    assert help_request.district == overvecht
    assert help_request.is_open
    assert help_request.next_action_on is not None
    assert help_request.needs.get().status == "new"
    assert sorted(help_request.consents.values_list("purpose", flat=True)) == ["handle", "share"]
    assert list(help_request.timeline.values_list("kind", flat=True)) == ["received", "consent", "consent"]
    assert list(Notification.objects.values_list("kind", "recipient_ref")) == [
        ("request_received", f"resident/{help_request.pk}")
    ]


def test_receive_danger_flags_the_request_and_calls_the_ambassadors_of_the_district(overvecht):
    keeper = AmbassadorFactory(districts=[overvecht])
    AmbassadorFactory(districts=[DistrictFactory(slug="zuid")])
    ReferralTargetFactory(code="113")

    help_request = send(intake(DANGER))

    assert (help_request.urgency, help_request.route) == ("crisis", "emergency")
    assert "113" in help_request.refer_to
    assert help_request.next_action_on == timezone.localdate()
    assert help_request.timeline.filter(kind=TimelineEntry.Kind.DANGER).count() == 1
    assert list(
        Notification.objects.filter(kind="crisis_received").values_list("recipient_ref", flat=True)
    ) == [f"user/{keeper.user_id}"]


def test_receive_danger_cannot_be_confirmed_away_at_the_door(overvecht):
    help_request = send(intake(DANGER, urgency="normal", route="volunteer"))

    assert (help_request.urgency, help_request.route) == ("crisis", "emergency")


def test_receive_without_postcode_stands_in_the_queue_of_the_city(db):
    help_request = send(intake("Wie helpt mij met mijn tuin?", postcode4=""))

    assert help_request.district is None


@pytest.mark.django_db(transaction=True)
def test_receive_twenty_times_at_once_gives_one_request_and_one_notice():
    PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht"))
    key, start, found, errors = uuid4(), threading.Barrier(20), [], []

    def press_send():
        try:
            start.wait()
            found.append(send(intake(), key).pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press_send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(found) == 20
    assert len(set(found)) == 1
    assert (HelpRequest.objects.count(), Need.objects.count(), Notification.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("moment", "urgency", "day"),
    [
        (datetime(2026, 11, 20, 10, tzinfo=AMSTERDAM), "normal", date(2026, 11, 20)),
        (datetime(2026, 11, 20, 16, tzinfo=AMSTERDAM), "normal", date(2026, 11, 23)),
        (datetime(2026, 11, 21, 10, tzinfo=AMSTERDAM), "urgent", date(2026, 11, 23)),
        (datetime(2026, 12, 24, 16, tzinfo=AMSTERDAM), "normal", date(2026, 12, 28)),
        (datetime(2026, 12, 25, 23, tzinfo=AMSTERDAM), "crisis", date(2026, 12, 25)),
    ],
    ids=["friday morning", "friday afternoon", "saturday", "before christmas", "danger on christmas day"],
)
def test_first_action_day_is_this_or_the_next_working_day_and_today_for_danger(moment, urgency, day):
    assert first_action_day(moment, urgency) == day
