"""What somebody can go to without waiting for us: public offers to walk into that already fit."""

from datetime import datetime

from network.models import Offer
from requests_app.answers import Intake
from requests_app.matching.understanding import understand
from requests_app.matching.wish import Wish
from requests_app.models import Channel, Route
from requests_app.suggesting import proposals_for

AT_MOST = 3
# A fixed volunteer at home needs somebody to arrange it; these one can simply visit.
OPEN_TO_ALL = frozenset({Offer.Format.WALK_IN, Offer.Format.GROUP, Offer.Format.CONSULTATION})


def self_help_for(intake: Intake, *, at: datetime) -> list[Offer]:
    """At most three, best first; none when the question is not one for volunteers."""
    understood = understand(
        intake.text,
        channel=Channel.ONLINE,
        postcode4=intake.postcode4 or None,
        facts=dict(intake.facts),
    )
    if understood.route != Route.VOLUNTEER or not understood.category_slugs:
        return []
    fitting = [one.offer for one in proposals_for(Wish.from_understanding(understood), at=at)]
    chosen = [offer.offer_id for offer in fitting if offer.format in OPEN_TO_ALL][:AT_MOST]
    offers = Offer.objects.published().select_related("partner").in_bulk(chosen)
    return [offers[pk] for pk in chosen if pk in offers]
