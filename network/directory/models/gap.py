"""Help that was missing: what the network learns from. Holds no personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.directory.models.place import District
from network.directory.models.theme import Category, Theme


class Gap(models.Model):
    class Reason(models.TextChoices):
        NO_FIT = "no_fit", _("geen passend aanbod")
        ONLY_FULL = "only_full", _("alleen vol aanbod")
        DECLINED_FOR_CAPACITY = "declined_for_capacity", _("afgewezen: geen plek")
        WAITED_TOO_LONG = "waited_too_long", _("te lang gewacht")
        STOPPED_ASKING = "stopped_asking", _("bewoner is gestopt met vragen")

    month = models.DateField(help_text="first day of the month")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="gaps")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="gaps")
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="gaps")
    reason = models.CharField(max_length=24, choices=Reason)

    class Meta:
        verbose_name = _("witte vlek")
        verbose_name_plural = _("witte vlekken")
        indexes = [models.Index(name="gap_month_theme", fields=["month", "theme", "district"])]
        constraints = [
            models.CheckConstraint(name="gap_month_is_first_day", condition=models.Q(month__day=1))
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}/{self.district_id}/{self.reason}/{self.month:%Y-%m}"
