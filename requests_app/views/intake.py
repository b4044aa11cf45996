"""The online door: three short steps, a look back, send, and a receipt."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from network.spam import Limit, TrapForm, is_over_for_visitor, started_now
from requests_app.answers import Intake, intake_from
from requests_app.fields import TEXT_MAX
from requests_app.forms.intake import ContactForm
from requests_app.intake_draft import STEP_FORMS, STEPS, IntakeDraft, forget_sent, was_sent
from requests_app.links import resident_url
from requests_app.models import Channel, HelpRequest, Route
from requests_app.permissions import ambassadors_only
from requests_app.questions import QuestionForm
from requests_app.self_help import self_help_for
from requests_app.services.danger import find_urgent_help, urgent_help_for
from requests_app.services.intake import find_outside, receive
from requests_app.views.public import public_private_page

# A library or a neighbourhood house sends many from one address, so the limit is wide.
SENDING_LIMITS = (Limit("intake", 20, 3600), Limit("intake-network", 60, 3600))
# One request per pause in typing; who sends more than this is not typing.
TYPING_LIMITS = (Limit("intake-typing", 600, 600), Limit("intake-typing-network", 3000, 600))
OUTSIDE = "buiten"


@public_private_page
@require_safe
def intake(request: HttpRequest) -> HttpResponse:
    """A fresh form at an address of its own, so that the browser's back button finds it again."""
    return redirect("requests:intake_step", uuid4(), "vraag")


@require_GET
@ambassadors_only
def intake_at_desk(request: HttpRequest) -> HttpResponse:
    """The same form on a tablet at an information point; what the resident before typed is gone."""
    forget_sent(request)
    draft = IntakeDraft(key=uuid4(), in_neighbourhood=True)
    draft.save(request)
    return redirect("requests:intake_step", draft.key, "vraag")


@public_private_page
@require_http_methods(["GET", "POST"])
def intake_step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One step of a form that was begun: GET shows it as it was left, POST goes on or back."""
    if step not in (*STEPS, OUTSIDE):
        raise Http404
    draft = IntakeDraft.of(request, key)
    if draft is None and was_sent(request, key):
        return redirect("requests:intake_receipt", key)
    if draft is None and step == "vraag":  # nothing is kept until somebody types
        started = request.POST.get("started", "")[:100] if request.method == "POST" else started_now()
        draft = IntakeDraft(key=key, started=started)
    if draft is None:
        messages.info(request, _("Uw formulier stond te lang open, of is al verstuurd. Begin hier opnieuw."))
        return redirect("requests:intake")
    if step == "controle":
        return _check_and_send(request, draft)
    if step == OUTSIDE:
        return _show_outside(request, draft)
    if request.method == "GET":
        before = STEPS[: STEPS.index(step)]
        unfinished = draft.first_unfinished()
        if unfinished in before:
            return redirect("requests:intake_step", key, unfinished)
        return _show_step(request, draft, step, draft.form(step))
    return _take_step(request, draft, step)


def _take_step(request: HttpRequest, draft: IntakeDraft, step: str) -> HttpResponse:
    draft.take(step, request.POST)
    if "back" in request.POST:
        draft.go_on(request)
        return redirect("requests:intake_step", draft.key, STEPS[max(STEPS.index(step) - 1, 0)])
    form = draft.form(step, request.POST)
    if not form.is_valid():
        draft.go_on(request)
        return _show_step(request, draft, step, form, status=422)
    draft.finish(step)
    draft.go_on(request)
    if step == "situatie" and find_outside(form.cleaned_data["postcode4"]):
        return redirect("requests:intake_step", draft.key, OUTSIDE)
    onwards = STEPS[STEPS.index(step) + 1]
    # Who came back from the summary to change one answer returns to the summary.
    if onwards != "controle" and draft.first_unfinished() is None:
        onwards = "controle"
    return redirect("requests:intake_step", draft.key, onwards)


def _show_step(
    request: HttpRequest, draft: IntakeDraft, step: str, form: QuestionForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "step": step,
        "number": STEPS.index(step) + 1,
        "step_words": step_words(draft),
        "urgent_help": find_urgent_help(draft.first("text")),
        "contact_phone": settings.CONTACT_PHONE,
    }
    return render(request, f"requests_app/intake_{STEP_TEMPLATES[step]}.html", context, status=status)


STEP_TEMPLATES = {"vraag": "story", "situatie": "situation", "contact": "contact"}


def step_words(draft: IntakeDraft) -> list[str]:
    situation = _("De situatie") if draft.is_for_other else _("Uw situatie")
    return [_("Uw vraag"), situation, _("Contact"), _("Klopt dit?")]


def _show_outside(request: HttpRequest, draft: IntakeDraft) -> HttpResponse:
    """An honest answer for somebody of another municipality, who may still send the question."""
    postcode = find_outside(draft.form("situatie", draft.as_post()).data.get("postcode4", "")[:4])
    if postcode is None:
        return redirect("requests:intake_step", draft.key, "contact")
    return render(request, "requests_app/intake_outside.html", {"draft": draft, "postcode": postcode})


def _check_and_send(request: HttpRequest, draft: IntakeDraft) -> HttpResponse:
    unfinished = draft.first_unfinished()
    if unfinished:
        draft.save(request)
        messages.info(request, _("Bij deze stap mist nog een antwoord."))
        return redirect("requests:intake_step", draft.key, unfinished)
    forms = {step: draft.checked(step) for step in STEP_FORMS}
    if request.method == "GET":
        return _show_summary(request, draft, forms, TrapForm(initial={"started": draft.started}))
    trap = TrapForm(request.POST)
    if trap.looks_like_robot():
        # A person presses once more; a robot does not.
        again = TrapForm(initial={"started": draft.started, "sure": True})
        draft.save(request)
        return _show_summary(request, draft, forms, again, unsure=True, status=422)
    if not request.user.is_authenticated and is_over_for_visitor(request, *SENDING_LIMITS):
        draft.save(request)
        return _show_summary(request, draft, forms, trap, too_often=True, status=429)
    return _send(request, draft, forms)


def _intake(forms: dict[str, QuestionForm]) -> Intake:
    """The checked answers of all steps together."""
    answers = {name: value for form in forms.values() for name, value in form.cleaned_data.items()}
    contact = forms["contact"]
    assert isinstance(contact, ContactForm)  # noqa: S101 - tells the type checker what STEP_FORMS says
    return intake_from(answers, contact.grounds())


def _send(request: HttpRequest, draft: IntakeDraft, forms: dict[str, QuestionForm]) -> HttpResponse:
    intake = _intake(forms)
    by = request.user if request.user.is_authenticated else None
    # Whether it is our tablet is believed of an ambassador only: the draft travels through the page.
    at_desk = draft.in_neighbourhood and request.user.is_authenticated and request.user.is_ambassador
    channel = Channel.NEIGHBOURHOOD if at_desk else Channel.ONLINE
    help_request = receive(intake, channel=channel, by=by, at=timezone.now(), submission_key=draft.key)
    if help_request.text != intake.text:
        messages.warning(
            request,
            _("Deze vraag was al verstuurd. Wij hebben de eerste versie. Aanvullen kan op uw eigen pagina."),
        )
    draft.sent(request)
    return redirect("requests:intake_receipt", draft.key)


def _show_summary(
    request: HttpRequest,
    draft: IntakeDraft,
    forms: dict[str, QuestionForm],
    trap: TrapForm,
    *,
    unsure: bool = False,
    too_often: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "parts": [
            {"step": step, "title": title, "answers": list(answers_in_words(form))}
            for (step, form), title in zip(forms.items(), step_words(draft), strict=False)
        ],
        "trap": trap,
        "self_help": self_help_for(_intake(forms), at=timezone.now()),
        "unsure": unsure,
        "too_often": too_often,
        "number": len(STEPS),
        "step_words": step_words(draft),
        "urgent_help": find_urgent_help(draft.first("text")),
        "contact_phone": settings.CONTACT_PHONE,
    }
    return render(request, "requests_app/intake_check.html", context, status=status)


def answers_in_words(form: QuestionForm):
    """(question, answer) of a checked form, as one would read them aloud; without what was left open."""
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", [], False):
            continue
        if value is True:
            yield field.label, _("Ja")
            continue
        choices = dict(getattr(field, "choices", []))
        if choices:
            chosen = value if isinstance(value, list) else [value]
            yield field.label, ", ".join(str(choices[one]) for one in chosen)
        else:
            yield field.label, str(getattr(value, "as_national", value))


@public_private_page
@require_GET
def intake_receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """What happens next, and the way to the resident's own page; only in the browser that sent it."""
    if not was_sent(request, key):
        raise Http404
    help_request = get_object_or_404(HelpRequest, submission_key=key)
    context = {
        "help_request": help_request,
        "resident_url": resident_url(help_request),
        "urgent_help": urgent_help_for(help_request.refer_to)
        if help_request.route == Route.EMERGENCY
        else None,
        "is_outside": help_request.route == Route.OUTSIDE_AREA,
        "at_desk": help_request.channel == Channel.NEIGHBOURHOOD,
        "key": key,
        "mailed_to": help_request.email or help_request.asker_email,
    }
    return render(request, "requests_app/intake_receipt.html", context)


@login_not_required
@require_POST
def intake_keep(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """While somebody types: keep the draft, and show the right numbers when the words point at danger."""
    if step not in STEP_FORMS:
        raise Http404
    if was_sent(request, key) or is_over_for_visitor(request, *TYPING_LIMITS):
        return HttpResponse(status=204)
    draft = IntakeDraft.of(request, key) or IntakeDraft(
        key=key, started=request.POST.get("started", "")[:100]
    )
    draft.keep_while_typing(request, step, request.POST)
    response = render(
        request,
        "requests_app/_urgent_help.html",
        {"urgent_help": find_urgent_help(request.POST.get("text", draft.first("text"))[:TEXT_MAX])},
    )
    response["Cache-Control"] = "no-store"
    return response
