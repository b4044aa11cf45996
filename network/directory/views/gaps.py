"""The coordinators' page about help that was missing, and its file."""

import csv

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.directory import gaps
from network.directory.small_numbers import SMALLEST_SHOWN

PERIODS = (3, 6, 12, 24)
USUAL_PERIOD = 12


@require_safe
def gap_list(request: HttpRequest) -> HttpResponse:
    _coordinators_and_core_group_only(request)
    months = _months(request)
    since = gaps.month_before(timezone.localdate(), months - 1)
    context = {
        "months": months,
        "periods": PERIODS,
        "since": since,
        "smallest_shown": SMALLEST_SHOWN,
        "by_reason": gaps.by_reason(since),
        "by_district": gaps.by_district(since),
    }
    return render(request, "network/gap_list.html", context)


@require_safe
def gap_file(request: HttpRequest) -> HttpResponse:
    _coordinators_and_core_group_only(request)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="witte-vlekken.csv"'},
    )
    response.write("\ufeff")  # so that a spreadsheet reads it as UTF-8
    since = gaps.month_before(timezone.localdate(), _months(request) - 1)
    csv.writer(response, delimiter=";").writerows(gaps.csv_rows(since))
    return response


def _months(request: HttpRequest) -> int:
    """How many months back, this one included; anything that is no choice of ours is a year."""
    wanted = request.GET.get("maanden", "")
    return int(wanted) if wanted in map(str, PERIODS) else USUAL_PERIOD


def _coordinators_and_core_group_only(request: HttpRequest) -> None:
    if not (request.user.is_coordinator or request.user.is_core_group):
        raise PermissionDenied
