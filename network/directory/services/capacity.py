"""How much room an offer has, as the partner says it.

Confirming starts the count anew: referrals up to that moment are part of the number. The moment is
therefore taken under the lock on the offer's row. One from before the waiting could lie before that of a
colleague, or of a place given away meanwhile, which would then be subtracted twice.
"""

from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.directory.errors import DirectoryError
from network.directory.models import Capacity, Offer
from network.directory.signals import asking_free_places

logger = structlog.get_logger(__name__)


class PlacesChanged(DirectoryError):
    """The number of free places is not the one on the screen any more; `free` is what it is now."""

    def __init__(self, free: int) -> None:
        message = _("Er is intussen iets veranderd: nu zijn er %(free)s plekken vrij. Kijk of dat klopt.")
        super().__init__(message % {"free": free})
        self.free = free


def free_places(offers: Sequence[Offer]) -> dict[int, int]:
    """Row number of each offer → places left now: those confirmed, minus what was given away since."""
    free = {offer.pk: offer.places_free for offer in offers}
    for _receiver, answer in asking_free_places.send(sender=Offer, offers=list(free)):
        free |= answer
    return free


@transaction.atomic
def confirm_capacity(offer: Offer, *, shown: int, by: User) -> Offer:
    """The number on the screen is still right. Raises PlacesChanged when it changed since."""
    offer = _locked(offer, shown)
    return _save(offer, shown, by=by)


@transaction.atomic
def tell_capacity(
    offer: Offer,
    *,
    level: Capacity,
    free: int,
    waiting_weeks: int,
    note: str,
    shown: int | None,
    by: User,
) -> Offer:
    """What the partner says is true now. free: places to give away; 0 for a waiting list and for closed.

    shown: the number the partner saw when saying so. Raises PlacesChanged when it changed since.
    """
    offer = _locked(offer, shown)
    if level in (Capacity.WAITING_LIST, Capacity.CLOSED):
        free = 0
        offer.takes_waiting_list = level == Capacity.WAITING_LIST
    if free > offer.places_total:
        raise DirectoryError(_("Er zijn niet meer vrije plekken dan plekken in totaal."))
    offer.waiting_weeks = waiting_weeks
    offer.capacity_note = note
    return _save(offer, free, by=by)


def _locked(offer: Offer, shown: int | None) -> Offer:
    """The row that whoever gives a place away locks too, so a number never changes under their hands."""
    offer = Offer.objects.select_for_update(of=("self",)).select_related("partner").get(pk=offer.pk)
    free = free_places([offer])[offer.pk]
    if free != shown:
        raise PlacesChanged(free)
    return offer


def _save(offer: Offer, free: int, *, by: User) -> Offer:
    offer.places_free = free
    offer.capacity_confirmed_at = timezone.now()
    offer.save(
        update_fields=[
            "places_free", "capacity_confirmed_at", "takes_waiting_list", "waiting_weeks", "capacity_note"
        ]
    )  # fmt: skip
    logger.info("capacity.confirmed", offer=offer.pk, free=free, by=by.pk)
    return offer
