"""What has to be told, exactly once, and how the telling goes. Source: docs/decisions/0004-outbox.md."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notification(models.Model):
    """A fact somebody must hear. `key` is kind:object:recipient:occasion, so it is told once, for ever."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=60, help_text="what it is about, as model/id")
    recipient_ref = models.CharField(max_length=60, help_text="who hears it, as model/id")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(name="notification_subject", fields=["subject_ref"])]

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("staat klaar")
        CLAIMED = "claimed", _("opgepakt")
        HANDING_OVER = "handing_over", _("wordt overhandigd")
        SENT = "sent", _("verstuurd")
        UNCERTAIN = "uncertain", _("niet zeker aangekomen")
        DEAD = "dead", _("niet te bezorgen")
        WITHDRAWN = "withdrawn", _("niet meer nodig")

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="delivery_once_per_channel", fields=["notification", "channel"]),
            models.CheckConstraint(
                name="delivery_lease_while_in_hand",
                condition=Q(state__in=["claimed", "handing_over"], lease_until__isnull=False)
                | ~Q(state__in=["claimed", "handing_over"]),
            ),
        ]
        indexes = [
            models.Index(
                name="delivery_due",
                fields=["next_at", "id"],
                condition=Q(state="queued"),
            ),
            models.Index(
                name="delivery_in_hand",
                fields=["lease_until"],
                condition=Q(state__in=["claimed", "handing_over"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} {self.state}"

    @staticmethod
    def new_message_id() -> str:
        return f"<{uuid.uuid4()}@nizu>"
