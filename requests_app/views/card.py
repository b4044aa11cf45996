"""The printed card: for the browser that sent the request, and for the ambassador who has it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from network import audit
from network.accounts.roles import Role
from network.models import AccessRecord
from requests_app.card import make_card
from requests_app.intake_draft import was_sent
from requests_app.models import HelpRequest
from requests_app.permissions import ambassadors_only
from requests_app.views.public import public_private_page


@public_private_page
@require_safe
def intake_card(request: HttpRequest, key: UUID) -> HttpResponse:
    if not was_sent(request, key):
        raise Http404
    return _pdf(get_object_or_404(HelpRequest, submission_key=key))


@require_safe
@ambassadors_only
def help_request_card(request: HttpRequest, public_id: UUID) -> HttpResponse:
    help_request = get_object_or_404(HelpRequest.objects.visible_to(request.user), public_id=public_id)
    audit.record(
        request.user,
        AccessRecord.Action.VIEW,
        help_request,
        subject=str(help_request.public_id),
        role=Role.AMBASSADOR,
    )
    return _pdf(help_request)


def _pdf(help_request: HelpRequest) -> HttpResponse:
    response = HttpResponse(make_card(help_request), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="nizu-{help_request.reference}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
