"""What the network learns from choices: for coordinators, in shares, never about a person."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.directory.gaps import month_before
from requests_app import agreement
from requests_app.forms.referral import OTHER_CHOICE

MONTHS = 12


@require_safe
def choice_report(request: HttpRequest) -> HttpResponse:
    if not request.user.is_coordinator:
        raise PermissionDenied
    since = month_before(timezone.localdate(), MONTHS - 1)
    reasons = dict(OTHER_CHOICE)
    categories, too_small = agreement.by_category(since)
    context = {
        "since": since,
        "smallest_base": agreement.SMALLEST_BASE,
        "months": agreement.by_month(since),
        "categories": categories,
        "too_small": too_small,
        "versions": agreement.by_rules_version(),
        "reasons": [
            (reasons.get(code, code), count)
            for code, count in agreement.other_reasons(since)
            if count >= agreement.SMALLEST_BASE
        ],
    }
    return render(request, "requests_app/choice_report.html", context)
