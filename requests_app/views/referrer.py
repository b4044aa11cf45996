"""Is the professional real? An ambassador says so on the request; coordinators keep the known domains."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.forms.referrer import KnownDomainForm, RefuseReferrerForm
from requests_app.models import KnownDomain
from requests_app.permissions import ambassadors_only, coordinators_only
from requests_app.services import referrer
from requests_app.views.help_request import find_request
from requests_app.views.triage import back_to, try_step


@require_POST
@ambassadors_only
def help_request_referrer(request: HttpRequest, public_id: object) -> HttpResponse:
    """One click: the referrer is real. Or not, with the reason."""
    help_request, now = find_request(request, public_id), timezone.now()
    if request.POST.get("real") == "yes":
        return try_step(
            request,
            help_request,
            lambda: referrer.confirm(help_request, by=request.user, at=now),
            _("Genoteerd: de verwijzer klopt. De vraag kan nu worden doorgestuurd."),
        )
    form = RefuseReferrerForm(request.POST)
    if not form.is_valid():
        for error in form.errors["reason"]:
            messages.error(request, error)
        return back_to(help_request)
    return try_step(
        request,
        help_request,
        lambda: referrer.refuse(help_request, form.cleaned_data["reason"], by=request.user, at=now),
        _("Genoteerd: de verwijzer is niet echt. Bel de bewoner, of sluit de vraag af."),
    )


@require_http_methods(["GET", "POST"])
@coordinators_only
def known_domain_list(request: HttpRequest) -> HttpResponse:
    """Domains whose professionals are believed at once, and those ambassadors said yes to."""
    form = KnownDomainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        referrer.remember(form.instance, by=request.user, at=timezone.now())
        messages.success(request, _("Wie met dit domein verwijst, kennen wij nu."))
        return redirect("requests:known_domain_list")
    context = {
        "form": form,
        "known": KnownDomain.objects.all(),
        "to_remember": referrer.domains_to_remember(),
    }
    status = 422 if form.errors else 200
    return render(request, "requests_app/known_domain_list.html", context, status=status)


@require_POST
@coordinators_only
def known_domain_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on an ambassador finds out again; what came in before stays as it was."""
    get_object_or_404(KnownDomain, pk=pk).delete()
    messages.success(request, _("Het domein is weggehaald."))
    return redirect("requests:known_domain_list")
