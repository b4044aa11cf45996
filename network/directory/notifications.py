"""What the directory tells people by mail."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.directory.models import Invitation
from network.directory.services import invitations
from network.outbox import Mail, renderer
from network.outbox.models import Notification


@renderer("invitation")
def invitation(notification: Notification) -> Mail | None:
    """Nothing to send once it is used, withdrawn or over. In Dutch: nobody has said yet what they read."""
    pk = notification.subject_ref.partition("/")[2]
    found = Invitation.objects.select_related("partner").filter(pk=pk).first()
    if found is None or not found.is_open(timezone.now()):
        return None
    return Mail(
        to=found.email,
        subject=_("Uw uitnodiging voor NIZU"),
        template="email/invitation",
        context={"invitation": found, "link": invitations.link(found)},
    )
