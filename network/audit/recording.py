"""Writing the register."""

import structlog

from network.audit.models import AccessRecord


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
    `reason` is a code or a given reason of access, never content. A failure here fails the page.
    """
    AccessRecord.objects.create(
        actor_id=actor.pk if actor is not None else None,
        role=role,
        organisation=organisation,
        action=action,
        object_type=obj._meta.model_name,
        object_id=str(getattr(obj, "public_id", obj.pk)),
        subject=subject,
        subjects=subjects,
        reason=reason,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )
