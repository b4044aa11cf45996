"""One need, sent to one offer; and the place it holds there."""

import uuid
from datetime import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Offer, User
from requests_app.errors import RequestError
from requests_app.models.need import Need
from requests_app.models.timeline import TimelineEntry
from requests_app.workflow import (
    ACCEPTED_REFERRAL,
    AWAITS_ANSWER,
    HOLDS_PLACE,
    REFERRAL_STEPS,
    DeclineReason,
    Outcome,
    ReferralStatus,
)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ReferralQuerySet":
        """Referrals to partners where this user handles referrals; every view of a partner starts here."""
        if not user.is_authenticated or not user.is_partner_member:
            return self.none()
        return self.filter(
            offer__partner__memberships__user=user, offer__partner__memberships__is_member=True
        )

    def holding_a_place(self) -> "ReferralQuerySet":
        return self.filter(status__in=HOLDS_PLACE)

    def awaiting_answer(self) -> "ReferralQuerySet":
        return self.filter(status__in=AWAITS_ANSWER)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=["need", "offer", "status", "decline_reason", "outcome"],
    model_name="ReferralEvent",
)
class Referral(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.ForeignKey(Need, models.CASCADE, related_name="referrals")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    summary = models.CharField(
        _("één zin voor de partner"),
        max_length=300,
        blank=True,
        help_text=_("Zonder naam, adres of telefoonnummer."),
    )
    suggestion_rank = models.PositiveSmallIntegerField(
        null=True, help_text="1 is the first suggestion; empty: chosen outside the list"
    )
    other_choice_reason = models.CharField(max_length=40, blank=True)
    rules_version = models.CharField(max_length=20, blank=True)

    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    decline_note = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    # The partner's turn began: at sending, and again when the ambassador answered a question.
    waits_since = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("doorverwijzing")
        verbose_name_plural = _("doorverwijzingen")
        constraints = [
            models.UniqueConstraint(
                name="one_live_referral_per_need",
                fields=["need"],
                condition=Q(status__in=sorted(HOLDS_PLACE)),
                violation_error_message=_("Deze vraag is al doorgestuurd."),
            ),
            models.CheckConstraint(
                name="referral_status_known", condition=Q(status__in=ReferralStatus.values)
            ),
            models.CheckConstraint(
                name="referral_declined_with_reason",
                condition=~Q(status="declined") | ~Q(decline_reason=""),
                violation_error_message=_("Kies een reden."),
            ),
            models.CheckConstraint(
                name="referral_ended_with_outcome",
                condition=~Q(status="ended") | ~Q(outcome=""),
                violation_error_message=_("Kies hoe het is afgelopen."),
            ),
        ]
        indexes = [
            models.Index(name="referral_place", fields=["offer", "status", "sent_at"]),
            models.Index(
                name="referral_holding",
                fields=["offer", "sent_at"],
                condition=Q(status__in=sorted(HOLDS_PLACE)),
            ),
            models.Index(
                name="referral_waiting",
                fields=["waits_since"],
                condition=Q(status__in=sorted(AWAITS_ANSWER)),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="referral_steps",
                field="status",
                transitions=[(old, new) for old, steps in REFERRAL_STEPS.items() for new in sorted(steps)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.offer_id}"

    @property
    def shows_identity(self) -> bool:
        """Whether the partner may see who the resident is: after accepting, until the resident steps back."""
        return self.status in ACCEPTED_REFERRAL and self.outcome != Outcome.WITHDRAWN

    def move_to(
        self, status: ReferralStatus, *, by: User | None, at: datetime, role: str = "", **fields: object
    ) -> None:
        """Take one step of REFERRAL_STEPS, set `fields` with it, and put it on the timeline.

        `role`: the function of who took it without an account, through a mailed link.
        The caller has locked the row. Raises RequestError when the step is not allowed.
        """
        if status not in REFERRAL_STEPS[ReferralStatus(self.status)]:
            raise RequestError(
                _("Deze stap kan nu niet: de doorverwijzing staat op ‘%(status)s’.")
                % {"status": self.get_status_display()}
            )
        before, self.status = self.status, status
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["status", *fields])
        self.choices.update(status=status, outcome=self.outcome)
        TimelineEntry.objects.create(
            help_request_id=self.need.help_request_id,
            need_id=self.need_id,
            referral=self,
            at=at,
            actor=by,
            role=role,
            kind=TimelineEntry.Kind.REFERRAL_STATUS,
            before=before,
            after=status,
            detail=self.decline_reason or self.outcome,
        )
