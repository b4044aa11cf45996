"""The demo's meetings: loaded once, left alone after that, and clear about a bad entry."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse

from events.models import Event, ReportLine, Series
from events.services import loading
from tests.factories.network import DistrictFactory, PartnerFactory

pytestmark = pytest.mark.django_db
DATA = Path(apps.get_app_config("events").path) / "data" / "meetings.json"


@pytest.fixture
def _network():
    DistrictFactory(slug="overvecht", name="Overvecht")
    PartnerFactory(slug="interaktcontour", name="InteraktContour")


@pytest.mark.usefixtures("_network")
def test_loading_twice_adds_nothing_and_keeps_what_was_changed(capsys):
    call_command("load_demo_meetings")
    first = capsys.readouterr().out
    Event.objects.filter(slug="netwerkbijeenkomst-december-2026").update(places=5)

    call_command("load_demo_meetings")

    assert first == "Meetings: 17 added, 2 there already; series: 6 added.\n"
    assert capsys.readouterr().out == "Meetings: 0 added, 19 there already; series: 0 added.\n"
    assert Event.objects.get(slug="netwerkbijeenkomst-december-2026").places == 5
    assert (Event.objects.count(), Series.objects.count()) == (17, 6)


@pytest.mark.usefixtures("_network")
def test_loaded_meetings_stand_on_the_agenda_with_report_and_places(client):
    call_command("load_demo_meetings")

    coming = Event.objects.get(slug="netwerkbijeenkomst-december-2026")
    past = Event.objects.get(title__startswith="Netwerkbijeenkomst september 2023")
    page = client.get(past.get_absolute_url())

    assert coming.starts_at == datetime(2026, 12, 8, 13, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert (coming.places, coming.district.name, coming.groups.count()) == (80, "Overvecht", 3)
    assert past.host.name == "InteraktContour"
    assert ReportLine.objects.filter(event=past).count() == 8
    assert "Vrijwilligerswerk vervangt geen betaald werk." in page.content.decode()
    assert "Er waren 62 partners." in page.content.decode()
    assert client.get(reverse("events:event_list")).status_code == 200


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({"title": "Zonder dag"}, "reeks, 'Zonder dag': 'demo_date'"),
        ({"title": "Rare dag", "date": "9 maart"}, "reeks, 'Rare dag': Invalid isoformat string"),
        (
            {"title": "Raar uur", "date": "2027-03-09", "time": ["25:00", "26:00"]},
            "reeks, 'Raar uur': hour must be",
        ),
    ],
)
def test_bad_entry_is_named_and_nothing_is_kept(tmp_path, monkeypatch, session, words):
    path = tmp_path / "events" / "data" / "meetings.json"
    path.parent.mkdir(parents=True)
    series = {"slug": "reeks", "kind": "course", "title": "Reeks", "sessions": [session]}
    path.write_text(json.dumps({"series": [series]}))
    monkeypatch.setattr(apps.get_app_config("events"), "path", str(tmp_path / "events"))

    with pytest.raises(CommandError, match=r"meetings\.json: ") as raised:
        call_command("load_demo_meetings")

    assert words in str(raised.value)
    assert not Series.objects.exists()
    assert loading.load_meetings(DATA).series == 6
