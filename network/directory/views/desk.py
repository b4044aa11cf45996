"""What the pages of the partner's counter share."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from network.directory.models import Partner


def desk_url(partner: Partner) -> str:
    """The list of this partner's offers, where every form goes back to."""
    return f"{reverse('network:desk_offer_list')}?partner={partner.slug}"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too: that one has to be told what is missing."""
    return request.POST if request.method == "POST" else None


def status(request: HttpRequest) -> int:
    """A form that comes back after a POST holds something to mend."""
    return 422 if request.method == "POST" else 200
