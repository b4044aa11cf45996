"""Who comes: seen by the coordinator, on record each time, safe in a spreadsheet."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from events.models import SignUp
from network.models import AccessRecord
from tests.events.asking import statements
from tests.events.mails import queued_kinds
from tests.factories.events import BreakoutGroupFactory, EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def url(name, event):
    return reverse(f"events:manage_{name}", args=[event.public_id])


def test_list_shows_people_by_status_and_is_on_record(desk, coordinator):
    event = EventFactory(asks_for_lunch=True)
    SignUpFactory.create_batch(2, event=event, wants_lunch=True, needs="Dieet")
    SignUpFactory(event=event, waiting=True, name="Wim Wacht")
    SignUpFactory(event=event, cancelled=True, name="Anne Af")

    coming = desk.get(url("participants", event))
    waiting = desk.get(url("participants", event) + "?toon=wachtlijst").content.decode()
    cancelled = desk.get(url("participants", event) + "?toon=afgemeld").content.decode()

    assert [view["count"] for view in coming.context["views"]] == [2, 1, 1]
    assert "Wim Wacht" not in coming.content.decode()
    assert "Wim Wacht" in waiting
    assert "Anne Af" in cancelled
    records = AccessRecord.objects.filter(actor_id=coordinator.pk, action="list", object_type="event")
    assert sorted(records.values_list("subjects", flat=True)) == [1, 1, 2]
    assert set(records.values_list("object_id", flat=True)) == {str(event.public_id)}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_file_runs_no_formula(desk, start):
    event = EventFactory()
    SignUpFactory(
        event=event, name=f"{start}HYPERLINK(1)", organisation=f"{start}1", needs=f"{start}cmd|' /C calc'!A0"
    )

    response = desk.get(url("participants_csv", event))

    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [cell for cell in table[1] if cell.startswith(start)] == []
    assert table[1][0] == f"'{start}HYPERLINK(1)"


def test_file_holds_who_comes_and_waits_and_is_on_record(desk):
    event = EventFactory()
    group = BreakoutGroupFactory(event=event, title="Schulden; geld")
    SignUpFactory(event=event, name="Anna “Quote\" O'Brien", group=group, wants_lunch=True)
    SignUpFactory(event=event, waiting=True)
    SignUpFactory(event=event, cancelled=True, name="Anne Af")

    response = desk.get(url("participants_csv", event))

    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(table) == 3
    assert table[1][0] == "Anna “Quote\" O'Brien"
    assert table[1][3:6] == ["aangemeld", "Schulden; geld", "ja"]
    assert response["Content-Disposition"].startswith("attachment")
    assert AccessRecord.objects.get(action="export").subjects == 2


def test_record_that_cannot_be_written_closes_the_page(desk, monkeypatch):
    from network import audit

    def broken(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(audit, "record", broken)

    with pytest.raises(OSError):  # noqa: PT011  whatever it is, the page is not shown
        desk.get(url("participants", EventFactory()))


def test_list_for_the_door_is_in_order_of_name_with_who_has_a_place(desk):
    event = EventFactory()
    for name in ("Zoë", "Anna", "Bea"):
        SignUpFactory(event=event, name=name)
    SignUpFactory(event=event, waiting=True, name="Wim")

    people = desk.get(url("participants_print", event)).context["people"]

    assert [person.name for person in people] == ["Anna", "Bea", "Zoë"]


def test_check_in_and_take_back(desk):
    person = SignUpFactory()
    address = reverse("events:manage_participant_check_in", args=[person.public_id])
    seen = []

    for value in ("yes", "no", "", "onzin"):
        response = desk.post(address, {"attended": value})
        person.refresh_from_db()
        seen.append(person.attended)

    assert seen == [True, False, None, None]
    assert response["Location"].endswith(f"#{person.public_id}")


def test_who_waits_cannot_be_checked_in(desk):
    person = SignUpFactory(waiting=True)

    response = desk.post(
        reverse("events:manage_participant_check_in", args=[person.public_id]),
        {"attended": "yes"},
        follow=True,
    )

    person.refresh_from_db()
    assert person.attended is None
    assert "geen plek" in response.content.decode()


def by_hand(**changes):
    return {"name": "Anna", "email": "anna@x.example", "organisation": "", "needs": "",
            "submission_key": str(uuid.uuid4()), **changes}  # fmt: skip


def test_somebody_is_added_by_hand_also_after_the_start(desk):
    event = EventFactory(starts_in=timedelta(minutes=-10), places=1)

    desk.post(url("participant_add", event), by_hand())
    full = desk.post(url("participant_add", event), by_hand(email="bea@x.example"), follow=True)
    known = desk.post(url("participant_add", event), by_hand(), follow=True)

    assert list(SignUp.objects.values_list("status", flat=True)) == ["confirmed", "waiting"]
    assert "wachtlijst" in full.content.decode()
    assert "was al aangemeld" in known.content.decode()


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"email": "x"}, {"submission_key": "x"}, {"name": "a\x00"}]
)
def test_bad_input_by_hand_is_refused(desk, changes):
    assert desk.post(url("participant_add", EventFactory()), by_hand(**changes)).status_code == 422


def test_adding_to_a_meeting_that_is_over_is_said(desk):
    response = desk.post(url("participant_add", EventFactory(past=True)), by_hand())

    assert response.status_code == 422
    assert "Aanmelden kan niet meer" in response.content.decode()


def test_coordinator_cancels_for_somebody_and_the_next_moves_up(desk):
    event = EventFactory(places=1)
    person = SignUpFactory(event=event)
    waiting = SignUpFactory(event=event, waiting=True)

    desk.post(reverse("events:manage_participant_cancel", args=[person.public_id]))

    waiting.refresh_from_db()
    assert waiting.is_confirmed
    assert queued_kinds() == ["event-moved-up", "event-sign-up-cancelled"]


def test_lists_ask_as_much_for_one_as_for_sixty(desk):
    event = EventFactory(places=100)
    group = BreakoutGroupFactory(event=event)
    SignUpFactory(event=event, group=group)
    addresses = [url(name, event) for name in ("participants", "participants_print", "participants_csv")]
    before = [statements(desk, address) for address in addresses]

    SignUpFactory.create_batch(59, event=event, group=group)

    assert [statements(desk, address) for address in addresses] == before
    assert max(before) <= 15
