"""Two requests that turn out to be one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from requests_app.errors import RequestError
from requests_app.models import HelpRequest
from requests_app.permissions import ambassadors_only
from requests_app.search import NUMBER
from requests_app.services.merging import merge
from requests_app.views.help_request import find_request
from requests_app.views.triage import back_to


@require_POST
@ambassadors_only
def help_request_merge(request: HttpRequest, public_id: object) -> HttpResponse:
    """This request turns out to be the same as another one, named by its number: that one goes on."""
    duplicate = find_request(request, public_id)
    number = NUMBER.match(request.POST.get("into", ""))
    visible = HelpRequest.objects.visible_to(request.user)
    into = visible.filter(pk=int(number[1])).first() if number else None
    if into is None:
        messages.error(request, _("Vul het nummer in van de andere vraag, zoals HV-2041."))
        return back_to(duplicate)
    try:
        into = merge(duplicate, into, by=request.user, at=timezone.now())
    except RequestError as error:
        messages.error(request, str(error))
        return back_to(duplicate)
    words = _("%(old)s is samengevoegd met deze vraag. U leest daar nog alles terug.")
    messages.success(request, words % {"old": duplicate.reference})
    return back_to(into)
