"""The life of a meeting: draft, published, changed, called off, copied."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.errors import EventError
from events.models import Event
from events.services.publishing import call_off, change, copy, free_slug, prepare, publish, retract
from tests.events.mails import queued_kinds
from tests.factories.events import (
    BreakoutGroupFactory,
    EventFactory,
    ProgrammeItemFactory,
    SeriesFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def rows_of(event):
    return {
        "programme": list(event.programme.values("id", "starts_at", "title", "speaker_role")),
        "groups": list(event.groups.values("id", "title", "places")),
    }


def test_prepare_makes_a_draft_with_rows_in_order():
    starts_at = timezone.now() + timedelta(days=9)
    event = prepare(
        {"title": "Over geld", "series": SeriesFactory(), "starts_at": starts_at,
         "ends_at": starts_at + timedelta(hours=2), "places": 20},
        programme=[{"title": "Welkom"}, {"title": "Slot"}],
        groups=[{"title": "Schulden", "places": 8}],
    )  # fmt: skip

    assert (event.status, event.slug) == ("draft", "over-geld")
    assert [(row.position, row.title) for row in event.programme.all()] == [(1, "Welkom"), (2, "Slot")]
    assert event.groups.get().places == 8


def test_slug_is_free_and_never_a_page_of_its_own():
    when = datetime(2027, 3, 9, 13, 30, tzinfo=AMSTERDAM)
    EventFactory(slug="over-geld")
    EventFactory(slug="over-geld-2027-03-09")

    assert free_slug("Over geld", when) == "over-geld-2027-03-09-2"
    assert free_slug("Afmelden", when) == "afmelden-2027-03-09"
    assert free_slug("Geweest", when) == "geweest-2027-03-09"
    assert free_slug("!!!", when) == "bijeenkomst"


def test_a_published_meeting_becomes_a_draft_again_while_nobody_signed_up():
    event = publish(EventFactory(draft=True), at=timezone.now())

    event = retract(event, at=timezone.now())

    assert (event.status, event.published_at) == ("draft", None)
    assert publish(event, at=timezone.now()).is_published


@pytest.mark.parametrize(
    ("options", "signs", "says"),
    [
        ({}, {}, "al iemand aangemeld"),
        ({}, {"cancelled": True}, "al iemand aangemeld"),
        ({"past": True}, None, "geen concept meer"),
        ({"cancelled": True}, None, "geen concept meer"),
    ],
)
def test_what_somebody_counts_on_is_not_taken_back(options, signs, says):
    event = EventFactory(**options)
    if signs is not None:
        SignUpFactory(event=event, **signs)

    with pytest.raises(EventError, match=says):
        retract(event, at=timezone.now())

    before = event.status
    event.refresh_from_db()
    assert event.status == before


def test_publish_opens_a_draft_once_and_not_in_the_past():
    event = publish(EventFactory(draft=True), at=timezone.now())

    assert event.is_published
    assert event.published_at
    with pytest.raises(EventError, match="al gepubliceerd"):
        publish(event, at=timezone.now())
    with pytest.raises(EventError, match="verleden"):
        publish(EventFactory(draft=True, past=True), at=timezone.now())


@pytest.mark.parametrize(
    ("values", "mails", "revision"),
    [
        ({"venue": "Stadskantoor"}, 2, 1),
        ({"title": "Andere titel"}, 0, 1),
        ({"places": 30}, 0, 0),
        ({"venue": "Buurthuis De Zon"}, 0, 0),
    ],
    ids=["another place", "another title", "more places", "nothing"],
)
def test_change_mails_everybody_for_another_time_or_place_only(values, mails, revision):
    event = EventFactory()
    SignUpFactory(event=event)
    SignUpFactory(event=event, waiting=True, event__places=1)
    SignUpFactory(event=event, cancelled=True)

    done = change(event, {"places": event.places, **values}, **rows_of(event), at=timezone.now())

    assert (done.mailed, done.event.revision) == (mails, revision)


def test_two_changes_are_two_occasions_and_only_the_last_is_still_true():
    event = EventFactory()
    SignUpFactory(event=event)

    change(event, {"venue": "A"}, programme=[], groups=[], at=timezone.now())
    change(event, {"venue": "B"}, programme=[], groups=[], at=timezone.now())

    assert queued_kinds() == ["event-changed"]


def test_change_of_a_draft_or_of_the_past_mails_nobody():
    for event in (EventFactory(draft=True), EventFactory(past=True)):
        SignUpFactory(event=event)
        assert change(event, {"venue": "A"}, programme=[], groups=[], at=timezone.now()).mailed == 0


def test_more_places_move_people_up_in_order():
    event = EventFactory(places=1)
    SignUpFactory(event=event)
    waiting = SignUpFactory.create_batch(3, event=event, waiting=True)

    done = change(event, {"places": 3}, programme=[], groups=[], at=timezone.now())

    assert done.moved_up == 2
    assert list(event.sign_ups.confirmed().values_list("pk", flat=True))[1:] == [w.pk for w in waiting[:2]]
    assert queued_kinds() == ["event-moved-up", "event-moved-up"]


def test_fewer_places_than_people_are_refused_and_change_nothing():
    event = EventFactory(places=5)
    group = BreakoutGroupFactory(event=event, places=5)
    SignUpFactory.create_batch(3, event=event, group=group)

    with pytest.raises(EventError, match="Kies 3 of meer plekken"):
        change(event, {"places": 2, "venue": "Elders"}, **rows_of(event), at=timezone.now())
    fewer = [{"id": group.pk, "title": group.title, "places": 2}]
    with pytest.raises(EventError, match="Kies 3 of meer plekken"):
        change(event, {"places": 5}, programme=[], groups=fewer, at=timezone.now())

    event.refresh_from_db()
    assert (event.places, event.venue) == (5, "Buurthuis De Zon")


def test_rows_keep_their_number_when_they_trade_places():
    event = EventFactory()
    first, second = BreakoutGroupFactory.create_batch(2, event=event)
    person = SignUpFactory(event=event, group=second)

    change(
        event,
        {},
        programme=[],
        groups=[
            {"id": second.pk, "title": "Nieuwe titel", "places": None},
            {"id": first.pk, "title": first.title, "places": None},
            {"id": None, "title": "Derde", "places": None},
        ],
        at=timezone.now(),
    )

    assert [group.title for group in event.groups.all()] == ["Nieuwe titel", first.title, "Derde"]
    person.refresh_from_db()
    assert person.group_id == second.pk


def test_a_row_of_another_meeting_is_not_touched():
    event, other = EventFactory(), BreakoutGroupFactory(title="Van een ander")

    change(
        event, {}, programme=[], groups=[{"id": other.pk, "title": "X", "places": None}], at=timezone.now()
    )

    other.refresh_from_db()
    assert other.title == "Van een ander"
    assert event.groups.get().title == "X"


def test_call_off_mails_everybody_once_and_raises_the_revision():
    event = EventFactory()
    SignUpFactory(event=event)
    SignUpFactory(event=event, waiting=True)

    done = call_off(event, note="De zaal is niet vrij.", at=timezone.now())

    assert (done.mailed, done.event.status, done.event.revision) == (2, "cancelled", 1)
    assert queued_kinds() == ["event-cancelled", "event-cancelled"]
    with pytest.raises(EventError):
        call_off(event, note="", at=timezone.now())


def test_copy_is_a_draft_at_the_same_hour_on_the_clock_across_summer_time():
    winter = datetime(2027, 3, 9, 13, 30, tzinfo=AMSTERDAM)
    event = EventFactory(starts_at=winter, ends_at=winter + timedelta(hours=3), past=False)
    ProgrammeItemFactory(event=event, title="Welkom")
    BreakoutGroupFactory(event=event, title="Groep", places=7)
    SignUpFactory(event=event)

    made = copy(event, at=datetime(2027, 3, 10, 9, 0, tzinfo=AMSTERDAM))

    assert made.status == Event.Status.DRAFT
    assert timezone.localtime(made.starts_at) == datetime(2027, 4, 7, 13, 30, tzinfo=AMSTERDAM)
    assert made.ends_at - made.starts_at == timedelta(hours=3)
    assert [item.title for item in made.programme.all()] == ["Welkom"]
    assert made.groups.get().places == 7
    assert not made.sign_ups.exists()
    assert made.slug != event.slug
