"""Free text around a request, apart from the timeline so that erasure is real."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Partner, User
from requests_app.models.help_request import HelpRequest


class Note(models.Model):
    class Kind(models.TextChoices):
        NOTE = "note", _("notitie")
        CALL = "call", _("telefoongesprek")
        VISIT = "visit", _("bezoek")
        MESSAGE = "message", _("bericht van de bewoner")

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="notes")
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        null=True,
        related_name="+",
        help_text="set: only this partner's people read it",
    )
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    reached = models.BooleanField(null=True, help_text="a call or visit: was the resident reached")
    body = models.TextField(_("notitie"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(name="note_of_request", fields=["help_request", "at"])]

    def __str__(self) -> str:
        return f"{self.help_request_id} {self.kind}"
