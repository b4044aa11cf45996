"""The public agenda: what comes, what was, one meeting, and calendar files."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import permissions
from events.calendar import CONTENT_TYPE, calendar_file, feed
from events.filters import AgendaFilter
from events.models import Event

# More than anybody plans ahead; a bound all the same.
AT_MOST = 100
PER_PAGE = 20


@login_not_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    upcoming = Event.objects.public().upcoming(timezone.now())
    agenda = AgendaFilter(request.GET, upcoming.with_card_data())
    return render(
        request,
        "events/event_list.html",
        {
            "events": agenda.qs[:AT_MOST],
            "options": agenda.options(upcoming),
            "is_filtered": "soort" in request.GET,
            "feed_url": settings.SITE_URL + reverse("events:event_feed"),
        },
    )


@login_not_required
@require_safe
def event_archive(request: HttpRequest) -> HttpResponse:
    past = Event.objects.published().past(timezone.now())
    agenda = AgendaFilter(request.GET, past.with_card_data())
    page = Paginator(agenda.qs, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "events/event_archive.html",
        {"page": page, "options": agenda.options(past), "is_filtered": "soort" in request.GET},
    )


@login_not_required
@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    meetings = Event.objects.visible_to(request.user).with_card_data().with_report()
    event = get_object_or_404(meetings, slug=slug)
    groups = list(event.groups.with_taken())
    titles = {group.pk: group.title for group in groups}
    return render(
        request,
        "events/event_detail.html",
        {
            "event": event,
            "programme": event.programme.all(),
            "groups": groups,
            "report": event.report(titles) if event.report_published_at else None,
            "can_prepare": permissions.can_prepare(request.user),
        },
    )


@login_not_required
@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    meetings = Event.objects.visible_to(request.user).select_related("district")
    event = get_object_or_404(meetings, slug=slug)
    return HttpResponse(
        calendar_file(event),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


@login_not_required
@require_safe
def event_feed(request: HttpRequest) -> HttpResponse:
    """To subscribe to in one's own calendar: what comes, and what was in the last three months."""
    since = timezone.now() - timedelta(days=92)
    events = (
        Event.objects.public().filter(ends_at__gte=since).select_related("district").order_by("starts_at")
    )
    return HttpResponse(feed(events[:500]), content_type=CONTENT_TYPE)
