"""Writing the report of a meeting and putting it on the agenda."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import permissions
from events.errors import EventError
from events.forms.report import ActionFormSet, LineFormSet, ReportForm
from events.services import reporting
from events.views.desk import about, for_preparers, get_event


@for_preparers
@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    if not permissions.can_write_report(request.user, event):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    attended = event.attended
    if attended is None and data is None:
        attended = event.sign_ups.filter(attended=True).count() or None
    form = ReportForm(data, initial={"attended": attended})
    lines = LineFormSet(
        data,
        initial=list(event.report_lines.values("id", "text", "group")),
        form_kwargs={"groups": list(event.groups.all())},
    )
    actions = ActionFormSet(
        data, initial=list(event.actions.values("id", "text", "owner_role", "due_on", "done_on"))
    )
    context = {"event": event, "form": form, "lines": lines, "actions": actions}
    context |= about(request, event, here="report")
    if data is None or lines.wants_more or actions.wants_more:
        return render(request, "events/manage_report.html", context)
    if not all([form.is_valid(), lines.is_valid(), actions.is_valid()]):
        return render(request, "events/manage_report.html", context, status=422)
    reporting.write_report(
        event, attended=form.cleaned_data["attended"], lines=lines.rows(), actions=actions.rows()
    )
    messages.success(request, _("Het verslag is bewaard."))
    return redirect("events:manage_report", event.public_id)


@for_preparers
@require_POST
def report_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    if not permissions.can_publish_report(request.user) or not permissions.can_write_report(
        request.user, event
    ):
        raise PermissionDenied
    try:
        reporting.publish_report(event, at=timezone.now())
        messages.success(request, _("Het verslag staat op de agenda."))
    except EventError as error:
        messages.error(request, str(error))
    return redirect("events:manage_report", event.public_id)
