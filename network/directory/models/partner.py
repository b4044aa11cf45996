"""A partner organisation and the people one can reach there."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramWordSimilarity
from django.db import models
from django.db.models import Count, F, Max, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Dutch stems without accents, so that "cafe" finds "café"; made by a migration.
SEARCH_CONFIG = "dutch_unaccented"
# From this share of shared letter groups a word counts as misspelt: "matje" finds "maatje".
NEARLY_THE_SAME = 0.55


class PartnerQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def visible_to(self, user):
        """Published partners, and the hidden ones this user works for or keeps."""
        if not user.is_authenticated:
            return self.published()
        if user.is_coordinator:
            return self.all()
        return self.filter(Q(is_published=True) | Q(pk__in=user.memberships.values("partner")))

    def of(self, user):
        """Partners this user works for, in whatever task; a coordinator works for all of them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(pk__in=user.memberships.values("partner"))

    def matching_words(self, text: str):
        """Partners a visitor may mean: a near-spelling of the name, or the words in the profile."""
        plain = Unaccent(Value(text))
        query = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
        return self.annotate(
            likeness=TrigramWordSimilarity(plain, Unaccent(F("name"))),
            words=SearchVector("name", "profile", "audience", config=SEARCH_CONFIG),
        ).filter(Q(likeness__gte=NEARLY_THE_SAME) | Q(words=query))

    def with_state_of_offers(self, now: datetime):
        """Each with `number_shown` offers in the directory, `number_old` of them with a claim that ages,
        and `last_confirmed`: the newest moment anybody confirmed room."""
        shown = Q(offers__is_published=True)
        fresh_from = now - timedelta(days=settings.CAPACITY_FRESH_DAYS)
        old = Q(offers__capacity_confirmed_at=None) | Q(offers__capacity_confirmed_at__lt=fresh_from)
        return self.annotate(
            number_shown=Count("offers", filter=shown),
            number_old=Count("offers", filter=shown & old),
            last_confirmed=Max("offers__capacity_confirmed_at"),
        ).defer("evidence", "profile")

    def editable_by(self, user):
        """Partners whose profile, offers and people this user keeps."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(memberships__user=user, memberships__is_admin=True)


class Partner(models.Model):
    class LocalStatus(models.TextChoices):
        CONFIRMED = "confirmed", _("bevestigd")
        LIKELY = "likely", _("waarschijnlijk")
        UNVERIFIED = "unverified", _("niet geverifieerd voor Utrecht")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort organisatie"), max_length=80)
    profile = models.TextField(_("wie wij zijn"))
    audience = models.TextField(_("voor wie"))
    website = models.URLField(_("website"), blank=True)
    evidence = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    local_status = models.CharField(max_length=12, choices=LocalStatus)
    is_published = models.BooleanField(_("zichtbaar in de gids"), default=True)
    paused_until = models.DateField(
        _("pauze tot en met"),
        null=True,
        blank=True,
        help_text=_("Tot en met deze dag krijgt u geen nieuwe vragen."),
    )
    profile_checked_on = models.DateField(_("profiel nagekeken op"), null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        indexes = [GinIndex(name="partner_name_trgm", fields=["name"], opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:partner_detail", args=[self.slug])

    def is_paused(self, on: date) -> bool:
        return self.paused_until is not None and self.paused_until >= on


class Contact(models.Model):
    """A role with a mail box or telephone at a partner. Shown to ambassadors, never to the public."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="contacts")
    role = models.CharField(_("functie"), max_length=120)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=20, blank=True)

    class Meta:
        ordering = ["role"]
        constraints = [
            models.UniqueConstraint(name="contact_unique_role", fields=["partner", "role"]),
            models.CheckConstraint(
                name="contact_can_be_reached",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message=_("Vul een e-mailadres of een telefoonnummer in."),
            ),
        ]

    def __str__(self) -> str:
        return self.role
