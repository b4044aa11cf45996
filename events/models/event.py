"""One meeting on the agenda, with its programme."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Deferrable, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.models.series import Series
from network.models import District, Partner, User

# From here on the agenda says that there is little room.
FEW_PLACES = 5


@dataclass(frozen=True)
class Room:
    tone: str
    icon: str
    label: str


class EventQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "EventQuerySet":
        """Drafts are for those who prepare meetings; everything else is public."""
        if user.is_authenticated and (user.is_coordinator or user.is_core_group):
            return self
        return self.public()

    def upcoming(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")

    def published(self) -> "EventQuerySet":
        return self.filter(status=Event.Status.PUBLISHED)

    def public(self) -> "EventQuerySet":
        """What stands on the agenda for everybody, with what was called off."""
        return self.exclude(status=Event.Status.DRAFT)

    def with_report(self) -> "EventQuerySet":
        """Outcomes and actions as arrays in the same row: the page of a meeting asks the database less."""
        lines = apps.get_model("events", "ReportLine").objects.filter(event=OuterRef("pk"))
        actions = apps.get_model("events", "Action").objects.filter(event=OuterRef("pk"))
        return self.annotate(
            report_rows=ArraySubquery(
                lines.order_by("position").values(json=JSONObject(group="group_id", text="text"))
            ),
            action_rows=ArraySubquery(
                actions.order_by("position").values(
                    json=JSONObject(text="text", owner_role="owner_role", due_on="due_on", done_on="done_on")
                )
            ),
        )

    def with_card_data(self) -> "EventQuerySet":
        """All that a card on the agenda prints, in one query: series, host, district, places taken."""
        return self.select_related("series", "host", "district").annotate(
            taken=_number_of_sign_ups("confirmed"), waiting=_number_of_sign_ups("waiting")
        )


def _number_of_sign_ups(status: str) -> Coalesce:
    """Sign-ups of the event at hand with this status, counted over the index on (event, status)."""
    sign_ups = apps.get_model("events", "SignUp").objects.filter(event=OuterRef("pk"), status=status)
    number = sign_ups.order_by().values("event").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


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
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_events",
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
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    cancel_note = models.CharField(_("waarom de bijeenkomst niet doorgaat"), max_length=300, blank=True)
    report_published_at = models.DateTimeField(null=True, blank=True)
    # What is left of the sign-ups when their retention period is over: two figures.
    signed_up_total = models.PositiveIntegerField(null=True, blank=True)
    cancelled_total = models.PositiveIntegerField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

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

    def report(self, group_titles: dict[int, str]) -> dict[str, Any]:
        """Outcomes in parts per group (an empty title: said by all), and actions; from with_report()."""
        texts: dict[int | None, list[str]] = {}
        for row in self.report_rows:
            texts.setdefault(row["group"], []).append(row["text"])
        parts = [
            {"title": title, "texts": texts[number]}
            for number, title in ({None: ""} | group_titles).items()
            if number in texts
        ]
        days = ("due_on", "done_on")
        actions = [
            row | {day: date.fromisoformat(row[day]) if row[day] else None for day in days}
            for row in self.action_rows
        ]
        return {"parts": parts, "actions": actions}

    @property
    def is_full(self) -> bool:
        """Whoever signs up now waits; from with_card_data()."""
        return self.taken + self.waiting >= self.places

    def room(self) -> Room:
        """Can one still come? In a word, a tone and an icon; from with_card_data()."""
        if self.is_cancelled:
            return Room("danger", "ban", gettext("Gaat niet door"))
        if self.is_draft:
            return Room("quiet", "pencil", gettext("Concept"))
        if self.is_over():
            return Room("quiet", "history", gettext("Geweest"))
        if not self.sign_up_is_open():
            return Room("quiet", "lock", gettext("Aanmelden is gesloten"))
        if self.is_full:
            return Room("violet", "clock", gettext("Vol, met wachtlijst"))
        free = self.places - self.taken
        words = ngettext("Nog %(free)s plek", "Nog %(free)s plekken", free) % {"free": free}
        return Room("warning" if free <= FEW_PLACES else "success", "ticket", words)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def host_label(self) -> str:
        """Who receives us: the partner's name, or what was typed instead of a partner."""
        return self.host_name or (self.host.name if self.host else "")

    @property
    def where(self) -> str:
        """Place and district in one line, as far as known; reads `district`."""
        if self.district and not self.venue:
            return gettext("%(district)s, adres volgt") % {"district": self.district}
        return f"{self.venue}, {self.district}" if self.district else self.venue

    @property
    def when(self) -> str:
        """Day and hours in words, on the clock of Utrecht and in the reader's language."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        words = {
            "day": date_format(start, "l j F Y"), "start": time_format(start, "H:i"),
            "end_day": date_format(end, "l j F Y"), "end": time_format(end, "H:i"),
        }  # fmt: skip
        if start.date() == end.date():
            return gettext("%(day)s van %(start)s tot %(end)s uur") % words
        return gettext("%(day)s om %(start)s uur tot %(end_day)s om %(end)s uur") % words

    def is_over(self, now: datetime | None = None) -> bool:
        return self.ends_at < (now or timezone.now())

    def has_begun(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())

    @property
    def sign_up_ends(self) -> datetime:
        return min(self.sign_up_until or self.starts_at, self.starts_at)

    def sign_up_is_open(self, now: datetime | None = None) -> bool:
        return self.is_published and (now or timezone.now()) < self.sign_up_ends


class ProgrammeItem(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(_("tijd"), null=True, blank=True)
    title = models.CharField(_("onderdeel"), max_length=200)
    speaker_role = models.CharField(_("door wie (functie)"), max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="programme_position_once",
                fields=["event", "position"],
                deferrable=Deferrable.DEFERRED,  # rows trade places within one transaction
            )
        ]

    def __str__(self) -> str:
        return self.title
