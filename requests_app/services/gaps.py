"""What the network could not offer: noted by theme and district, without the person."""

from datetime import datetime

from django.utils import timezone

from network.models import Category, Gap
from requests_app.models import Need


def record_gap(need: Need, reason: str, *, at: datetime) -> Gap | None:
    """Note that help was missing for this need; None while nobody said what kind of help it is."""
    category = Category.objects.filter(slug=need.main_category).first() if need.main_category else None
    if category is None:
        return None
    return Gap.objects.create(
        month=timezone.localdate(at).replace(day=1),
        theme_id=category.theme_id,
        category=category,
        district_id=need.help_request.district_id,
        reason=reason,
    )
