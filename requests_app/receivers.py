"""Answers to what the floor below asks."""

from collections.abc import Sequence

from django.dispatch import receiver

from network.directory.signals import asking_free_places
from network.models import Offer
from requests_app.models.places import with_free_places


@receiver(asking_free_places)
def tell_free_places(sender: type[Offer], offers: Sequence[int], **kwargs: object) -> dict[int, int]:
    """Row number → places left, so that a partner sees and confirms what is true today."""
    found = with_free_places(Offer.objects.filter(pk__in=offers))
    return dict(found.values_list("pk", "free_places"))
