"""What a meeting led to: lines per group, and actions with an owner and a date."""

from django.db import models
from django.db.models import Deferrable
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.group import BreakoutGroup


class ReportLine(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="report_lines")
    group = models.ForeignKey(
        BreakoutGroup, models.SET_NULL, null=True, blank=True, related_name="report_lines"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("wat er is gezegd of besloten"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="report_line_once", fields=["event", "position"], deferrable=Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Action(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("actiepunt"))
    owner_role = models.CharField(_("wie"), max_length=120)
    due_on = models.DateField(_("wanneer"), null=True, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("actiepunt")
        verbose_name_plural = _("actiepunten")
        constraints = [
            models.UniqueConstraint(
                name="action_once", fields=["event", "position"], deferrable=Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
