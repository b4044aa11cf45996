"""How much room an offer has, as the partner says it."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.directory.errors import DirectoryError
from network.directory.models import Capacity, Offer
from network.directory.signals import asking_free_places

logger = structlog.get_logger(__name__)


def free_places(offers: Sequence[Offer]) -> dict[int, int]:
    """Row number of each offer → places left now: those confirmed, minus what was given away since."""
    free = {offer.pk: offer.places_free for offer in offers}
    for _receiver, answer in asking_free_places.send(sender=Offer, offers=list(free)):
        free |= answer
    return free


@transaction.atomic
def confirm_capacity(offer: Offer, *, shown: int, by: User, at: datetime) -> Offer:
    """The number on the screen is still right. shown: that number; a place may be given away meanwhile.

    Confirming starts the count anew: referrals up to now are part of the number and no longer subtracted.
    """
    offer = _locked(offer)
    free = free_places([offer])[offer.pk]
    if free != shown:
        message = _("Er is intussen iets veranderd: nu zijn er %(free)s plekken vrij. Kijk of dat klopt.")
        raise DirectoryError(message % {"free": free})
    return _save(offer, free, by=by, at=at)


@transaction.atomic
def tell_capacity(
    offer: Offer,
    *,
    level: Capacity,
    free: int,
    waiting_weeks: int,
    note: str,
    by: User,
    at: datetime,
) -> Offer:
    """What the partner says is true now. free: places to give away; 0 for a waiting list and for closed."""
    offer = _locked(offer)
    if level in (Capacity.WAITING_LIST, Capacity.CLOSED):
        free = 0
        offer.takes_waiting_list = level == Capacity.WAITING_LIST
    if free > offer.places_total:
        raise DirectoryError(_("Er zijn niet meer vrije plekken dan plekken in totaal."))
    offer.waiting_weeks = waiting_weeks
    offer.capacity_note = note
    return _save(offer, free, by=by, at=at)


def _locked(offer: Offer) -> Offer:
    """The row that whoever gives a place away locks too, so a number never changes under their hands."""
    return Offer.objects.select_for_update(of=("self",)).select_related("partner").get(pk=offer.pk)


def _save(offer: Offer, free: int, *, by: User, at: datetime) -> Offer:
    offer.places_free = free
    offer.capacity_confirmed_at = at
    offer.save(
        update_fields=[
            "places_free", "capacity_confirmed_at", "takes_waiting_list", "waiting_weeks", "capacity_note"
        ]
    )  # fmt: skip
    logger.info("capacity.confirmed", offer=offer.pk, free=free, by=by.pk)
    return offer
