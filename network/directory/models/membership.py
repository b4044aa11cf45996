"""Who keeps which districts, and who works for which partner: rows, several per person."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.directory.models.partner import Partner
from network.directory.models.place import District


class Ambassador(models.Model):
    """Keeps the requests of some districts. The right to all districts has an end date."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ambassador")
    districts = models.ManyToManyField(District, related_name="ambassadors", blank=True)
    all_districts_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("ambassadeur")
        verbose_name_plural = _("ambassadeurs")

    def __str__(self) -> str:
        return str(self.user)

    def has_all_districts(self, on: date) -> bool:
        return self.all_districts_until is not None and self.all_districts_until >= on


class PartnerMembership(models.Model):
    """`is_member` answers referrals; `is_admin` keeps profile, offers and people. Both is allowed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="memberships")
    is_member = models.BooleanField(_("behandelt doorverwijzingen"), default=True)
    is_admin = models.BooleanField(_("beheert profiel en mensen"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="membership_once_per_partner", fields=["user", "partner"]),
            models.CheckConstraint(
                name="membership_has_a_task",
                condition=Q(is_member=True) | Q(is_admin=True),
                violation_error_message=_("Kies ten minste één taak."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.partner_id}"
