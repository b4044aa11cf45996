"""The demo's mail box, and the coordinator's list of messages that did not arrive."""

import base64

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.outbox.models import Delivery, MailboxMessage
from network.outbox.posting import wake

PER_PAGE = 25
NEEDS_A_PERSON = [Delivery.State.DEAD, Delivery.State.UNCERTAIN]


@login_not_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """What each person received. Demo only: sign-in codes can be read here."""
    _demo_only()
    received = MailboxMessage.objects.all()
    if recipient := request.GET.get("aan"):
        received = received.filter(recipient=recipient)
    page = Paginator(received.defer("html", "attachments", "text"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    recipients = (
        MailboxMessage.objects.values("recipient").annotate(count=Count("pk")).order_by("recipient")[:200]
    )
    return render(
        request, "network/mailbox.html", {"page": page, "recipients": recipients, "recipient": recipient}
    )


@login_not_required
def mailbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    _demo_only()
    return render(request, "network/mailbox_message.html", {"mail": get_object_or_404(MailboxMessage, pk=pk)})


@login_not_required
@csp_replace({"style-src": ["'unsafe-inline'"], "script-src": ["'none'"]})  # type: ignore[arg-type]
def mailbox_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML twin as a mail programme shows it; mail needs its styles inline."""
    _demo_only()
    return HttpResponse(get_object_or_404(MailboxMessage, pk=pk).html)


@login_not_required
def mailbox_attachment(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    _demo_only()
    mail = get_object_or_404(MailboxMessage, pk=pk)
    try:
        attachment = mail.attachments[index]
    except IndexError:
        raise Http404 from None
    return HttpResponse(
        base64.b64decode(attachment["content"]),
        content_type=attachment["content_type"],
        headers={"Content-Disposition": f'attachment; filename="{attachment["name"]}"'},
    )


def delivery_list(request: HttpRequest) -> HttpResponse:
    """Messages that no machine can deliver: a person reads the reason and decides."""
    _coordinator_only(request)
    waiting = Delivery.objects.filter(state__in=NEEDS_A_PERSON).select_related("notification")
    return render(
        request,
        "network/delivery_list.html",
        {
            "page": Paginator(waiting.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
            "oldest_queued": Delivery.objects.filter(state=Delivery.State.QUEUED).order_by("next_at").first(),
        },
    )


@require_POST
def delivery_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again, or note that the person was reached another way."""
    _coordinator_only(request)
    delivery = Delivery.objects.filter(pk=pk, state__in=NEEDS_A_PERSON)
    if request.POST.get("how") == "again":
        changed = delivery.update(
            state=Delivery.State.QUEUED, next_at=timezone.now(), attempts=0, done_at=None
        )
        done = _("Het bericht wordt opnieuw verstuurd.")
        wake()
    else:
        changed = delivery.update(state=Delivery.State.WITHDRAWN, done_at=timezone.now())
        done = _("Genoteerd: deze persoon is op een andere manier bereikt.")
    if changed:
        messages.success(request, done)
    else:
        messages.info(request, _("Dit bericht was al afgehandeld."))
    return redirect("network:delivery_list")


def _demo_only() -> None:
    if not settings.DEMO_FACILITIES:
        raise Http404


def _coordinator_only(request: HttpRequest) -> None:
    if not (request.user.is_authenticated and request.user.is_coordinator):
        raise PermissionDenied
