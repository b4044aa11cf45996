"""Writing what a meeting led to, and showing it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.events.test_desk import rows
from tests.factories.events import (
    ActionFactory,
    BreakoutGroupFactory,
    EventFactory,
    ReportLineFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


def data(lines=(), actions=(), attended="40", initial=0):
    return {"attended": attended} | rows("uitkomsten", *lines, initial=initial) | rows("acties", *actions)


def url(event, name="manage_report"):
    return reverse(f"events:{name}", args=[event.public_id])


def test_core_group_writes_and_coordinator_publishes(client, core_group_member, coordinator):
    event = EventFactory(past=True)
    group = BreakoutGroupFactory(event=event, title="Schulden")
    client.force_login(core_group_member)

    client.post(
        url(event),
        data(
            [
                {"group": group.pk, "text": "Begin vroeg."},
                {"group": "", "text": "Wij gaan door."},
                {"text": ""},
            ],
            [{"text": "Bel elkaar.", "owner_role": "Kerngroep", "due_on": "2027-02-01"}],
        ),
    )
    refused = client.post(url(event, "manage_report_publish"))
    client.force_login(coordinator)
    client.post(url(event, "manage_report_publish"))

    event.refresh_from_db()
    assert refused.status_code == 403
    assert event.attended == 40
    assert [(line.group, line.text) for line in event.report_lines.all()] == [
        (group, "Begin vroeg."), (None, "Wij gaan door."),
    ]  # fmt: skip
    action = event.actions.get()
    assert (action.owner_role, action.due_on) == ("Kerngroep", date(2027, 2, 1))
    client.logout()
    assert "Begin vroeg." in client.get(event.get_absolute_url()).content.decode()


def test_form_shows_what_was_written_and_how_many_were_checked_in(client, coordinator):
    event = EventFactory(past=True)
    group = BreakoutGroupFactory(event=event)
    line = ReportLineFactory(event=event, group=group, text="Begin vroeg.")
    ActionFactory(event=event, text="Bel elkaar.")
    SignUpFactory.create_batch(3, event=event, attended=True)
    client.force_login(coordinator)

    page = client.get(url(event))

    text = page.content.decode()
    assert page.context["form"]["attended"].value() == 3
    assert "Begin vroeg." in text
    assert "Bel elkaar." in text
    assert f'<option value="{group.pk}" selected>' in text
    assert f'value="{line.pk}"' in text


def test_empty_report_is_not_published(client, coordinator):
    event = EventFactory(past=True)
    client.force_login(coordinator)

    response = client.post(url(event, "manage_report_publish"), follow=True)

    event.refresh_from_db()
    assert event.report_published_at is None
    assert "nog leeg" in response.content.decode()


def test_report_waits_for_the_meeting(client, coordinator):
    client.force_login(coordinator)

    assert client.get(url(EventFactory())).status_code == 403
    assert client.get(url(EventFactory(draft=True, past=True))).status_code == 403


BAD_LINES = [
    {"text": "x" * 3000},
    {"text": "a\x00"},
    {"text": "A", "group": "999999"},
    {"text": "A", "group": "x"},
]
BAD_ACTIONS = [
    {"text": "A"}, {"text": "A", "owner_role": "x" * 500}, {"owner_role": "Wij"},
    {"text": "A", "owner_role": "Wij", "due_on": "x"},
    {"text": "A", "owner_role": "Wij", "due_on": "0001-01-01"},
    {"text": "A", "owner_role": "Wij", "done_on": "9999-12-31"},
]  # fmt: skip


@pytest.mark.parametrize(
    "sent",
    [
        *[data([line]) for line in BAD_LINES],
        *[data([], [action]) for action in BAD_ACTIONS],
        data(attended="-1"),
        data(attended="x"),
        data(attended="9" * 40),
    ],
)
def test_bad_input_is_refused_and_nothing_changes(client, coordinator, sent):
    event = EventFactory(past=True)
    kept = ReportLineFactory(event=event)
    client.force_login(coordinator)

    response = client.post(url(event), sent)

    assert response.status_code == 422
    assert event.report_lines.get() == kept


def test_more_rows_without_script(client, coordinator):
    event = EventFactory(past=True)
    client.force_login(coordinator)

    response = client.post(url(event), data([{"text": "Nog niet bewaard"}]) | {"uitkomsten-more": "1"})

    assert response.status_code == 200
    assert "Nog niet bewaard" in response.content.decode()
    assert 'name="uitkomsten-2-text"' in response.content.decode()
