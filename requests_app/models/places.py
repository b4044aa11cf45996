"""How many places an offer has left: counted from referrals, never kept in a field.

Free places = places at the last confirmation minus referrals since then that hold a place.
"""

from django.db.models import Count, F, OuterRef, PositiveIntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from network.models import Offer
from requests_app.models.referral import Referral
from requests_app.workflow import HOLDS_PLACE


def with_free_places(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """The offers, each with `free_places`: 0 and more, in the same statement.

    Good for showing and ranking. Before giving a place away count again under the offer's lock
    (requests_app.services.places).
    """
    taken = (
        Referral.objects.filter(offer=OuterRef("pk"), status__in=sorted(HOLDS_PLACE))
        .filter(Q(sent_at__gte=OuterRef("capacity_confirmed_at")) | Q(offer__capacity_confirmed_at=None))
        .order_by()
        .values("offer")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return offers.annotate(
        free_places=Greatest(
            F("places_free") - Coalesce(Subquery(taken), 0), 0, output_field=PositiveIntegerField()
        )
    )
