"""Checking in at the door."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.errors import EventError
from events.models import SignUp


@transaction.atomic
def check_in(sign_up: SignUp, *, attended: bool | None) -> SignUp:
    """Note that somebody is here (True), did not come (False), or take the note back (None).

    Raises EventError for somebody without a place.
    """
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up.pk)
    if not sign_up.is_confirmed:
        raise EventError(_("Deze persoon heeft geen plek."))
    sign_up.attended = attended
    sign_up.save(update_fields=["attended"])
    return sign_up
