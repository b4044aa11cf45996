"""The ground on which a resident's data is used: one row per purpose, never one tick for all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.models.help_request import HelpRequest


class Consent(models.Model):
    class Purpose(models.TextChoices):
        HANDLE = "handle", _("de vraag behandelen")
        SHARE = "share", _("gegevens delen met een passende organisatie")
        FOLLOW_UP = "follow_up", _("later vragen hoe het ging")

    class Ground(models.TextChoices):
        CONSENT = "consent", _("toestemming van de bewoner")
        SPOKEN = "spoken", _("mondelinge toestemming, genoteerd")
        VIA_PROFESSIONAL = (
            "via_professional",
            _("de verwijzer verklaart dat de bewoner het weet en goedvindt"),
        )
        VIA_RELATIVE = (
            "via_relative",
            _("wie voor de bewoner vraagt zegt dat de bewoner het weet en goedvindt"),
        )
        VITAL_INTEREST = "vital_interest", _("vitaal belang (gevaar)")

    class How(models.TextChoices):
        PAGE = "page", _("op de eigen pagina")
        PHONE = "phone", _("per telefoon")
        IN_PERSON = "in_person", _("in een gesprek")
        IN_WRITING = "in_writing", _("per brief of mail")
        VIA_OTHER = "via_other", _("via iemand anders")

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    ground = models.CharField(max_length=20, choices=Ground)
    wording_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=12, choices=How, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consent_valid_once_per_purpose",
                fields=["help_request", "purpose"],
                condition=models.Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.help_request_id}: {self.purpose}"
