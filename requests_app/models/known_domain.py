"""Mail domains of organisations whose professionals the network knows; kept by coordinators."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import User


class KnownDomain(models.Model):
    """Whoever proves an address of this domain is believed to work for this organisation."""

    domain = models.CharField(_("domein"), max_length=120)
    organisation = models.CharField(_("organisatie"), max_length=120)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["domain"]
        verbose_name = _("bekend domein")
        verbose_name_plural = _("bekende domeinen")
        constraints = [
            models.UniqueConstraint(
                Lower("domain"),
                name="known_domain_once",
                violation_error_message=_("Dit domein staat al in de lijst."),
            )
        ]

    def __str__(self) -> str:
        return self.domain
