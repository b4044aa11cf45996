"""The professional's door: a mailed code, one form, and the own referrals with the short report back."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.outbox import Mail
from network.spam import Limit, TrapForm, is_over, is_over_for_visitor, started_now
from requests_app import one_time_code
from requests_app.answers import intake_from
from requests_app.forms.professional import AddressForm, ProfessionalForm
from requests_app.forms.resident import CodeForm
from requests_app.mail_domains import domain_of
from requests_app.models import Channel, HelpRequest, ReferrerCheck
from requests_app.notifications.professional import HOW_IT_ENDED
from requests_app.services import referrer
from requests_app.services.danger import find_urgent_help, urgent_help_for
from requests_app.services.intake import receive
from requests_app.views.public import public_private_page
from requests_app.workflow import NeedStatus, Outcome

ADDRESS_KEY = "professional_address"
SENT_KEY = "professional_sent"
KEPT_KEY = "professional_kept"
# More than the form accepts by far; longer answers are not kept over a code that ran out.
MOST_CHARACTERS = 20_000
CODE_LIMIT = Limit("professional-code", 5, 3600)
CODE_ADDRESS_LIMITS = (Limit("professional-codes", 20, 3600), Limit("professional-codes-network", 60, 3600))
MOST_SHOWN = 50


@public_private_page
@require_http_methods(["GET", "POST"])
def professional(request: HttpRequest) -> HttpResponse:
    """First the address, then the code, then the form; each is shown when it is its turn."""
    address = request.session.get(ADDRESS_KEY, "")
    if address and one_time_code.is_open(request, _what(address)):
        return _hand_over(request, address)
    if request.method == "POST" and "text" in request.POST:
        return _keep(request)
    return _prove_address(request, address)


def _keep(request: HttpRequest) -> HttpResponse:
    """The code or the session ran out while somebody typed: the answers wait for a new code.

    They wait for the address that stood on the page, so that nobody else at this computer gets them.
    """
    names = ("address", *ProfessionalForm().fields)
    kept = {name: request.POST.get(name, "") for name in names}
    if sum(map(len, kept.values())) <= MOST_CHARACTERS:
        request.session[KEPT_KEY] = {name: value.replace("\x00", "") for name, value in kept.items()}
    messages.info(
        request,
        _("Uw code was niet meer geldig. Wat u typte is bewaard: vraag een nieuwe code en ga verder."),
    )
    return redirect("requests:professional")


def _what(address: str) -> str:
    return f"professional/{address}"


def _prove_address(request: HttpRequest, address: str) -> HttpResponse:
    code_form, address_form = CodeForm(), AddressForm(initial={"email": address})
    trap = TrapForm(initial={"started": started_now()})
    status = 200
    if request.method == "POST" and "code" in request.POST:
        code_form = CodeForm(request.POST)
        if code_form.is_valid():
            if one_time_code.try_code(request, _what(address), code_form.cleaned_data["code"]):
                return redirect("requests:professional")
            code_form.add_error("code", _("Deze code klopt niet, of is te oud. Vraag zo nodig een nieuwe."))
        status = 422
    elif request.method == "POST":
        address_form = AddressForm(request.POST)
        if address_form.is_valid() and _send(request, address_form, TrapForm(request.POST)):
            return redirect("requests:professional")
        status = 422
    context = {
        "address": address,
        "code_sent": bool(address) and one_time_code.is_waiting(request, _what(address)),
        "code_form": code_form,
        "address_form": address_form,
        "trap": trap,
    }
    return render(request, "requests_app/professional_address.html", context, status=status)


def _send(request: HttpRequest, form: AddressForm, trap: TrapForm) -> bool:
    address = form.cleaned_data["email"]
    if not trap.is_valid() or trap.cleaned_data["website"]:
        form.add_error(None, _("Dit ging niet goed. Probeer het nog eens."))
        return False
    if is_over(CODE_LIMIT, f"professional/{address}") or is_over_for_visitor(request, *CODE_ADDRESS_LIMITS):
        form.add_error(None, _("Er zijn net te veel codes gevraagd. Wacht een uur, of bel ons."))
        return False
    mail = Mail(
        address,
        _("Uw code voor NIZU"),
        "email/requests/code",
        {"why": _("U krijgt deze mail omdat iemand met dit adres een verwijzing wil doen.")},
        language=get_language() or "nl",
    )
    if not one_time_code.send_code(request, _what(address), mail):
        form.add_error(None, _("De mail kon niet weg. Probeer het over een paar minuten nog eens."))
        return False
    request.session[ADDRESS_KEY] = address
    return True


def _hand_over(request: HttpRequest, address: str) -> HttpResponse:
    form = ProfessionalForm(initial=_begin_with(request, address))
    if request.method == "POST":
        form = ProfessionalForm(request.POST)
        if form.is_valid():
            help_request = _receive(form, address)
            request.session.pop(KEPT_KEY, None)
            request.session[SENT_KEY] = help_request.pk
            return redirect("requests:professional_receipt")
    context = {
        "form": form,
        "address": address,
        "mine": own_referrals(address),
        "urgent_help": find_urgent_help(request.POST.get("text", "")[:4000]),
    }
    return render(request, "requests_app/professional_form.html", context, status=422 if form.errors else 200)


def _begin_with(request: HttpRequest, address: str) -> dict[str, str]:
    """What was typed before the code ran out, else the name this address gave before."""
    kept = request.session.get(KEPT_KEY, {})
    if kept.get("address") == address:
        return kept
    before = HelpRequest.objects.handed_over_by(address).first()
    return {"asker_name": before.asker_name} if before else {}


def _receive(form: ProfessionalForm, address: str) -> HelpRequest:
    organisation, now = referrer.organisation_of(address), timezone.now()
    intake = intake_from(
        form.answers(address),
        form.grounds(),
        asker_organisation=organisation or domain_of(address),
        referrer_check=referrer.check_for(address),
    )
    key = _key(form, address, timezone.localdate(now))
    return receive(intake, channel=Channel.PROFESSIONAL, by=None, at=now, submission_key=key)


def _key(form: ProfessionalForm, address: str, day: date) -> UUID:
    """The same answers of one day are one request: a double click, a second tab, back and send again."""
    answers = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    mark = salted_hmac("requests.professional", f"{address} {day} {answers}", algorithm="sha256")
    return UUID(bytes=mark.digest()[:16], version=4)


def own_referrals(address: str) -> list[dict[str, object]]:
    """What this address handed over, newest first: number, own reference, and the fixed short report."""
    asked = HelpRequest.objects.handed_over_by(address)
    return [
        {
            "reference": one.reference,
            "own": one.asker_reference,
            "on": one.created_at,
            "report": short_report(one),
        }
        for one in asked.prefetch_related("needs")[:MOST_SHOWN]
    ]


IN_SHORT = {
    NeedStatus.NEW: gettext_lazy("Ontvangen. Een ambassadeur gaat ernaar kijken."),
    NeedStatus.TRIAGE: gettext_lazy("Wij zoeken passende hulp."),
    NeedStatus.REFERRED: gettext_lazy("Er is een organisatie gevraagd."),
    NeedStatus.ACCEPTED: gettext_lazy("Een organisatie heeft de vraag aangenomen."),
    NeedStatus.HELPING: gettext_lazy("De hulp is begonnen."),
}


def short_report(help_request: HelpRequest) -> str:
    """One fixed sentence; of several needs the one that is furthest back. Nothing for who is not believed."""
    if help_request.referrer_check == ReferrerCheck.REFUSED:
        return _("Wij konden niet nagaan of u bij deze organisatie werkt. Bel ons.")
    if not help_request.referrer_is_believed:
        return _("Ontvangen. Wij kennen uw organisatie nog niet en bellen die eerst.")
    needs = list(help_request.needs.all())
    still_open = [NeedStatus(need.status) for need in needs if need.status != NeedStatus.CLOSED]
    if still_open:
        order = list(IN_SHORT)
        return str(IN_SHORT[min(still_open, key=order.index)])
    outcome = next((need.outcome for need in needs if need.outcome), "")
    return str(HOW_IT_ENDED.get(Outcome(outcome), "")) if outcome else ""


@public_private_page
@require_GET
def professional_receipt(request: HttpRequest) -> HttpResponse:
    help_request = HelpRequest.objects.filter(
        pk=request.session.get(SENT_KEY), channel=Channel.PROFESSIONAL
    ).first()
    if help_request is None:
        return redirect("requests:professional")
    context = {
        "reference": help_request.reference,
        "next_action_on": help_request.next_action_on,
        "is_believed": help_request.referrer_is_believed,
        "urgent_help": urgent_help_for(help_request.refer_to) if help_request.is_danger else None,
    }
    return render(request, "requests_app/professional_receipt.html", context)


@public_private_page
@require_POST
def professional_leave(request: HttpRequest) -> HttpResponse:
    """Forget the address in this browser."""
    address = request.session.pop(ADDRESS_KEY, "")
    request.session.pop(KEPT_KEY, None)
    one_time_code.close(request, _what(address))
    messages.success(request, _("U bent klaar. Uw adres is hier vergeten."))
    return redirect("requests:professional")
