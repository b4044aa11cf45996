"""The queue: every request an ambassador may see, narrowed by filters that live in the address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from network.audit import record
from network.models import AccessRecord
from requests_app import search
from requests_app.cards import cards_of
from requests_app.counting import Bounded
from requests_app.errors import RequestError
from requests_app.filters import SORTS, QueueFilter
from requests_app.forms.queue import BulkAssignForm, SavedViewForm
from requests_app.models import HelpRequest, SavedView
from requests_app.paging import slice_of
from requests_app.permissions import ambassadors_only
from requests_app.reference import colleagues
from requests_app.services import triage
from requests_app.tiles import TILES, around_queue
from requests_app.workflow import NeedStatus

WORDS = "queue_words"
WITH_WORDS = "zoek"


@require_POST
@ambassadors_only
def help_request_search(request: HttpRequest) -> HttpResponse:
    """Find by words. They may be a name or a number, so they stay in the session and out of the address."""
    words = request.POST.get("q", "").replace("\x00", "").strip()[: search.LONGEST_QUERY]
    query = request.POST.copy()
    for name in ("q", WITH_WORDS, "csrfmiddlewaretoken"):
        query.pop(name, None)
    for name in [name for name in query if not any(query.getlist(name))]:
        del query[name]
    if words:
        request.session[WORDS] = words
        query[WITH_WORDS] = "1"
    return _queue(query.urlencode())


@require_safe
@ambassadors_only
def help_request_list(request: HttpRequest) -> HttpResponse:
    visible = HelpRequest.objects.visible_to(request.user)
    words = request.session.get(WORDS, "") if WITH_WORDS in request.GET else ""
    asked = request.GET.copy()
    asked.pop("q", None)
    if words:
        asked["q"] = words
    filterset = QueueFilter(asked or None, queryset=visible, request=request)
    found = filterset.qs
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in dict(SORTS) else ""
    if list(filterset.chosen.get("status", [])) == [NeedStatus.CLOSED]:
        sort = "nieuw"
    page = slice_of(
        found,
        sort,
        cards_of,
        before=request.GET.get("voor", ""),
        after=request.GET.get("na", ""),
    )
    has_more = page.before or page.after
    around = around_queue(visible, request.user.ambassador, found if has_more else None)
    if page.rows:
        record(
            request.user,
            AccessRecord.Action.LIST,
            request.user,
            subjects=len(page.rows),
            role="ambassador",
        )
    context = {
        "filter": filterset,
        "page": page,
        "total": around.total or Bounded(len(page.rows)),
        "tiles": [
            (tile, number, _is_on(request, tile.query))
            for tile, number in zip(TILES, around.numbers, strict=True)
        ],
        "sort": sort,
        "sorts": SORTS,
        "q": words,
        "saved_views": around.views,
        "colleagues": colleagues(),
    }
    if request.htmx:
        return render(request, "requests_app/found.html", context, using="jinja2")
    return render(request, "requests_app/help_request_list.html", context)


def _is_on(request: HttpRequest, query: str) -> bool:
    name, value = query.split("=")
    return request.GET.getlist(name) == [value]


@require_POST
@ambassadors_only
def help_request_assign(request: HttpRequest) -> HttpResponse:
    """Give several requests to one colleague, or to the queue."""
    form = BulkAssignForm(request.POST)
    back = form.data.get("back", "")
    if not form.is_valid():
        messages.error(request, _("Kies eerst de vragen, en dan wie ze krijgt."))
        return _queue(back)
    to, at = form.cleaned_data["to"], timezone.now()
    chosen = HelpRequest.objects.visible_to(request.user).filter(public_id__in=form.cleaned_data["chosen"])
    given = 0
    for help_request in chosen.order_by("pk"):
        try:
            if to is None:
                triage.release(help_request, by=request.user, at=at)
            else:
                triage.hand_over(help_request, to, by=request.user, at=at)
            given += 1
        except RequestError as error:
            messages.error(request, f"{help_request.reference}: {error}")
    words = ngettext("%(n)s vraag is overgedragen.", "%(n)s vragen zijn overgedragen.", given)
    messages.success(request, words % {"n": given})
    return _queue(back)


@require_POST
@ambassadors_only
def saved_view_add(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(request.POST, instance=SavedView(user=request.user))
    if form.is_valid():
        saved = form.save()
        messages.success(request, _("Weergave ‘%(name)s’ is bewaard.") % {"name": saved.name})
        return _queue(saved.query)
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return _queue()


@require_POST
@ambassadors_only
def saved_view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    SavedView.objects.filter(user=request.user, pk=pk).delete()
    messages.success(request, _("De weergave is weg."))
    return _queue()


def _queue(query: str = "") -> HttpResponse:
    """Back to the queue as it was."""
    address = reverse("requests:help_request_list")
    return redirect(f"{address}?{query}" if query else address)
