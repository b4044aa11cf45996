"""Give a place at an offer away at most once."""

from network.models import Offer
from requests_app.models import Referral


def lock_offer(pk: int) -> Offer:
    """The offer under its row lock, with its partner: whoever wants a place there waits here."""
    return Offer.objects.select_for_update(of=("self",)).select_related("partner").get(pk=pk)


def free_places(offer: Offer) -> int:
    """Places left at this moment; the caller holds the offer's lock (lock_offer)."""
    taken = Referral.objects.filter(offer=offer).holding_a_place()
    if offer.capacity_confirmed_at is not None:
        taken = taken.filter(sent_at__gte=offer.capacity_confirmed_at)
    return max(0, offer.places_free - taken.count())
