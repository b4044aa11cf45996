"""One need inside a help request; each is matched, referred and closed on its own."""

import uuid
from datetime import datetime

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import User
from requests_app.errors import RequestError
from requests_app.models.help_request import HelpRequest
from requests_app.models.timeline import TimelineEntry
from requests_app.workflow import NEED_STEPS, NeedStatus, Outcome


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "NeedQuerySet":
        return self.filter(help_request__in=HelpRequest.objects.visible_to(user))

    def open(self) -> "NeedQuerySet":
        return self.exclude(status=NeedStatus.CLOSED)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=["help_request", "status", "outcome", "category_slugs"],
    model_name="NeedEvent",
)
class Need(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField(default=1)
    category_slugs = ArrayField(models.SlugField(), default=list, blank=True, help_text="main first")
    categories_confirmed = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=NeedStatus, default=NeedStatus.NEW)
    status_since = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    # Why help was missing, as far as the network has counted it (Gap): each reason once.
    gap_reasons = ArrayField(models.CharField(max_length=24), default=list, blank=True, db_default=[])

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        constraints = [
            models.UniqueConstraint(name="need_position_once", fields=["help_request", "position"]),
            models.CheckConstraint(name="need_status_known", condition=Q(status__in=NeedStatus.values)),
            models.CheckConstraint(
                name="need_closed_with_outcome",
                condition=(Q(status="closed") & ~Q(outcome="")) | (~Q(status="closed") & Q(outcome="")),
                violation_error_message=_("Kies hoe het is afgelopen."),
            ),
        ]
        indexes = [
            models.Index(name="need_status", fields=["status", "help_request"]),
        ]
        triggers = [
            pgtrigger.FSM(
                name="need_steps",
                field="status",
                transitions=[(old, new) for old, steps in NEED_STEPS.items() for new in sorted(steps)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.help_request_id}.{self.position}"

    @property
    def main_category(self) -> str | None:
        return self.category_slugs[0] if self.category_slugs else None

    def move_to(
        self, status: NeedStatus, *, by: User | None, at: datetime, outcome: Outcome | str = ""
    ) -> None:
        """Take one step of NEED_STEPS and put it on the timeline.

        `by` is empty when the resident or the clock did it. The caller has locked the row.
        Raises RequestError when the step is not allowed.
        """
        if status not in NEED_STEPS[NeedStatus(self.status)]:
            raise RequestError(
                _("Deze stap kan nu niet: de vraag staat op ‘%(status)s’.")
                % {"status": self.get_status_display()}
            )
        before, self.status, self.status_since, self.outcome = self.status, status, at, outcome
        self.save(update_fields=["status", "status_since", "outcome"])
        TimelineEntry.objects.create(
            help_request_id=self.help_request_id,
            need=self,
            at=at,
            actor=by,
            kind=TimelineEntry.Kind.NEED_STATUS,
            before=before,
            after=status,
            detail=outcome,
        )
