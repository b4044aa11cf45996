"""Meetings of events/data/meetings.json for the demo. What is there already is left as it is."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from events.models import Action, BreakoutGroup, Event, ProgrammeItem, ReportLine, Series
from network.models import District, Partner

Entry = dict[str, Any]

# Where the source knows no hours or places, the demo makes them up by the kind of meeting.
INVENTED_HOURS = {
    Series.Kind.NETWORK_MEETING: ("13:30", "16:30"),
    Series.Kind.WORKING_GROUP: ("14:00", "16:00"),
    Series.Kind.THEME_TABLE: ("19:30", "21:30"),
    Series.Kind.COURSE: ("09:30", "16:30"),
}
INVENTED_PLACES = {Series.Kind.THEME_TABLE: 24, Series.Kind.COURSE: 16}
GROUP_PLACES = 30


@dataclass
class Loaded:
    series: int = 0
    events: int = 0
    already_there: int = 0


@transaction.atomic
def load_meetings(path: Path) -> Loaded:
    """Raises KeyError or ValueError with the name of the entry when the file does not hold."""
    loaded = Loaded()
    for entry in json.loads(path.read_text(encoding="utf-8"))["series"]:
        series, is_new = Series.objects.get_or_create(
            slug=entry["slug"],
            defaults={name: entry.get(name, "") for name in ("kind", "title", "about", "contact_role")},
        )
        loaded.series += is_new
        sessions = entry.get("sessions", []) + entry.get("demo_sessions", [])
        if "plenary" in entry:
            sessions.append(entry["plenary"])
        for session in sessions:
            try:
                is_new = _load_session(series, session)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}: {series.slug}, {session.get('title')!r}: {error}") from error
            loaded.events += is_new
            loaded.already_there += not is_new
    return loaded


def _load_session(series: Series, session: Entry) -> bool:
    """False when it was there already; the plenary of the three working groups is one meeting."""
    slug = slugify(session["title"])[:120]
    if Event.objects.filter(slug=slug).exists():
        return False
    starts_at, ends_at = _hours(series, session)
    is_past = ends_at < timezone.now()
    event = Event.objects.create(
        series=series, slug=slug, title=session["title"], status=Event.Status.PUBLISHED,
        question=session.get("question", ""), about=_about(session),
        starts_at=starts_at, ends_at=ends_at,
        host=Partner.objects.filter(slug=session.get("host_partner_id")).first(),
        host_name=session.get("host", ""),
        venue=", ".join(part for part in (session.get("venue"), session.get("district_note")) if part),
        district=District.objects.filter(slug=session.get("demo_district")).first(),
        places=session.get("demo_places") or INVENTED_PLACES.get(series.kind, 60),
        asks_for_lunch=series.kind == Series.Kind.COURSE,
        published_at=min(timezone.now(), starts_at - timedelta(weeks=8)),
        report_published_at=ends_at if is_past and "report" in session else None,
        forgotten_at=ends_at if is_past else None,  # nobody signed up here, so there is nobody to forget
    )  # fmt: skip
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(event=event, position=place, title=item["title"], speaker_role=item.get("role", ""))
        for place, item in enumerate(session.get("programme", []), 1)
    )
    titles = session.get("breakout_groups") or session.get("demo_breakout_groups", [])
    groups = BreakoutGroup.objects.bulk_create(
        BreakoutGroup(event=event, position=place, title=title, places=None if is_past else GROUP_PLACES)
        for place, title in enumerate(titles, 1)
    )
    report = session.get("report", {})
    ReportLine.objects.bulk_create(
        ReportLine(event=event, position=place, text=line["text"], group=groups[line["group"] - 1])
        for place, line in enumerate(report.get("outcomes", []), 1)
    )
    Action.objects.bulk_create(
        Action(event=event, position=place, text=action["text"], owner_role=action["owner_role"])
        for place, action in enumerate(report.get("actions", []), 1)
    )
    return True


def _hours(series: Series, session: Entry) -> tuple[datetime, datetime]:
    day = date.fromisoformat(session.get("date") or session["demo_date"])
    hours = session.get("time") or session.get("demo_time") or INVENTED_HOURS[series.kind]
    start, end = (
        datetime.combine(day, time.fromisoformat(hour), tzinfo=timezone.get_default_timezone())
        for hour in hours
    )
    return start, end


def _about(session: Entry) -> str:
    """What the series says of itself holds for its meetings; only the attendance is a meeting's own."""
    attendance = session.get("attendance")
    return f"Er waren {attendance['count']} {attendance['unit']}." if attendance else ""
