"""Who comes: the coordinator's list, the file, the list for the door, checking in, adding and cancelling."""

import csv
import uuid
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import permissions
from events.errors import EventError, GroupIsFull
from events.forms.sign_up import ByHandForm
from events.models import Event, SignUp
from events.services.attendance import check_in
from events.services.sign_up import Answer, Person, cancel, sign_up
from events.views.desk import about, get_event
from network import audit
from network.accounts.roles import Role
from network.models import AccessRecord

PER_PAGE = 200
# A spreadsheet would run these as a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def for_coordinators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not permissions.can_see_sign_ups(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_coordinators
@require_safe
def participant_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    shown = request.GET.get("toon")
    statuses = {"wachtlijst": SignUp.Status.WAITING, "afgemeld": SignUp.Status.CANCELLED}
    status = statuses.get(shown, SignUp.Status.CONFIRMED)
    people = event.sign_ups.filter(status=status).select_related("group")
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    _record(request, AccessRecord.Action.LIST, event, len(page.object_list))
    cancelled = event.sign_ups.filter(status=SignUp.Status.CANCELLED).count()
    views = [
        ("", _("Komen"), SignUp.Status.CONFIRMED, event.taken),
        ("wachtlijst", _("Wachtlijst"), SignUp.Status.WAITING, event.waiting),
        ("afgemeld", _("Afgemeld"), SignUp.Status.CANCELLED, cancelled),
    ]
    return render(
        request,
        "events/manage_participants.html",
        {
            "event": event,
            "page": page,
            "status": status,
            "first_place": page.start_index(),
            "views": [
                {"url": f"?toon={name}", "label": label, "is_here": value == status, "count": count}
                for name, label, value, count in views
            ],
            **about(request, event, here="participants"),
        },
    )


@for_coordinators
@require_safe
def participant_export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For a spreadsheet: semicolons and a byte order mark, as Dutch Excel wants them."""
    event = get_event(request, public_id)
    people = list(event.sign_ups.standing().select_related("group"))
    _record(request, AccessRecord.Action.EXPORT, event, len(people))
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="deelnemers-{event.slug}.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [_("Naam"), _("E-mailadres"), _("Organisatie"), _("Status"), _("Deelgroep"), _("Lunch"),
         _("Rekening houden met"), _("Aangemeld op"), _("Aanwezig")]
    )  # fmt: skip
    words = {True: _("ja"), False: _("nee"), None: ""}
    for person in people:
        row = [
            person.name, person.email, person.organisation, person.get_status_display(),
            person.group.title if person.group else "", words[person.wants_lunch], person.needs,
            f"{timezone.localtime(person.signed_up_at):%Y-%m-%d %H:%M}", words[person.attended],
        ]  # fmt: skip
        writer.writerow([_harmless(cell) for cell in row])
    return response


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


@for_coordinators
@require_safe
def participant_print(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A list on paper for the door: in order of name, with room for a tick."""
    event = get_event(request, public_id)
    people = list(event.sign_ups.confirmed().select_related("group").order_by("name", "pk"))
    _record(request, AccessRecord.Action.LIST, event, len(people))
    return render(request, "events/manage_participants_print.html", {"event": event, "people": people})


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def participant_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = ByHandForm(
        data,
        event=event,
        groups=list(event.groups.with_taken()),
        initial={"submission_key": uuid.uuid4()},
    )
    context = {"event": event, "form": form}
    if data is None:
        return render(request, "events/manage_participant_add.html", context)
    if not form.is_valid():
        return render(request, "events/manage_participant_add.html", context, status=422)
    try:
        made, answer = sign_up(
            event,
            Person(**form.person()),
            key=form.cleaned_data["submission_key"],
            at=timezone.now(),
            by_hand=True,
        )
    except EventError as error:
        form.add_error("group" if isinstance(error, GroupIsFull) else None, str(error))
        return render(request, "events/manage_participant_add.html", context, status=422)
    if answer is Answer.KNOWN:
        messages.info(request, _("Deze persoon was al aangemeld."))
    elif made.is_waiting:
        messages.success(request, _("Toegevoegd aan de wachtlijst, want de bijeenkomst is vol."))
    else:
        messages.success(request, _("Toegevoegd. De bevestiging is onderweg."))
    return redirect("events:manage_participants", event.public_id)


@for_coordinators
@require_POST
def participant_check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """`attended`: yes, no, or anything else to take the note back."""
    person = _person(request, public_id)
    attended = {"yes": True, "no": False}.get(request.POST.get("attended"))
    try:
        check_in(person, attended=attended)
    except EventError as error:
        messages.error(request, str(error))
    list_url = reverse("events:manage_participants", args=[person.event.public_id])
    return redirect(f"{list_url}#{person.public_id}")


@for_coordinators
@require_POST
def participant_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = _person(request, public_id)
    try:
        cancel(person, at=timezone.now())
        messages.success(request, _("Afgemeld. De eerste van de wachtlijst krijgt de plek."))
    except EventError as error:
        messages.error(request, str(error))
    return redirect("events:manage_participants", person.event.public_id)


def _person(request: HttpRequest, public_id: UUID) -> SignUp:
    people = SignUp.objects.filter(event__in=Event.objects.visible_to(request.user))
    return get_object_or_404(people.select_related("event"), public_id=public_id)


def _record(request: HttpRequest, action: AccessRecord.Action, event: Event, people: int) -> None:
    audit.record(request.user, action, event, subjects=people, role=Role.COORDINATOR)
