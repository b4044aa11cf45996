"""Who looks after whose requests while a colleague is away."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador


class StandInQuerySet(models.QuerySet):
    def on(self, day: date) -> "StandInQuerySet":
        return self.filter(first_day__lte=day, last_day__gte=day)


class StandIn(models.Model):
    """From the first up to and including the last day the deputy does all that the absent one may."""

    absent = models.ForeignKey(Ambassador, models.CASCADE, related_name="stand_ins")
    deputy = models.ForeignKey(
        Ambassador, models.CASCADE, related_name="standing_in_for", verbose_name=_("wie neemt waar")
    )
    first_day = models.DateField(_("eerste dag"))
    last_day = models.DateField(_("laatste dag"))

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        indexes = [models.Index(name="stand_in_days", fields=["deputy", "first_day", "last_day"])]
        constraints = [
            models.CheckConstraint(
                name="stand_in_days_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
            models.CheckConstraint(
                name="stand_in_by_somebody_else",
                condition=~Q(absent=F("deputy")),
                violation_error_message=_("Kies een collega."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.absent_id}"
