"""What the network could not offer: noted by theme and district, without the person."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from network.models import Category, Gap
from requests_app.matching.limits import candidates, exclusions
from requests_app.matching.suggestions import wish_of
from requests_app.models import Need, Route, TimelineEntry, Urgency
from requests_app.services.planning import lock_needs
from requests_app.workflow import NeedStatus, Outcome

# Nobody has said yes yet.
WAITING = frozenset({NeedStatus.NEW, NeedStatus.TRIAGE, NeedStatus.REFERRED})
# After so many days without a yes a need has waited too long. Source: what each urgency promises
# (models.Urgency); six weeks for the others.
WAITS_AT_MOST = {Urgency.URGENT: 7, Urgency.SOON: 28, Urgency.NORMAL: 42}
# Limits that only say that there is no room now.
FULL = {"capacity", "waiting"}


def record_gap(need: Need, reason: str, *, at: datetime) -> Gap | None:
    """Note once per need and reason that help was missing; the caller has locked the need.

    None when it was noted before, and while nobody said what kind of help it is.
    """
    category = Category.objects.filter(slug=need.main_category).first() if need.main_category else None
    if category is None or reason in need.gap_reasons:
        return None
    need.gap_reasons = [*need.gap_reasons, reason]
    need.save(update_fields=["gap_reasons"])
    return Gap.objects.create(
        month=timezone.localdate(at).replace(day=1),
        theme_id=category.theme_id,
        category=category,
        district_id=need.help_request.district_id,
        reason=reason,
    )


def note_end(need: Need, before: NeedStatus, *, at: datetime) -> None:
    """What the end of a need tells the network; `before` is the state it ended from."""
    if need.outcome == Outcome.NO_FIT:
        record_gap(need, Gap.Reason.ONLY_FULL if _is_only_full(need, at) else Gap.Reason.NO_FIT, at=at)
    elif need.outcome == Outcome.WITHDRAWN and before in WAITING and _is_for_volunteers(need):
        record_gap(need, Gap.Reason.STOPPED_ASKING, at=at)


def _is_only_full(need: Need, at: datetime) -> bool:
    """Whether something would fit if only it had room."""
    wish = wish_of(need)
    return not candidates(wish, at=at) and any(
        FULL.issuperset(exclusion.limits) for exclusion in exclusions(wish, at=at)
    )


def note_long_waits(at: datetime) -> int:
    """Note the needs that wait longer than their urgency allows; returns how many. Safe to run twice."""
    return sum(_note_long_wait(need, at) for need in _waits_too_long(at))


def _waits_too_long(at: datetime) -> QuerySet[Need]:
    """Counted from the request, or from when the need came in or was opened again."""
    begun = Q(kind=TimelineEntry.Kind.SPLIT) | Q(
        kind=TimelineEntry.Kind.NEED_STATUS, before=NeedStatus.CLOSED
    )
    entries = TimelineEntry.objects.filter(begun, need=OuterRef("pk")).order_by().values("need")
    late = Q()
    for urgency, days in WAITS_AT_MOST.items():
        late |= Q(help_request__urgency=urgency, since__lte=at - timedelta(days=days))
    return (
        Need.objects.filter(status__in=WAITING, help_request__route=Route.VOLUNTEER)
        .exclude(gap_reasons__contains=[Gap.Reason.WAITED_TOO_LONG])
        .annotate(
            since=Coalesce(
                Subquery(entries.annotate(last=Max("at")).values("last")),
                F("help_request__created_at"),
                output_field=DateTimeField(),
            )
        )
        .filter(late)
        .order_by("pk")
    )


@transaction.atomic
def _note_long_wait(found: Need, at: datetime) -> bool:
    lock_needs(found.help_request_id)
    need = Need.objects.select_related("help_request").get(pk=found.pk)
    if need.status not in WAITING:
        return False
    return record_gap(need, Gap.Reason.WAITED_TOO_LONG, at=at) is not None


def _is_for_volunteers(need: Need) -> bool:
    return need.help_request.route == Route.VOLUNTEER
