"""A group into which a meeting breaks out, with a question and places of its own."""

from django.db import models
from django.db.models import Count, Deferrable, Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class BreakoutGroupQuerySet(models.QuerySet):
    def with_taken(self) -> "BreakoutGroupQuerySet":
        """Each group with the number of people who have a place in it."""
        return self.annotate(taken=Count("sign_ups", filter=Q(sign_ups__status="confirmed")))


class BreakoutGroup(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("thema of vraag"), max_length=200)
    places = models.PositiveIntegerField(_("aantal plekken"), null=True, blank=True)

    objects = BreakoutGroupQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("deelgroep")
        verbose_name_plural = _("deelgroepen")
        constraints = [
            models.UniqueConstraint(
                name="group_position_once", fields=["event", "position"], deferrable=Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.title
