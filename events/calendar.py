"""Meetings as calendar files (RFC 5545): one meeting, or the whole agenda to subscribe to.

UID stays the same for a meeting's life and SEQUENCE rises with each change, so that a calendar replaces
what it had. Times are in UTC: every calendar shows them on its owner's clock.
"""

from collections.abc import Iterable
from datetime import UTC

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(event: Event) -> bytes:
    return _calendar([event]).to_ical()


def feed(events: Iterable[Event]) -> bytes:
    calendar = _calendar(events)
    calendar.add("x-wr-calname", _("Agenda NIZU"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", "PT12H", parameters={"VALUE": "DURATION"}, encode=False)
    return calendar.to_ical()


def _calendar(events: Iterable[Event]) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//NIZU//Agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_component(event))
    return calendar


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", f"{event.public_id}@nizu")
    component.add("sequence", event.revision)
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("last-modified", event.changed_at.astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(UTC))
    component.add("dtend", event.ends_at.astimezone(UTC))
    component.add("summary", event.title)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    address = settings.SITE_URL + reverse("events:event_detail", args=[event.slug])
    component.add("url", address)
    component.add("description", "\n\n".join(part for part in (event.question, event.about, address) if part))
    if event.where:
        component.add("location", event.where)
    return component
