"""The resident's own page: the state for who has the secret link, the details after a code."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network import audit
from network.models import AccessRecord
from network.outbox import Mail
from network.spam import Limit, is_over, is_over_for_visitor
from requests_app import one_time_code
from requests_app.errors import RequestError
from requests_app.forms.resident import AddForm, CardForm, CodeForm, CorrectForm, FindForm
from requests_app.links import is_card_code
from requests_app.models import Consent, HelpRequest
from requests_app.notifications.resident import WRITTEN_LANGUAGES, address_of
from requests_app.resident_words import STAGES, additions, chapters, looks, moments
from requests_app.services import resident as service
from requests_app.services.danger import urgent_help_for
from requests_app.views.public import public_private_page

PAGE_LIMITS = (Limit("resident-page", 120, 600), Limit("resident-page-network", 600, 600))
FIND_LIMITS = (Limit("resident-find", 10, 3600), Limit("resident-find-network", 40, 3600))
CARD_LIMIT = Limit("resident-card", 5, 3600)
CODE_LIMIT = Limit("resident-code", 4, 3600)
KEPT_KEY = "resident_kept"
MOST_WORDS = 4000


@public_private_page
@require_http_methods(["GET", "POST"])
def resident_find(request: HttpRequest) -> HttpResponse:
    """The way in for who has a card but not the link: number and card code lead to the page."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_over_for_visitor(request, *FIND_LIMITS):
            form.add_error(None, TOO_OFTEN)
            return render(request, "requests_app/resident_find.html", {"form": form}, status=429)
        number = form.number()
        found = HelpRequest.objects.filter(pk=number).first() if number else None
        if (
            found
            and not is_over(CARD_LIMIT, f"find/{found.pk}")
            and is_card_code(found, form.cleaned_data["card_code"])
        ):
            return redirect("requests:resident", found.link_code)
        form.add_error(None, _("Dit nummer en deze code horen niet bij elkaar. Kijk nog eens op uw kaart."))
    status = 422 if form.errors else 200
    return render(request, "requests_app/resident_find.html", {"form": form}, status=status)


@public_private_page
@require_GET
def resident(request: HttpRequest, code: str) -> HttpResponse:
    if is_over_for_visitor(request, *PAGE_LIMITS):
        return render(request, "requests_app/resident_wait.html", status=429)
    return _show(request, _find(code))


@public_private_page
@require_POST
def resident_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """One thing the resident does on the page."""
    help_request = _find(code)
    if act in WITHOUT_CODE:
        return WITHOUT_CODE[act](request, help_request)
    if act not in WITH_CODE:
        raise Http404
    if not one_time_code.is_open(request, _what(help_request)):
        _keep_words(request, help_request)
        messages.info(request, _("De pagina stond te lang open. Vraag een nieuwe code om verder te gaan."))
        return redirect("requests:resident", code)
    return WITH_CODE[act](request, help_request)


def _find(code: str) -> HelpRequest:
    return get_object_or_404(HelpRequest, link_code=code)


def _keep_words(request: HttpRequest, help_request: HelpRequest) -> None:
    """What was typed while the code ran out waits in this browser's session for the next code."""
    words = request.POST.get("words", "").replace("\x00", "")[:MOST_WORDS]
    if words:
        request.session[KEPT_KEY] = {_what(help_request): words}


def _what(help_request: HelpRequest) -> str:
    return f"resident/{help_request.pk}"


TOO_OFTEN = gettext_lazy("Dit is te vaak geprobeerd. Wacht een uur, of bel ons.")


