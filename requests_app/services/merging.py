"""Two requests about the same thing become one; what was told in both stays readable."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from network.models import User
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Need, TimelineEntry
from requests_app.services.closing import close_request
from requests_app.services.planning import lock_request
from requests_app.workflow import NeedStatus, Outcome


@transaction.atomic
def merge(duplicate: HelpRequest, into: HelpRequest, *, by: User, at: datetime) -> HelpRequest:
    """Close the duplicate and point it to the request that goes on; both timelines stay.

    Raises RequestError when the duplicate is on its way to a partner, or either was merged before.
    """
    if duplicate.pk == into.pk:
        raise RequestError(_("Kies een andere vraag om mee samen te voegen."))
    # The needs of both, in one order: of two people who merge the same pair each way, one waits here.
    both = Need.objects.filter(help_request__in=[duplicate.pk, into.pk])
    needs = [need for need in both.select_for_update().order_by("pk") if need.help_request_id == duplicate.pk]
    if any(need.status not in {NeedStatus.NEW, NeedStatus.TRIAGE, NeedStatus.CLOSED} for need in needs):
        raise RequestError(
            _("Deze vraag is al bij een partner. Trek die eerst in, of sluit de andere vraag.")
        )
    close_request(duplicate, Outcome.DUPLICATE, by=by, at=at)
    first, second = sorted([duplicate, into], key=lambda one: one.pk)
    locked = {one.pk: lock_request(one) for one in (first, second)}
    duplicate, into = locked[duplicate.pk], locked[into.pk]
    if duplicate.merged_into_id or into.merged_into_id:
        raise RequestError(_("Een van beide vragen is al samengevoegd."))
    if not into.is_open:
        raise RequestError(_("Die vraag is al afgesloten. Open hem eerst opnieuw."))
    duplicate.merged_into = into
    duplicate.save(update_fields=["merged_into"])
    for one, other, field in ((duplicate, into, "after"), (into, duplicate, "before")):
        one.timeline.create(at=at, actor=by, kind=TimelineEntry.Kind.MERGED, **{field: str(other.pk)})
    return into
