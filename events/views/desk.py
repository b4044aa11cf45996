"""Where coordinator and core group make meetings: list, page of one, change, publish, call off, copy."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import permissions
from events.errors import EventError
from events.forms.event import CallOffForm, EventForm, GroupFormSet, ProgrammeFormSet
from events.models import Event, SignUp
from events.services import publishing

PER_PAGE = 25


def for_preparers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not permissions.can_prepare(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_preparers
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    meetings = Event.objects.visible_to(request.user)
    drafts = Q(status=Event.Status.DRAFT)
    shown = request.GET.get("toon")
    if shown == "concept":
        listed = meetings.filter(drafts).order_by("starts_at", "pk")
    elif shown == "geweest":
        listed = meetings.exclude(drafts).past(now)
    else:
        shown, listed = "komend", meetings.exclude(drafts).upcoming(now)
    counts = meetings.aggregate(
        komend=Count("pk", filter=~drafts & Q(ends_at__gte=now)),
        concept=Count("pk", filter=drafts),
        geweest=Count("pk", filter=~drafts & Q(ends_at__lt=now)),
    )
    words = {"komend": _("Komend"), "concept": _("Concepten"), "geweest": _("Geweest")}
    return render(
        request,
        "events/manage_list.html",
        {
            "page": Paginator(listed.with_card_data(), PER_PAGE).get_page(request.GET.get("page")),
            "shown": shown,
            "tabs": [
                {"url": f"?toon={name}", "label": label, "is_here": name == shown, "count": counts[name]}
                for name, label in words.items()
            ],
        },
    )


@for_preparers
@require_safe
def event_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    people = event.sign_ups.aggregate(
        cancelled=Count("pk", filter=Q(status=SignUp.Status.CANCELLED)),
        lunch=Count("pk", filter=Q(status=SignUp.Status.CONFIRMED, wants_lunch=True)),
        needs=Count("pk", filter=Q(status=SignUp.Status.CONFIRMED) & ~Q(needs="")),
        here=Count("pk", filter=Q(attended=True)),
        ever=Count("pk"),
    )
    can_retract = permissions.can_cancel(request.user, event) and not event.has_begun() and not people["ever"]
    return render(
        request,
        "events/manage_detail.html",
        {
            "event": event,
            "people": people,
            "programme": event.programme.all(),
            "groups": event.groups.with_taken(),
            "can_retract": can_retract,
            **about(request, event, here="overview"),
        },
    )


@for_preparers
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest) -> HttpResponse:
    return _form_page(request, None)


@for_preparers
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    if not permissions.can_edit(request.user, event):
        raise PermissionDenied
    return _form_page(request, event)


def _form_page(request: HttpRequest, event: Event | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    standing = event.taken + event.waiting if event else 0
    form = EventForm(data, instance=event, standing=standing)
    programme = ProgrammeFormSet(
        data,
        initial=list(event.programme.values("id", "starts_at", "title", "speaker_role")) if event else [],
    )
    groups = GroupFormSet(data, initial=list(event.groups.values("id", "title", "places")) if event else [])
    context = {"form": form, "programme": programme, "groups": groups, "event": event}
    if event:
        event = context["event"] = get_event(request, event.public_id)  # the form writes on its own copy
        context |= about(request, event, here="edit")
    if data is None:
        return render(request, "events/manage_form.html", context)
    if programme.wants_more or groups.wants_more:
        form.errors.clear()
        return render(request, "events/manage_form.html", context)
    if not all([form.is_valid(), programme.is_valid(), groups.is_valid()]):
        return render(request, "events/manage_form.html", context, status=422)
    try:
        values = form.values()
        if new := form.new_series():
            values["series"] = publishing.series_named(**new)
        saved = _save(request, event, values, programme.rows(), groups.rows())
    except EventError as error:
        form.add_error(None, str(error))
        return render(request, "events/manage_form.html", context, status=422)
    return redirect("events:manage_detail", saved.public_id)


def _save(request: HttpRequest, event: Event | None, values: dict, programme: list, groups: list) -> Event:
    if event is None:
        made = publishing.prepare(values, programme=programme, groups=groups)
        messages.success(request, _("Het concept is bewaard. Alleen coördinator en kerngroep zien het."))
        return made
    change = publishing.change(event, values, programme=programme, groups=groups, at=timezone.now())
    messages.success(request, " ".join(_what_happened(change)))
    return change.event


def _what_happened(change: publishing.Change) -> list[str]:
    said = [_("De bijeenkomst is bewaard.")]
    if change.mailed:
        said.append(
            ngettext("%(n)s mens krijgt een mail.", "%(n)s mensen krijgen een mail.", change.mailed)
            % {"n": change.mailed}
        )
    if change.moved_up:
        said.append(
            ngettext(
                "%(n)s mens komt van de wachtlijst.", "%(n)s mensen komen van de wachtlijst.", change.moved_up
            )
            % {"n": change.moved_up}
        )
    return said


@for_preparers
@require_POST
def event_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    if not permissions.can_publish(request.user):
        raise PermissionDenied
    try:
        event = publishing.publish(event, at=timezone.now())
        messages.success(request, _("De bijeenkomst staat op de agenda. Iedereen kan zich nu aanmelden."))
    except EventError as error:
        messages.error(request, str(error))
    return redirect("events:manage_detail", event.public_id)


@for_preparers
@require_POST
def event_retract(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = get_event(request, public_id)
    if not permissions.can_publish(request.user):
        raise PermissionDenied
    try:
        publishing.retract(event, at=timezone.now())
        messages.success(request, _("De bijeenkomst is weer een concept en staat niet meer op de agenda."))
    except EventError as error:
        messages.error(request, str(error))
    return redirect("events:manage_detail", event.public_id)


@for_preparers
@require_http_methods(["GET", "HEAD", "POST"])
def event_call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks first, and shows how many people will be mailed."""
    event = get_event(request, public_id)
    if not permissions.can_cancel(request.user, event):
        raise PermissionDenied
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = publishing.call_off(event, note=form.cleaned_data["note"], at=timezone.now())
            said = ngettext(
                "De bijeenkomst gaat niet door. %(n)s mens krijgt een mail.",
                "De bijeenkomst gaat niet door. %(n)s mensen krijgen een mail.",
                done.mailed,
            )
            messages.success(request, said % {"n": done.mailed})
        except EventError as error:
            messages.error(request, str(error))
        return redirect("events:manage_detail", event.public_id)
    context = {"event": event, "form": form, "standing": event.taken + event.waiting}
    return render(request, "events/manage_call_off.html", context, status=422 if form.errors else 200)


@for_preparers
@require_POST
def event_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    made = publishing.copy(get_event(request, public_id), at=timezone.now())
    messages.success(request, _("Dit is een kopie, nog als concept. Kijk de dag en de titel na."))
    return redirect("events:manage_edit", made.public_id)


def get_event(request: HttpRequest, public_id: UUID) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).with_card_data(), public_id=public_id)


def about(request: HttpRequest, event: Event, *, here: str) -> dict:
    """What the head of each page of one meeting shows: its tabs, and what this user may do."""
    user = request.user
    pages = [("overview", _("Overzicht"), "manage_detail", True, None)]
    pages += [
        (
            "participants",
            _("Deelnemers"),
            "manage_participants",
            permissions.can_see_sign_ups(user),
            event.taken,
        ),
        ("report", _("Verslag"), "manage_report", permissions.can_write_report(user, event), None),
        ("edit", _("Wijzigen"), "manage_edit", permissions.can_edit(user, event), None),
    ]
    return {
        "tabs": [
            {
                "url": reverse(f"events:{name}", args=[event.public_id]),
                "label": label,
                "is_here": page == here,
                "count": count,
            }
            for page, label, name, allowed, count in pages
            if allowed
        ],
        "can_edit": permissions.can_edit(user, event),
        "can_publish": permissions.can_publish(user) and event.is_draft,
        "can_cancel": permissions.can_cancel(user, event) and not event.is_over(),
        "can_see_sign_ups": permissions.can_see_sign_ups(user),
        "can_write_report": permissions.can_write_report(user, event),
        "can_publish_report": permissions.can_publish_report(user),
    }
