"""Somebody who comes, waits for a place, or cancelled. Most have no account."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.group import BreakoutGroup


def new_cancel_code() -> str:
    """Secret of the cancel link: 160 random bits."""
    return secrets.token_urlsafe(20)


class SignUpQuerySet(models.QuerySet):
    def confirmed(self) -> "SignUpQuerySet":
        return self.filter(status=SignUp.Status.CONFIRMED)

    def waiting(self) -> "SignUpQuerySet":
        """In the order in which they move up: that of arrival, which is that of the event's lock."""
        return self.filter(status=SignUp.Status.WAITING).order_by("pk")

    def standing(self) -> "SignUpQuerySet":
        """Everybody who comes or waits."""
        return self.exclude(status=SignUp.Status.CANCELLED)


class SignUp(models.Model):
    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("aangemeld")
        WAITING = "waiting", _("op de wachtlijst")
        CANCELLED = "cancelled", _("afgemeld")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    cancel_code = models.CharField(max_length=40, unique=True, default=new_cancel_code, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="sign_ups")
    group = models.ForeignKey(
        BreakoutGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sign_ups",
        verbose_name=_("deelgroep"),
    )
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("e-mailadres"))
    organisation = models.CharField(_("organisatie"), max_length=120, blank=True)
    wants_lunch = models.BooleanField(_("ik eet mee"), default=False)
    needs = models.CharField(_("waar kunnen wij rekening mee houden"), max_length=300, blank=True)
    language = models.CharField(max_length=2, default="nl", help_text="of the mails to this person")
    status = models.CharField(max_length=10, choices=Status)
    signed_up_at = models.DateTimeField()
    moved_up_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(_("aanwezig"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="sign_up_once_per_person",
                condition=~Q(status="cancelled"),
                violation_error_message=_("Met dit e-mailadres bent u al aangemeld."),
            ),
            models.CheckConstraint(
                name="sign_up_cancelled_with_date",
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
            ),
        ]
        indexes = [models.Index(name="sign_up_waiting_order", fields=["event", "status", "id"])]

    def __str__(self) -> str:
        return f"{self.event_id} {self.status} ({self.public_id})"

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def place_in_line(self) -> int:
        """1 for the first who moves up. Only for somebody who waits."""
        return SignUp.objects.waiting().filter(event_id=self.event_id, pk__lte=self.pk).count()
