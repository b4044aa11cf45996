"""One meeting on the agenda, with its programme."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.series import Series
from network.models import District, Partner, User


class EventQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "EventQuerySet":
        """Drafts are for those who prepare meetings; everything else is public."""
        if user.is_authenticated and (user.is_coordinator or user.is_core_group):
            return self
        return self.exclude(status=Event.Status.DRAFT)

    def upcoming(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")


class Event(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("concept")
        PUBLISHED = "published", _("gepubliceerd")
        CANCELLED = "cancelled", _("gaat niet door")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True, max_length=120)
    series = models.ForeignKey(Series, models.PROTECT, related_name="events", verbose_name=_("reeks"))
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("titel"), max_length=160)
    question = models.CharField(_("de vraag van vandaag"), max_length=300, blank=True)
    about = models.TextField(_("waar het over gaat"), blank=True)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    host = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="hosted_events",
        verbose_name=_("gastheer"),
    )
    host_name = models.CharField(_("gastheer (vrije tekst)"), max_length=120, blank=True)
    venue = models.CharField(_("plaats"), max_length=160, blank=True)
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("wijk")
    )
    access_note = models.CharField(_("toegankelijkheid"), max_length=300, blank=True)
    places = models.PositiveIntegerField(_("aantal plekken"), default=40)
    asks_for_lunch = models.BooleanField(_("er is een lunch"), default=False)
    sign_up_until = models.DateTimeField(_("aanmelden kan tot"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("aantal aanwezigen"), null=True, blank=True)
    # Goes up with each change that a calendar must notice (RFC 5545, SEQUENCE).
    revision = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("De bijeenkomst eindigt voordat zij begint."),
            )
        ]
        indexes = [models.Index(name="event_agenda", fields=["status", "starts_at", "id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event_detail", args=[self.slug])

    def sign_up_is_open(self, now: datetime | None = None) -> bool:
        now = now or timezone.now()
        return self.status == self.Status.PUBLISHED and now < (self.sign_up_until or self.starts_at)


class ProgrammeItem(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(_("tijd"), null=True, blank=True)
    title = models.CharField(_("onderdeel"), max_length=200)
    speaker_role = models.CharField(_("door wie (functie)"), max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="programme_position_once", fields=["event", "position"])
        ]

    def __str__(self) -> str:
        return self.title
