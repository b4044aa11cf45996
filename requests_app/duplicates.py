"""Requests that may come from the same person: shown to a person, never blocked, never joined by itself."""

from django.db.models import Q, QuerySet

from network.models import User
from requests_app.models import HelpRequest

SHOWN = 5


def likely_duplicates(
    user: User,
    *,
    phone: str = "",
    email: str = "",
    name: str = "",
    postcode4: str = "",
    leave_out: int | None = None,
) -> QuerySet[HelpRequest]:
    """Visible requests with the same telephone or mail address, or the same name in the same postcode."""
    same = Q()
    if phone:
        same |= Q(phone=phone) | Q(asker_phone=phone)
    if email:
        same |= Q(email__iexact=email)
    if len(name.strip()) > 3 and postcode4:
        same |= Q(name__iexact=name.strip(), postcode4=postcode4)
    if not same:
        return HelpRequest.objects.none()
    found = HelpRequest.objects.visible_to(user).filter(same, merged_into=None).exclude(pk=leave_out)
    return found.order_by("-created_at")[:SHOWN]
