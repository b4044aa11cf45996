"""The public agenda: what stands on it, how much it asks of the database, calendar files."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events.models import Series
from events.services.publishing import call_off, change
from tests.factories.events import (
    ActionFactory,
    BreakoutGroupFactory,
    EventFactory,
    ProgrammeItemFactory,
    ReportLineFactory,
    SeriesFactory,
    SignUpFactory,
)
from tests.factories.network import DistrictFactory, PartnerFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def full_event(**options):
    """A meeting with everything a page can show."""
    event = EventFactory(
        host=PartnerFactory(), district=DistrictFactory(), question="Wat nu?", asks_for_lunch=True, **options
    )
    ProgrammeItemFactory.create_batch(3, event=event)
    for group in BreakoutGroupFactory.create_batch(3, event=event, places=4):
        SignUpFactory(event=event, group=group)
        ReportLineFactory(event=event, group=group)
    ReportLineFactory(event=event, group=None)
    ActionFactory.create_batch(2, event=event, due_on="2027-01-01")
    return event


@pytest.mark.parametrize("count", [1, 25])
def test_agenda_asks_the_database_twice_however_many_meetings(client, count, django_assert_num_queries):
    for _number in range(count):
        EventFactory(host=PartnerFactory(), district=DistrictFactory())

    with django_assert_num_queries(2):
        response = client.get(reverse("events:event_list"))

    assert response.status_code == 200
    assert len(response.context["events"]) == count


@pytest.mark.parametrize("count", [1, 25])
def test_archive_asks_the_database_three_times(client, count, django_assert_num_queries):
    EventFactory.create_batch(count, past=True, report_published_at=timezone.now())

    with django_assert_num_queries(3):
        client.get(reverse("events:event_archive"))


@pytest.mark.parametrize("options", [{}, {"past": True, "report_published_at": timezone.now()}])
def test_page_of_a_meeting_asks_the_database_three_times(client, options, django_assert_num_queries):
    event = full_event(**options)

    with django_assert_num_queries(3):
        response = client.get(event.get_absolute_url())

    assert response.status_code == 200


def test_agenda_shows_what_comes_in_order_by_month_and_no_drafts(client):
    second = EventFactory(title="In maart", starts_at=datetime(2027, 3, 9, 13, 30, tzinfo=AMSTERDAM),
                          ends_at=datetime(2027, 3, 9, 15, 30, tzinfo=AMSTERDAM))  # fmt: skip
    first = EventFactory(title="Binnenkort")
    EventFactory(title="Geheim concept", draft=True)
    EventFactory(title="Al geweest", past=True)
    off = EventFactory(title="Afgelast", cancelled=True, starts_in=timedelta(days=22))

    page = client.get(reverse("events:event_list"), headers={"Accept-Language": "nl"})

    assert list(page.context["events"]) == [first, off, second]
    text = page.content.decode()
    assert "Maart 2027" in text
    assert "Gaat niet door" in text
    assert "Geheim concept" not in text


def test_agenda_filters_by_kind_and_counts_each(client):
    course = EventFactory(series=SeriesFactory(kind=Series.Kind.COURSE))
    EventFactory.create_batch(2)

    page = client.get(reverse("events:event_list"), {"soort": "course"})

    assert list(page.context["events"]) == [course]
    assert [(o["value"], o["count"], o["checked"]) for o in page.context["options"]] == [
        ("network_meeting", 2, False),
        ("course", 1, True),
    ]


@pytest.mark.parametrize("name", ["event_list", "event_archive"])
@pytest.mark.parametrize(
    "query",
    ["?soort=onzin", "?soort=%00", "?page=0", "?page=-1", "?page=99999999999999999999", "?page=x", "?x=%ff"],
)
def test_nonsense_in_the_address_is_no_error(client, name, query):
    EventFactory()

    assert client.get(reverse(f"events:{name}") + query).status_code == 200


def test_empty_agenda_says_so(client):
    page = client.get(reverse("events:event_list"))

    assert "Er staat nu niets op de agenda" in page.content.decode()


@pytest.mark.parametrize(
    ("places", "coming", "waiting", "words"),
    [
        (15, 3, 0, "Nog 12 plekken"),
        (4, 3, 0, "Nog 1 plek"),
        (3, 3, 0, "Vol, met wachtlijst"),
        (3, 3, 2, "Vol, met wachtlijst"),
    ],
)
def test_page_says_exactly_how_many_places_are_free(client, places, coming, waiting, words):
    event = EventFactory(places=places)
    SignUpFactory.create_batch(coming, event=event)
    SignUpFactory.create_batch(waiting, event=event, waiting=True)
    SignUpFactory.create_batch(2, event=event, cancelled=True)

    page = client.get(event.get_absolute_url()).content.decode()

    assert words in page
    assert ("wachten op een plek" in page) is bool(waiting)


def test_draft_is_seen_by_who_prepares_only(client, coordinator, core_group_member, ambassador):
    url = EventFactory(draft=True).get_absolute_url()

    assert client.get(url).status_code == 404
    for user, status in ((ambassador, 404), (coordinator, 200), (core_group_member, 200)):
        client.force_login(user)
        assert client.get(url).status_code == status
        assert client.get(f"{url}agenda.ics").status_code == status


def test_report_is_shown_by_group_once_published(client):
    event = EventFactory(past=True)
    group = BreakoutGroupFactory(event=event, title="Over vrijwilligers")
    ReportLineFactory(event=event, group=group, text="Bescherm vrijwilligers.")
    ReportLineFactory(event=event, group=None, text="Wij gaan door.")
    ActionFactory(event=event, text="Kom erop terug.", owner_role="Kerngroep", due_on="2027-02-01")

    before = client.get(event.get_absolute_url()).content.decode()
    event.report_published_at = timezone.now()
    event.save()
    after = client.get(event.get_absolute_url(), headers={"Accept-Language": "nl"})

    assert "Bescherm vrijwilligers." not in before
    assert after.context["report"]["parts"] == [
        {"title": "", "texts": ["Wij gaan door."]},
        {"title": "Over vrijwilligers", "texts": ["Bescherm vrijwilligers."]},
    ]
    assert "1 februari 2027" in after.content.decode()


def test_page_escapes_what_was_typed(client):
    event = EventFactory(title="<script>alert(1)</script>", about="<b>vet</b>", venue="<i>", question="<u>")

    page = client.get(event.get_absolute_url()).content.decode()

    assert "<script>alert(1)" not in page
    assert "<b>vet" not in page


# --- Calendar files ------------------------------------------------------------------------------


def read(response) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@override_settings(SITE_URL="https://nizu.example")
def test_calendar_file_of_one_meeting(client):
    event = EventFactory(
        title="Over; geld, \\ en zo", venue="Plein 1", district=DistrictFactory(name="Overvecht", slug="ov"),
        starts_at=datetime(2027, 3, 28, 13, 30, tzinfo=AMSTERDAM),
        ends_at=datetime(2027, 3, 28, 16, 30, tzinfo=AMSTERDAM),
    )  # fmt: skip

    response = client.get(reverse("events:event_calendar", args=[event.slug]))

    [entry] = read(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(entry["UID"]) == f"{event.public_id}@nizu"
    assert entry["SEQUENCE"] == 0
    assert str(entry["SUMMARY"]) == "Over; geld, \\ en zo"
    assert str(entry["LOCATION"]) == "Plein 1, Overvecht"
    assert str(entry["URL"]) == f"https://nizu.example{event.get_absolute_url()}"
    assert entry.decoded("DTSTART") == datetime(2027, 3, 28, 11, 30, tzinfo=ZoneInfo("UTC"))
    assert str(entry["STATUS"]) == "CONFIRMED"


def test_sequence_rises_with_each_change_and_uid_stays(client):
    event = EventFactory()
    url = reverse("events:event_calendar", args=[event.slug])
    uid = read(client.get(url))[0]["UID"]

    change(event, {"venue": "Elders"}, programme=[], groups=[], at=timezone.now())
    moved = read(client.get(url))[0]
    call_off(event, note="", at=timezone.now())
    off = read(client.get(url))[0]

    assert [moved["SEQUENCE"], off["SEQUENCE"]] == [1, 2]
    assert moved["UID"] == off["UID"] == uid
    assert [str(moved["STATUS"]), str(off["STATUS"])] == ["CONFIRMED", "CANCELLED"]


@pytest.mark.parametrize("count", [1, 25])
def test_feed_holds_all_that_comes_and_no_drafts_in_one_query(client, count, django_assert_num_queries):
    events = EventFactory.create_batch(count, district=DistrictFactory())
    EventFactory(draft=True)
    EventFactory(starts_in=timedelta(days=-120))

    with django_assert_num_queries(1):
        response = client.get(reverse("events:event_feed"))

    assert {str(entry["UID"]) for entry in read(response)} == {f"{event.public_id}@nizu" for event in events}
