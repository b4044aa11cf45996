"""Signing up without an account, one's own sign-up by its secret link, and cancelling."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from events.errors import EventError, GroupIsFull, TooBusy
from events.forms.sign_up import SignUpForm
from events.models import Event, SignUp
from events.services.sign_up import Answer, Person, cancel, sign_up, sign_up_again
from network import spam

RETRY_AFTER_SECONDS = "30"


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_new(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).with_card_data(), slug=slug)
    groups = list(event.groups.with_taken())
    if not event.sign_up_is_open():
        # Somebody who comes too late still finds a page that says so.
        return render(request, "events/sign_up_closed.html", {"event": event})
    if request.method != "POST":
        form = SignUpForm(event=event, groups=groups, initial={"submission_key": uuid.uuid4()})
        return _form_page(request, event, form)

    form = SignUpForm(request.POST, event=event, groups=groups)
    if _is_over_limit(request):
        return _form_page(request, event, form, notice="often", status=429)
    if not form.is_valid():
        return _form_page(request, event, form, status=422)
    if spam.TrapForm(request.POST).looks_like_robot():
        return _form_page(request, event, form, notice="sure", status=422)
    person = Person(**form.person())
    try:
        made, answer = sign_up(event, person, key=form.cleaned_data["submission_key"], at=timezone.now())
    except GroupIsFull as error:
        form.add_error("group", str(error))
        return _form_page(request, event, form, status=422)
    except TooBusy:
        return _form_page(request, event, form, notice="busy", status=503)
    except EventError as error:
        messages.error(request, str(error))
        return redirect(event)
    if answer is Answer.KNOWN:
        return render(request, "events/sign_up_known.html", {"event": event})
    if answer is Answer.CHANGED:
        messages.info(request, _("U had dit formulier al verstuurd. Dit hebben wij toen opgeschreven."))
    return redirect("events:sign_up_detail", made.cancel_code)


def _form_page(
    request: HttpRequest, event: Event, form: SignUpForm, *, notice: str = "", status: int = 200
) -> HttpResponse:
    """notice: "sure", "often" or "busy" says why the form is shown again although it is filled in well."""
    trap = spam.TrapForm(initial={"started": spam.started_now(), "sure": notice == "sure"})
    response = render(
        request,
        "events/sign_up_form.html",
        {"event": event, "form": form, "trap": trap, "notice": notice},
        status=status,
    )
    if status in (429, 503):
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _is_over_limit(request: HttpRequest) -> bool:
    """One organisation signs up many people from one address, so the limit is wide."""
    number = settings.SIGN_UPS_PER_ADDRESS
    return spam.is_over_for_visitor(
        request,
        spam.Limit("sign-up-address", number, 600),
        spam.Limit("sign-up-network", 4 * number, 600),
    )


@login_not_required
@cache_control(no_store=True)
@require_safe
def sign_up_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One's own sign-up as it is now; first seen as the confirmation."""
    return render(request, "events/sign_up_detail.html", _own(code))


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Looking changes nothing (mail scanners look too); the button cancels, and another one undoes it."""
    own = _own(code)
    if request.method != "POST":
        return render(request, "events/sign_up_cancel.html", own)
    try:
        if request.POST.get("action") == "again":
            made, _answer = sign_up_again(own["sign_up"], at=timezone.now())
            return redirect("events:sign_up_detail", made.cancel_code)
        cancel(own["sign_up"], at=timezone.now())
    except TooBusy as error:
        messages.error(request, str(error))
        response = render(request, "events/sign_up_cancel.html", own, status=503)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
    except EventError as error:
        messages.error(request, str(error))
    return redirect("events:sign_up_cancel", code)


def _own(code: str) -> dict:
    sign_ups = SignUp.objects.select_related("event__series", "event__host", "event__district", "group")
    sign_up = get_object_or_404(sign_ups, cancel_code=code)
    return {
        "sign_up": sign_up,
        "event": sign_up.event,
        "place_in_line": sign_up.place_in_line() if sign_up.is_waiting else None,
        "can_sign_up_again": sign_up.is_cancelled and sign_up.event.sign_up_is_open(),
    }
