"""What a meeting led to: lines per group, and actions with an owner and a date."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.errors import EventError
from events.models import Event
from events.services import rows
from events.services.rows import Row


@transaction.atomic
def write_report(
    event: Event, *, attended: int | None, lines: Iterable[Row], actions: Iterable[Row]
) -> Event:
    """Keep the report as it is now; it stays hidden until it is published."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    event.attended = attended
    event.save(update_fields=["attended"])
    rows.keep(event.report_lines, lines)
    rows.keep(event.actions, actions)
    return event


@transaction.atomic
def publish_report(event: Event, *, at: datetime) -> Event:
    """Show the report on the agenda. Raises EventError when there is nothing to read."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not (event.report_lines.exists() or event.actions.exists()):
        raise EventError(_("Het verslag is nog leeg. Schrijf eerst een uitkomst of een actiepunt op."))
    if event.report_published_at is None:
        event.report_published_at = at
        event.save(update_fields=["report_published_at"])
    return event
