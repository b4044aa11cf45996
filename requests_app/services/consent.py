"""The ground on which data may be used: noted per purpose, and taken back as easily as given."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from network.models import User
from requests_app.models import Consent, HelpRequest, TimelineEntry


@transaction.atomic
def record_consent(
    help_request: HelpRequest, purpose: str, ground: str, *, by: User | None, at: datetime
) -> Consent:
    """Note a ground for one purpose; what was noted before stays as it is."""
    try:
        with transaction.atomic():
            consent = help_request.consents.create(
                purpose=purpose,
                ground=ground,
                wording_version=settings.CONSENT_WORDING_VERSION,
                given_at=at,
            )
    except IntegrityError:  # consent_valid_once_per_purpose: somebody noted it a moment ago
        return help_request.consents.get(purpose=purpose, withdrawn_at=None)
    help_request.timeline.create(
        at=at, actor=by, kind=TimelineEntry.Kind.CONSENT, after=purpose, detail=ground
    )
    return consent


@transaction.atomic
def withdraw_consent(
    help_request: HelpRequest,
    purpose: str,
    *,
    by: User | None,
    at: datetime,
    how: Consent.How | str = "",
    said_at: datetime | None = None,
) -> bool:
    """Take the ground for one purpose back; False when there was none.

    `said_at` is when the resident said so, if that was earlier. Referrals that went out before are not
    called back by this: services.resident.take_back_consent does that.
    """
    gone = help_request.consents.filter(purpose=purpose, withdrawn_at=None).update(
        withdrawn_at=said_at or at, withdrawn_how=how
    )
    if gone:
        help_request.timeline.create(
            at=at,
            actor=by,
            kind=TimelineEntry.Kind.CONSENT,
            before=purpose,
            after=how,
            detail=TimelineEntry.WITHDRAWN,
        )
    return bool(gone)


def may_share(help_request: HelpRequest) -> bool:
    """Whether a ground for passing data to an organisation is on record now."""
    return help_request.consents.filter(purpose=Consent.Purpose.SHARE, withdrawn_at=None).exists()