def _show(
    request: HttpRequest,
    help_request: HelpRequest,
    tried: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    tried = tried or {}
    is_open = one_time_code.is_open(request, _what(help_request))
    told = chapters(help_request)
    context = {
        "code": help_request.link_code,
        "reference": help_request.reference,
        "is_request_open": help_request.is_open,
        "chapters": told,
        "stages": STAGES,
        "stage": min((chapter.stage for chapter in told), default=1),
        "urgent_help": urgent_help_for(help_request.refer_to)
        if help_request.is_open and help_request.is_danger
        else None,
        "can_mail_code": bool(address_of(help_request)),
        "can_use_card": bool(help_request.phone or help_request.asker_phone),
        "code_sent": one_time_code.is_waiting(request, _what(help_request)),
        "code_form": tried.get("code") or CodeForm(),
        "card_form": tried.get("card") or CardForm(),
        "is_open": is_open,
    }
    if is_open:
        kept = request.session.get(KEPT_KEY, {}).get(_what(help_request), "")
        tried.setdefault("add", AddForm(initial={"words": kept}))
        context |= _details(help_request, tried) | {"has_kept_words": bool(kept)}
        audit.record(
            None, AccessRecord.Action.VIEW, help_request, subject=str(help_request.public_id), role="resident"
        )
    return render(request, "requests_app/resident.html", context, status=status)


def _details(help_request: HelpRequest, tried: dict[str, forms.Form]) -> dict[str, object]:
    """What only the resident may read: the own words, who has it, who looked, and what was agreed to."""
    initial = {name: getattr(help_request, name) for name in CorrectForm.questions}
    if help_request.phone:
        initial["phone"] = help_request.phone.as_national
    return {
        "help_request": help_request,
        "additions": additions(help_request),
        "moments": moments(list(help_request.timeline.all()[:200])),
        "looks": looks(help_request),
        "consents": [
            {"purpose": consent.purpose, "label": consent.get_purpose_display(), "given_at": consent.given_at}
            for consent in help_request.consents.filter(withdrawn_at=None).order_by("pk")
        ],
        "add_form": tried["add"],
        "correct_form": tried.get("correct") or CorrectForm(initial=initial),
    }


def _back(help_request: HelpRequest) -> HttpResponse:
    return redirect("requests:resident", help_request.link_code)


# --- With the link alone -------------------------------------------------------------------------


def _send_code(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    to = address_of(help_request)
    if not to:
        raise Http404
    if is_over(CODE_LIMIT, f"code/{help_request.pk}"):
        messages.error(request, TOO_OFTEN)
        return _back(help_request)
    mail = Mail(
        to,
        _("Uw code voor NIZU"),
        "email/requests/code",
        {"why": _("U krijgt deze mail omdat iemand uw pagina bij NIZU wil openen.")},
        language=help_request.language if help_request.language in WRITTEN_LANGUAGES else "nl",
    )
    if one_time_code.send_code(request, _what(help_request), mail):
        messages.success(request, _("Wij hebben een code gemaild. Vul die hieronder in."))
    else:
        messages.error(request, _("De mail kon niet weg. Probeer het over een paar minuten nog eens."))
    return _back(help_request)


def _try_code(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        if one_time_code.try_code(request, _what(help_request), form.cleaned_data["code"]):
            return _back(help_request)
        form.add_error("code", _("Deze code klopt niet, of is te oud. Kijk nog eens, of vraag een nieuwe."))
    return _show(request, help_request, {"code": form}, status=422)


def _try_card(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    form = CardForm(request.POST)
    if form.is_valid():
        if is_over(CARD_LIMIT, f"card/{help_request.pk}"):
            form.add_error(None, TOO_OFTEN)
            return _show(request, help_request, {"card": form}, status=429)
        digits = form.cleaned_data["digits"].strip()
        phones = [str(phone) for phone in (help_request.phone, help_request.asker_phone) if phone]
        knows_phone = any(phone.endswith(digits) for phone in phones)
        if is_card_code(help_request, form.cleaned_data["card_code"]) and knows_phone:
            one_time_code.open_for_now(request, _what(help_request))
            return _back(help_request)
        form.add_error(None, _("De code en de cijfers horen niet bij elkaar. Kijk nog eens op uw kaart."))
    return _show(request, help_request, {"card": form}, status=422)


def _ask_call(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    return _do(request, help_request, service.ask_call, _("Wij bellen u, vandaag of de volgende werkdag."))


def _stop(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    done = _("Uw vraag is gestopt. Wij delen uw gegevens met niemand meer.")
    return _do(request, help_request, service.withdraw_request, done)


def _helped(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    return _do(request, help_request, _say(helped=True), _("Fijn om te horen. Dank u wel!"))


def _not_helped(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    done = _("Dank u wel dat u het zegt. Wij bellen u en zoeken verder.")
    return _do(request, help_request, _say(helped=False), done)


def _say(*, helped: bool) -> Callable:
    return lambda help_request, at: service.say_how_it_ended(help_request, helped=helped, at=at)


def _do(request: HttpRequest, help_request: HelpRequest, act: Callable, done: str) -> HttpResponse:
    try:
        act(help_request, at=timezone.now())
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return _back(help_request)


# --- After the code ------------------------------------------------------------------------------


def _add(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        return _show(request, help_request, {"add": form}, status=422)
    words = form.cleaned_data["words"]
    request.session.pop(KEPT_KEY, None)
    done = _("Dank u wel. Een ambassadeur leest wat u heeft aangevuld.")
    return _do(request, help_request, lambda one, at: service.add_words(one, words, at=at), done)


def _correct(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _show(request, help_request, {"correct": form}, status=422)
    changes = form.cleaned_data
    done = _("Uw gegevens zijn aangepast.")
    return _do(request, help_request, lambda one, at: service.correct(one, changes, at=at), done)


def _take_back(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    purpose = request.POST.get("purpose", "")
    if purpose not in Consent.Purpose.values:
        raise Http404
    done = _("U heeft uw toestemming ingetrokken.")
    return _do(request, help_request, lambda one, at: service.take_back_consent(one, purpose, at=at), done)


def _close(request: HttpRequest, help_request: HelpRequest) -> HttpResponse:
    one_time_code.close(request, _what(help_request))
    request.session.pop(KEPT_KEY, None)
    return _back(help_request)


WITHOUT_CODE = {
    "code-sturen": _send_code,
    "code": _try_code,
    "kaart": _try_card,
    "bel-mij": _ask_call,
    "stoppen": _stop,
    "geholpen": _helped,
    "niet-geholpen": _not_helped,
}
WITH_CODE = {"aanvullen": _add, "verbeteren": _correct, "toestemming": _take_back, "sluiten": _close}
