"""What a partner keeps of its own part of the directory: profile, offers, contacts, a pause."""

from datetime import date, datetime

import structlog
from django.db import transaction
from django.utils.text import slugify

from network.accounts.models import User
from network.directory.models import Offer, Partner

logger = structlog.get_logger(__name__)


@transaction.atomic
def create_offer(offer: Offer, *, by: User, at: datetime) -> Offer:
    """Save a new offer with an address of its own. It stays hidden until somebody publishes it."""
    offer.slug = free_slug(offer.title, offer.partner)
    offer.is_published = False
    offer.capacity_confirmed_at = at
    offer.save()
    logger.info("offer.created", offer=offer.pk, by=by.pk)
    return offer


@transaction.atomic
def publish_offer(offer: Offer, *, visible: bool, by: User) -> None:
    """Show an offer in the directory or take it out; what runs already goes on either way."""
    Offer.objects.filter(pk=offer.pk).update(is_published=visible)
    logger.info("offer.published" if visible else "offer.hidden", offer=offer.pk, by=by.pk)


@transaction.atomic
def pause_partner(partner: Partner, *, until: date | None, by: User) -> None:
    """No new referrals up to and including a day; None ends a pause."""
    Partner.objects.filter(pk=partner.pk).update(paused_until=until)
    logger.info("partner.paused", partner=partner.pk, until=str(until or ""), by=by.pk)


def free_slug(title: str, partner: Partner) -> str:
    """The title as an address; with the partner's own, and then a number, when it is taken."""
    base = slugify(title)[:60] or "aanbod"
    named = f"{base}-{partner.slug}"[:74]
    taken = set(Offer.objects.filter(slug__startswith=base[:40]).values_list("slug", flat=True))
    tries = [base, named, *(f"{named}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)
