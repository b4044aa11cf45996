"""How it ended, and when it was too soon."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requests_app.forms.triage import CloseForm
from requests_app.permissions import ambassadors_only
from requests_app.services.closing import close_need, reopen_need
from requests_app.views.help_request import find_request
from requests_app.views.triage import find_need, show_errors, try_step


@require_POST
@ambassadors_only
def need_close(request: HttpRequest, public_id: object, position: int) -> HttpResponse:
    help_request = find_request(request, public_id)
    need = find_need(help_request, position)
    form = CloseForm(request.POST, prefix="close")
    if not form.is_valid():
        return show_errors(request, help_request, close_form=form)
    return try_step(
        request,
        help_request,
        lambda: close_need(need, form.cleaned_data["outcome"], by=request.user, at=timezone.now()),
        _("Afgesloten: %(outcome)s.") % {"outcome": form.outcome_label},
    )


@require_POST
@ambassadors_only
def need_reopen(request: HttpRequest, public_id: object, position: int) -> HttpResponse:
    help_request = find_request(request, public_id)
    need = find_need(help_request, position)
    return try_step(
        request,
        help_request,
        lambda: reopen_need(need, by=request.user, at=timezone.now()),
        _("De vraag is weer open. Kijk opnieuw wat er nodig is."),
    )
