"""Which addresses the bench measures; the first is always the limit."""

from uuid import uuid4

from django.urls import reverse

from requests_app.models import HelpRequest
from requests_app.workflow import NeedStatus
from tests.bench.measuring import Page


def pages() -> list[Page]:
    queue = reverse("requests:help_request_list")
    waiting = (
        HelpRequest.objects.open()
        .filter(needs__status=NeedStatus.TRIAGE, route="volunteer", district__isnull=False)
        .earliest("pk")
    )
    return [
        Page("limit", "/", signed_in=False),
        Page("queue", queue),
        Page("queue, search", f"{queue}?zoek=1"),
        Page("queue, facets", f"{queue}?district=overvecht&urgency=soon"),
        Page("request with suggestions", waiting.get_absolute_url()),
        Page("public form", reverse("requests:intake_step", args=[uuid4(), "vraag"]), signed_in=False),
        Page("directory", reverse("network:offer_list"), signed_in=False),
        Page("agenda", reverse("events:event_list"), signed_in=False),
    ]
