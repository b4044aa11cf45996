"""The desk where meetings are made: forms without script, who may do what, the clock of Utrecht."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from tests.events.asking import statements
from tests.events.mails import queued_kinds
from tests.factories.events import (
    BreakoutGroupFactory,
    EventFactory,
    ProgrammeItemFactory,
    SeriesFactory,
    SignUpFactory,
)
from tests.factories.network import DistrictFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def rows(prefix, *listed, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(listed), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(listed):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def form_data(programme=(), groups=(), **changes):
    data = {
        "series": "", "series_title": "", "series_kind": "", "title": "Over geld", "question": "",
        "about": "", "day": "2027-03-09", "begins": "13:30", "ends": "16:30", "last_day": "", "host": "",
        "host_name": "", "venue": "Plein 1", "district": "", "access_note": "", "places": "20",
    }  # fmt: skip
    data |= rows("programma", *programme) | rows("groepen", *groups)
    return data | changes


@pytest.fixture
def series():
    return SeriesFactory()


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_coordinator_makes_a_draft_with_programme_and_groups(desk, series):
    data = form_data(
        [{"title": "Slot", "ORDER": "2"}, {"title": "Welkom", "starts_at": "13:30", "ORDER": "1"}, {}],
        [{"title": "Schulden", "places": "8"}],
        series=series.pk, last_day="2027-03-05",
    )  # fmt: skip

    response = desk.post(reverse("events:manage_new"), data)

    event = Event.objects.get()
    assert response["Location"] == reverse("events:manage_detail", args=[event.public_id])
    assert event.status == "draft"
    assert event.starts_at == datetime(2027, 3, 9, 12, 30, tzinfo=UTC)
    assert event.sign_up_until == datetime(2027, 3, 5, 23, 0, tzinfo=UTC)  # the end of that day in Utrecht
    assert [item.title for item in event.programme.all()] == ["Welkom", "Slot"]
    assert event.groups.get().places == 8


@pytest.mark.parametrize(
    ("day", "begins", "starts_at"),
    [
        ("2027-03-28", "13:30", datetime(2027, 3, 28, 11, 30, tzinfo=UTC)),
        ("2027-10-31", "13:30", datetime(2027, 10, 31, 12, 30, tzinfo=UTC)),
        ("2027-10-31", "02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of the two
        ("2027-03-28", "02:30", None),  # there is no such hour
    ],
)
def test_hours_are_those_of_utrecht_also_when_the_clock_changes(desk, series, day, begins, starts_at):
    response = desk.post(
        reverse("events:manage_new"), form_data(series=series.pk, day=day, begins=begins, ends="16:30")
    )

    if starts_at is None:
        assert response.status_code == 422
        assert "Dit uur bestaat niet" in response.content.decode()
    else:
        assert Event.objects.get().starts_at == starts_at


def test_a_new_series_is_made_with_its_first_meeting_and_found_again(desk):
    new = {"series_title": "Thematafels wonen", "series_kind": "theme_table"}

    for day in ("2027-03-09", "2027-04-09"):
        assert desk.post(reverse("events:manage_new"), form_data(day=day, **new)).status_code == 302

    made = {event.series for event in Event.objects.all()}
    assert [(series.slug, series.kind) for series in made] == [("thematafels-wonen", "theme_table")]


LONG = "x" * 5000
BAD = [
    ("series", ""), ("series_title", "   "), ("series_title", "a\x00"),
    ("series", "999999"), ("series", "x"), ("title", ""), ("title", LONG), ("title", "a\x00"),
    ("title", "a\nb"), ("question", LONG), ("question", "a\x00"), ("about", "a\x00"), ("day", ""),
    ("day", "x"),
    ("day", "2027-02-30"), ("day", "0001-01-01"), ("day", "9999-12-31"), ("begins", ""), ("begins", "25:00"),
    ("ends", ""), ("ends", "13:30"), ("ends", "09:00"), ("last_day", "x"), ("last_day", "2027-04-01"),
    ("last_day", "0001-01-01"), ("host", "999999"), ("host_name", LONG), ("venue", LONG), ("venue", "a\x00"),
    ("district", "999999"), ("access_note", LONG), ("places", ""), ("places", "0"), ("places", "-1"),
    ("places", "99999999999"), ("places", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_value_is_refused_at_its_field(desk, series, field, value):
    chosen = "" if field.startswith("series_") else series.pk

    response = desk.post(reverse("events:manage_new"), form_data(**{"series": chosen, field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "row",
    [
        {"title": LONG}, {"title": "a\x00"}, {"title": "A", "starts_at": "25:00"}, {"starts_at": "13:30"},
        {"title": "A", "ORDER": "x"}, {"title": "A", "id": "x"}, {"title": "A", "speaker_role": LONG},
    ],
)  # fmt: skip
def test_bad_row_is_refused(desk, series, row):
    response = desk.post(reverse("events:manage_new"), form_data([row], series=series.pk))

    assert response.status_code == 422
    assert not Event.objects.exists()


@pytest.mark.parametrize("total", ["x", "-1", "99999", ""])
def test_tampered_row_count_is_refused(desk, series, total):
    data = form_data(series=series.pk) | {"programma-TOTAL_FORMS": total}

    assert desk.post(reverse("events:manage_new"), data).status_code in (302, 422)


def test_more_rows_are_given_without_script_and_nothing_is_lost(desk, series):
    data = form_data([{"title": "Welkom"}], series=series.pk) | {"programma-more": "1"}

    response = desk.post(reverse("events:manage_new"), data)

    text = response.content.decode()
    assert response.status_code == 200
    assert 'value="Welkom"' in text
    assert 'value="Over geld"' in text
    assert 'name="programma-2-title"' in text
    assert not Event.objects.exists()


def edit_data(event, **changes):
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    programme = [
        {"id": item.pk, "title": item.title, "speaker_role": item.speaker_role, "ORDER": item.position}
        for item in event.programme.all()
    ]
    groups = [
        {"id": group.pk, "title": group.title, "places": group.places or "", "ORDER": number}
        for number, group in enumerate(event.groups.all(), 1)
    ]
    data = form_data(
        series=event.series_id, title=event.title, about=event.about, venue=event.venue, places=event.places,
        host_name=event.host_name, day=f"{start:%Y-%m-%d}", begins=f"{start:%H:%M}", ends=f"{end:%H:%M}",
    )  # fmt: skip
    data |= rows("programma", *programme, initial=len(programme))
    data |= rows("groepen", *groups, initial=len(groups))
    return data | changes


def at_noon(**options):
    starts_at = (timezone.localtime() + timedelta(days=21)).replace(
        hour=12, minute=0, second=0, microsecond=0
    )
    return EventFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), **options)


def test_another_place_asks_before_it_mails_everybody(desk):
    event = at_noon()
    SignUpFactory.create_batch(2, event=event)
    url = reverse("events:manage_edit", args=[event.public_id])

    asked = desk.post(url, edit_data(event, venue="Elders"))
    assert asked.status_code == 422
    assert "2 mensen krijgen daar een mail over" in asked.content.decode()
    assert queued_kinds() == []

    done = desk.post(url, edit_data(event, venue="Elders", mail_everybody="on"), follow=True)
    assert "2 mensen krijgen een mail" in done.content.decode()
    assert queued_kinds() == ["event-changed", "event-changed"]
    event.refresh_from_db()
    assert (event.venue, event.revision) == ("Elders", 1)


def test_saving_without_change_mails_nobody_and_keeps_rows(desk):
    event = at_noon()
    ProgrammeItemFactory.create_batch(2, event=event)
    group = BreakoutGroupFactory(event=event)
    SignUpFactory(event=event, group=group)

    response = desk.post(reverse("events:manage_edit", args=[event.public_id]), edit_data(event))

    assert response.status_code == 302
    event.refresh_from_db()
    assert event.revision == 0
    assert (event.programme.count(), event.groups.get()) == (2, group)
    assert queued_kinds() == []


def test_rows_are_taken_away_and_put_in_order(desk):
    event = at_noon()
    first, second, third = (ProgrammeItemFactory(event=event, title=title) for title in "ABC")
    data = edit_data(event) | {"programma-0-DELETE": "on", "programma-1-ORDER": "9", "programma-2-ORDER": "1"}

    desk.post(reverse("events:manage_edit", args=[event.public_id]), data)

    assert [(item.pk, item.title) for item in event.programme.all()] == [(third.pk, "C"), (second.pk, "B")]
    assert not event.programme.filter(pk=first.pk).exists()


def test_fewer_places_than_people_is_said_on_the_form(desk):
    event = at_noon()
    SignUpFactory.create_batch(3, event=event)

    response = desk.post(reverse("events:manage_edit", args=[event.public_id]), edit_data(event, places=2))

    assert response.status_code == 422
    assert "Kies 3 of meer plekken" in response.content.decode()


def test_publish_call_off_and_copy(desk):
    event = EventFactory(draft=True)

    published = desk.post(reverse("events:manage_publish", args=[event.public_id]), follow=True)
    SignUpFactory(event=event)
    url = reverse("events:manage_call_off", args=[event.public_id])
    asked = desk.get(url).content.decode()
    off = desk.post(url, {"note": "Storm"}, follow=True)
    copied = desk.post(reverse("events:manage_copy", args=[event.public_id]), follow=True)

    assert "staat op de agenda" in published.content.decode()
    assert "1 mens krijgt een mail" in asked
    assert "gaat niet door" in off.content.decode()
    assert "Dit is een kopie" in copied.content.decode()
    event.refresh_from_db()
    assert (event.status, event.cancel_note) == ("cancelled", "Storm")
    assert desk.get(reverse("events:manage_edit", args=[event.public_id])).status_code == 403


def test_publishing_is_explained_first_and_can_be_taken_back(desk):
    event = EventFactory(draft=True)
    page = reverse("events:manage_detail", args=[event.public_id])
    asked = desk.get(page).content.decode()
    desk.post(reverse("events:manage_publish", args=[event.public_id]))

    published = desk.get(page).content.decode()
    back = desk.post(reverse("events:manage_retract", args=[event.public_id]), follow=True)

    assert "Nu krijgt niemand een mail." in asked
    assert "Maak er weer een concept van" in published
    assert "is weer een concept" in back.content.decode()
    event.refresh_from_db()
    assert event.is_draft


def test_calling_off_says_when_nobody_is_mailed(desk):
    asked = desk.get(reverse("events:manage_call_off", args=[EventFactory().public_id]))

    assert "Niemand krijgt een mail." in asked.content.decode()


def test_nothing_is_taken_back_once_somebody_signed_up(desk):
    event = SignUpFactory().event

    page = desk.get(reverse("events:manage_detail", args=[event.public_id]))

    assert "Maak er weer een concept van" not in page.content.decode()


def test_core_group_edits_drafts_and_sees_counts_but_no_names(client, core_group_member):
    client.force_login(core_group_member)
    draft, event = EventFactory(draft=True), EventFactory()
    SignUpFactory(
        event=event, name="Anna Geheim", email="geheim@x.example", needs="Dieet", organisation="Club"
    )

    assert client.get(reverse("events:manage_edit", args=[draft.public_id])).status_code == 200
    assert client.get(reverse("events:manage_edit", args=[event.public_id])).status_code == 403
    assert client.post(reverse("events:manage_publish", args=[draft.public_id])).status_code == 403
    page = client.get(reverse("events:manage_detail", args=[event.public_id]))
    assert page.context["event"].taken == 1
    assert page.context["people"]["needs"] == 1
    for url in (
        reverse("manage"),
        reverse("events:manage_list"),
        page.request["PATH_INFO"],
        event.get_absolute_url(),
    ):
        text = client.get(url).content.decode()
        for secret in ("Geheim", "geheim@", "Dieet", "Club"):
            assert secret not in text


def test_desk_asks_as_much_for_one_as_for_twenty(desk):
    event = EventFactory(host=PartnerFactory(), district=DistrictFactory())
    addresses = [reverse(f"events:manage_{name}", args=[event.public_id]) for name in ("detail", "edit")]
    addresses += [reverse("manage"), reverse("events:manage_list")]
    before = [statements(desk, address) for address in addresses]

    for _number in range(20):
        SignUpFactory.create_batch(2, event=EventFactory(host=PartnerFactory(), district=DistrictFactory()))
        ProgrammeItemFactory(event=event)
        BreakoutGroupFactory(event=event)
    SignUpFactory.create_batch(5, event=event)

    assert [statements(desk, address) for address in addresses] == before
    assert max(before) <= 15


@pytest.mark.parametrize("shown", ["", "?toon=concept", "?toon=geweest", "?toon=onzin", "?page=x"])
def test_list_shows_each_meeting_in_one_view(desk, shown):
    for options in ({}, {"draft": True}, {"past": True}, {"cancelled": True}):
        EventFactory(**options)

    page = desk.get(reverse("events:manage_list") + shown)

    listed = {"?toon=concept": ["draft"], "?toon=geweest": ["published"]}
    assert sorted(event.status for event in page.context["page"]) == listed.get(
        shown, ["cancelled", "published"]
    )
    assert [tab["count"] for tab in page.context["tabs"]] == [2, 1, 1]
