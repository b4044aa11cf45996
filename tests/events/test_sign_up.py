"""Signing up, waiting, moving up, cancelling: what the services decide. Competition: test_places.py."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from events.errors import EventError, GroupIsFull
from events.models import SignUp
from events.services.sign_up import Answer, Person, cancel, sign_up, sign_up_again
from tests.events.mails import empty_the_queue, queued_kinds
from tests.factories.events import BreakoutGroupFactory, EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def come(event, name="Anna", key=None, **told):
    told = {"name": name, "email": f"{name.lower()}@organisatie.example", **told}
    return sign_up(event, Person(**told), key=key or uuid.uuid4(), at=timezone.now())


def test_sign_up_gives_a_place_and_one_mail():
    made, answer = come(EventFactory(), organisation="Handjehelpen", needs="Rolstoel", wants_lunch=True)

    assert (made.status, answer) == ("confirmed", Answer.NEW)
    assert (made.organisation, made.needs, made.wants_lunch) == ("Handjehelpen", "Rolstoel", True)
    assert queued_kinds() == ["event-signed-up"]


def test_sign_up_waits_when_places_are_gone_and_knows_the_place_in_line():
    event = EventFactory(places=1)
    come(event, "Anna")

    bea, _ = come(event, "Bea")
    cas, _ = come(event, "Cas")

    assert [bea.status, cas.status] == ["waiting", "waiting"]
    assert [bea.place_in_line(), cas.place_in_line()] == [1, 2]
    assert queued_kinds() == ["event-signed-up", "event-waiting", "event-waiting"]


def test_same_form_again_gives_the_same_sign_up():
    event, key = EventFactory(), uuid.uuid4()

    first, _ = come(event, key=key)
    again, answer = come(event, key=key)

    assert (again, answer) == (first, Answer.SAME)
    assert SignUp.objects.count() == 1
    assert queued_kinds() == ["event-signed-up"]


def test_same_form_filled_in_differently_keeps_the_first():
    event, key = EventFactory(), uuid.uuid4()
    first, _ = come(event, "Anna", key=key)

    other, answer = come(event, "Bea", key=key)

    assert (other, answer) == (first, Answer.CHANGED)
    assert other.name == "Anna"


def test_known_address_in_other_capitals_keeps_the_first_and_mails_once_more_an_hour():
    event = EventFactory()
    first, _ = come(event, email="anna@organisatie.example")

    for _attempt in range(3):
        known, answer = come(event, "Iemand anders", email="ANNA@organisatie.example")
        assert (known, answer) == (first, Answer.KNOWN)

    assert queued_kinds() == ["event-signed-up", "event-signed-up"]


def test_key_of_another_meeting_is_refused():
    key = uuid.uuid4()
    come(EventFactory(), key=key)

    with pytest.raises(EventError, match="Laad de pagina opnieuw"):
        come(EventFactory(), key=key)


@pytest.mark.parametrize(
    "closed",
    [
        {"draft": True},
        {"cancelled": True},
        {"past": True},
        {"starts_in": timedelta(minutes=-5)},
        {"sign_up_until": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["draft", "cancelled", "past", "begun", "after the last day"],
)
def test_closed_meeting_takes_no_sign_up(closed):
    with pytest.raises(EventError, match="Aanmelden kan niet meer"):
        come(EventFactory(**closed))

    assert not SignUp.objects.exists()


def test_coordinator_may_add_somebody_who_walks_in():
    event = EventFactory(starts_in=timedelta(minutes=-5))

    made, _ = sign_up(event, Person("Anna", "a@b.example"), key=uuid.uuid4(), at=timezone.now(), by_hand=True)

    assert made.is_confirmed


def test_full_group_is_refused_and_nothing_is_kept():
    event = EventFactory(places=10)
    group = BreakoutGroupFactory(event=event, places=1)
    come(event, "Anna", group=group)

    with pytest.raises(GroupIsFull):
        come(event, "Bea", group=group)

    assert event.sign_ups.count() == 1


def test_cancelling_moves_up_the_first_who_waits():
    event = EventFactory(places=1)
    anna, _ = come(event, "Anna")
    come(event, "Bea")
    cas, _ = come(event, "Cas")
    empty_the_queue()

    cancel(anna, at=timezone.now())

    statuses = {person.name: person.status for person in event.sign_ups.all()}
    assert statuses == {"Anna": "cancelled", "Bea": "confirmed", "Cas": "waiting"}
    assert queued_kinds() == ["event-moved-up", "event-sign-up-cancelled"]
    cas.refresh_from_db()
    assert cas.place_in_line() == 1


def test_cancelling_twice_is_once():
    event = EventFactory(places=1)
    anna, _ = come(event, "Anna")
    come(event, "Bea")
    come(event, "Cas")

    cancel(anna, at=timezone.now())
    cancel(anna, at=timezone.now())

    assert event.sign_ups.confirmed().count() == 1
    assert event.sign_ups.waiting().count() == 1


def test_who_waits_and_cancels_lets_the_others_move_forward():
    event = EventFactory(places=1)
    come(event, "Anna")
    bea, _ = come(event, "Bea")
    cas, _ = come(event, "Cas")

    cancel(bea, at=timezone.now())

    assert cas.place_in_line() == 1
    assert event.sign_ups.confirmed().get().name == "Anna"


def test_cancelling_is_refused_when_it_is_over_and_moves_nobody_up_once_begun():
    begun = EventFactory(starts_in=timedelta(minutes=-5), places=1)
    anna = SignUpFactory(event=begun)
    bea = SignUpFactory(event=begun, waiting=True)

    cancel(anna, at=timezone.now())
    with pytest.raises(EventError, match="al geweest"):
        cancel(SignUpFactory(event__past=True), at=timezone.now())

    bea.refresh_from_db()
    assert bea.is_waiting


def test_moving_up_gives_the_group_of_choice_while_it_has_room():
    event = EventFactory(places=2)
    group = BreakoutGroupFactory(event=event, places=1)
    leaving = SignUpFactory.create_batch(2, event=event)
    first = SignUpFactory(event=event, waiting=True, group=group)
    second = SignUpFactory(event=event, waiting=True, group=group)

    for person in leaving:
        cancel(person, at=timezone.now())

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.group) == ("confirmed", group)
    assert (second.status, second.group) == ("confirmed", None)


def test_who_changes_their_mind_goes_to_the_end_of_the_line():
    event = EventFactory(places=1)
    anna, _ = come(event, "Anna", organisation="Humanitas")
    come(event, "Bea")
    come(event, "Cas")
    anna = cancel(anna, at=timezone.now())

    again, answer = sign_up_again(anna, at=timezone.now())
    twice, answer_to_twice = sign_up_again(anna, at=timezone.now())

    assert (again.status, again.organisation, answer) == ("waiting", "Humanitas", Answer.NEW)
    assert again.place_in_line() == 2
    assert again.cancel_code != anna.cancel_code
    assert (twice, answer_to_twice) == (again, Answer.SAME)


def test_who_changes_their_mind_comes_without_a_group_that_is_full_by_now():
    event = EventFactory(places=5)
    group = BreakoutGroupFactory(event=event, places=1)
    anna, _ = come(event, "Anna", group=group)
    anna = cancel(anna, at=timezone.now())
    come(event, "Bea", group=group)

    again, _ = sign_up_again(anna, at=timezone.now())

    assert (again.status, again.group) == ("confirmed", None)
