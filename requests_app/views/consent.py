"""What a resident agrees to, noted by the ambassador who heard it; and taken back the same way."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requests_app.errors import RequestError
from requests_app.forms.triage import ConsentForm, TakeBackForm
from requests_app.permissions import ambassadors_only
from requests_app.services.consent import record_consent
from requests_app.services.resident import take_back_consent
from requests_app.views.help_request import find_request
from requests_app.views.triage import say_what_is_wrong, try_step

PLACE = "toestemming"


@require_POST
@ambassadors_only
def help_request_consent(request: HttpRequest, public_id: object) -> HttpResponse:
    help_request = find_request(request, public_id)
    form = ConsentForm(request.POST, prefix="consent")
    if not form.is_valid():
        wrong = _("Kies waarvoor de bewoner toestemming geeft, en hoe.")
        return say_what_is_wrong(request, help_request, wrong, PLACE)
    return try_step(
        request,
        help_request,
        lambda: record_consent(help_request, **form.cleaned_data, by=request.user, at=timezone.now()),
        _("De toestemming is genoteerd."),
        PLACE,
    )


@require_POST
@ambassadors_only
def help_request_take_back(request: HttpRequest, public_id: object) -> HttpResponse:
    """The resident said elsewhere than on the own page that something is no longer allowed."""
    help_request = find_request(request, public_id)
    form = TakeBackForm(request.POST, prefix="back", help_request=help_request)
    if not form.is_valid():
        return say_what_is_wrong(request, help_request, form.first_error, PLACE)

    def step() -> None:
        if not take_back_consent(help_request, **form.cleaned_data, by=request.user, at=timezone.now()):
            raise RequestError(_("Deze toestemming was al ingetrokken."))

    return try_step(request, help_request, step, _("Genoteerd: de toestemming is ingetrokken."), PLACE)
