"""Writing the register. A failure here fails the page: what cannot be recorded is not shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db.models import Model
from django.utils import timezone

from network.audit.models import AccessRecord


@dataclass(frozen=True)
class Seen:
    """One object in a list: `subject` is the public id of the help request it tells of."""

    obj: Model
    subject: str
    organisation: str = ""


def record(
    actor,
    action: AccessRecord.Action,
    obj,
    *,
    subject: str = "",
    subjects: int = 1,
    role: str = "",
    organisation: str = "",
    reason: str = "",
) -> None:
    """Put one look on record: `actor` (a user, or None for the resident) saw `obj`.

    `subject` is the public id of the help request, so that the resident can be told who looked.
    `reason` is a code or a given reason of access, never content.
    """
    row = _row(actor, action, Seen(obj, subject, organisation), role=role, reason=reason)
    row.subjects = subjects
    row.save()


def record_list(
    actor, seen: Iterable[Seen], *, role: str = "", reason: str = "", once_within: timedelta | None = None
) -> None:
    """Put everybody in a list on record, in one statement however long it is.

    `once_within`: a list that is drawn again and again while somebody works counts once in that time.
    """
    rows = [_row(actor, AccessRecord.Action.LIST, one, role=role, reason=reason) for one in seen]
    if rows and once_within:
        known = set(
            AccessRecord.objects.filter(
                actor_id=actor.pk,
                action=AccessRecord.Action.LIST,
                reason=reason,
                subject__in=[row.subject for row in rows],
                at__gte=timezone.now() - once_within,
            ).values_list("subject", flat=True)
        )
        rows = [row for row in rows if row.subject not in known]
    AccessRecord.objects.bulk_create(rows)


def _row(actor, action: AccessRecord.Action, seen: Seen, *, role: str, reason: str) -> AccessRecord:
    return AccessRecord(
        actor_id=actor.pk if actor is not None else None,
        role=role,
        organisation=seen.organisation,
        action=action,
        object_type=seen.obj._meta.model_name,
        object_id=str(getattr(seen.obj, "public_id", seen.obj.pk)),
        subject=seen.subject,
        reason=reason,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )
