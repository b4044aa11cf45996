"""The small steps on a request's page: each takes one form, calls one service, and goes back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.errors import RequestError
from requests_app.forms.facts import FactsForm, differences
from requests_app.forms.triage import (
    CategoriesForm,
    ContactForm,
    DangerForm,
    HandOverForm,
    NoteForm,
    PlanForm,
)
from requests_app.matching.understanding import understand
from requests_app.models import HelpRequest, Need
from requests_app.permissions import ambassadors_only
from requests_app.services import triage
from requests_app.services.planning import plan
from requests_app.views.help_request import find_request, record_look, show_request


def back_to(help_request: HelpRequest, anchor: str = "") -> HttpResponse:
    response = redirect(help_request)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def try_step(
    request: HttpRequest, help_request: HelpRequest, step: Callable[[], object], said: str, anchor: str = ""
) -> HttpResponse:
    """Take a step and say that it was taken, or in plain words why not."""
    try:
        refuse_merged(help_request)
        step()
        messages.success(request, said)
    except RequestError as error:
        messages.error(request, str(error))
    return back_to(help_request, anchor)


def show_errors(request: HttpRequest, help_request: HelpRequest, **failed: object) -> HttpResponse:
    """The request's page again, with the form that did not pass."""
    return show_request(request, help_request, status=422, **failed)


def say_what_is_wrong(
    request: HttpRequest, help_request: HelpRequest, wrong: str, anchor: str = ""
) -> HttpResponse:
    """For a form too small to be shown again with its mistake."""
    messages.error(request, wrong)
    return back_to(help_request, anchor)


def refuse_merged(help_request: HelpRequest) -> None:
    if help_request.merged_into_id:
        raise RequestError(_("Deze vraag is samengevoegd met een andere. Ga daar verder."))


@require_POST
@ambassadors_only
def help_request_claim(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    return try_step(
        request,
        help_request,
        lambda: triage.claim(help_request, by=request.user, at=timezone.now()),
        _("Deze vraag is nu van u."),
    )


@require_POST
@ambassadors_only
def help_request_hand_over(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return say_what_is_wrong(request, help_request, _("Kies aan wie u de vraag overdraagt."))
    to = form.cleaned_data["to"]
    response = try_step(
        request,
        help_request,
        lambda: triage.hand_over(help_request, to, by=request.user, at=timezone.now()),
        _("De vraag is nu bij %(name)s.") % {"name": to.user.name},
    )
    still_visible = HelpRequest.objects.visible_to(request.user).filter(pk=help_request.pk).exists()
    return response if still_visible else redirect("requests:workplace")


@require_POST
@ambassadors_only
def help_request_release(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    try_step(
        request,
        help_request,
        lambda: triage.release(help_request, by=request.user, at=timezone.now()),
        _("De vraag staat weer in de wachtrij van de wijk."),
    )
    return redirect("requests:workplace")


@require_POST
@ambassadors_only
def help_request_plan(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = PlanForm(request.POST, prefix="plan")
    if not form.is_valid():
        return show_errors(request, help_request, plan_form=form)
    return try_step(
        request,
        help_request,
        lambda: plan(help_request, **form.cleaned_data, by=request.user, at=timezone.now()),
        _("De volgende actie staat in uw agenda."),
        "volgende",
    )


@require_POST
@ambassadors_only
def help_request_note(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return show_errors(request, help_request, note_form=form)
    return try_step(
        request,
        help_request,
        lambda: triage.add_note(help_request, form.cleaned_data["body"], by=request.user, at=timezone.now()),
        _("De notitie is bewaard. Alleen ambassadeurs lezen die."),
        "tijdlijn",
    )


@require_POST
@ambassadors_only
def help_request_contact(request: HttpRequest, public_id: object) -> HttpResponse:
    """Note a contact moment, and when to try again."""
    help_request = find_request(request, public_id)
    form = ContactForm(request.POST, prefix="contact")
    if not form.is_valid():
        return show_errors(request, help_request, contact_form=form)
    return try_step(
        request,
        help_request,
        lambda: triage.log_contact(help_request, **form.cleaned_data, by=request.user, at=timezone.now()),
        _("Genoteerd. Er is niets verstuurd."),
        "tijdlijn",
    )


@require_http_methods(["GET", "POST"])
@ambassadors_only
def help_request_facts(request: HttpRequest, public_id: object) -> HttpResponse:
    """Complete and confirm what is known; a page that is out of date shows both versions."""
    help_request = find_request(request, public_id)
    if help_request.merged_into_id:
        return back_to(help_request)
    read = understand(
        help_request.text,
        channel=help_request.channel,
        postcode4=help_request.postcode4 or None,
        facts=help_request.facts,
    )
    data = request.POST if request.method == "POST" else None
    form = FactsForm(data, help_request=help_request, read=read.person)
    context: dict = {"help_request": help_request, "form": form}

    def show(status: int) -> HttpResponse:
        record_look(request, help_request)
        return render(request, "requests_app/help_request_facts.html", context, status=status)

    if request.method == "GET":
        return show(200)
    if not form.is_valid():
        return show(422)
    try:
        triage.confirm_facts(
            help_request,
            form.changes,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except triage.StaleVersion as stale:
        context["differences"] = differences(form, stale.current)
        form.data = form.data.copy()
        form.data["version"] = stale.current.version
        return show(409)
    except RequestError as error:
        form.add_error(None, str(error))
        return show(422)
    messages.success(request, _("De gegevens zijn bijgewerkt."))
    return back_to(help_request)


@require_POST
@ambassadors_only
def help_request_danger(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = DangerForm(request.POST, prefix="danger")
    if not form.is_valid():
        return show_errors(request, help_request, danger_form=form)
    return try_step(
        request,
        help_request,
        lambda: triage.lift_danger(
            help_request, form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
        _("Vrijwilligers kunnen deze vraag nu weer krijgen."),
    )


@require_POST
@ambassadors_only
def need_add(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = CategoriesForm(request.POST, prefix="need")
    if not form.is_valid():
        return show_errors(request, help_request, new_need_field=form["main"].as_field_group())
    return try_step(
        request,
        help_request,
        lambda: triage.add_need(help_request, form.slugs, by=request.user, at=timezone.now()),
        _("De vraag is gesplitst. Elk deel krijgt eigen suggesties."),
    )


@require_POST
@ambassadors_only
def need_categories(request: HttpRequest, public_id: object, position: int) -> HttpResponse:
    help_request = find_request(request, public_id)
    need = find_need(help_request, position)
    form = CategoriesForm(request.POST, prefix=f"kind-{position}")
    if not form.is_valid():
        wrong = _("Kies een soort hulp uit de lijst.")
        return say_what_is_wrong(request, help_request, wrong, f"vraag-{position}")
    return try_step(
        request,
        help_request,
        lambda: triage.confirm_categories(need, form.slugs, by=request.user, at=timezone.now()),
        _("De soort hulp is bevestigd."),
        f"vraag-{position}",
    )


def find_need(help_request: HelpRequest, position: int) -> Need:
    return get_object_or_404(help_request.needs.select_related("help_request__district"), position=position)
