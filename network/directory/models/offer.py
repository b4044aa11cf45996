"""What a partner can do for somebody: the limits that exclude, and the capacity that ages."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    SearchVectorField,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.directory.models.partner import NEARLY_THE_SAME, SEARCH_CONFIG, Contact, Partner


class Capacity(models.TextChoices):
    OPEN = "open", _("plek vrij")
    LIMITED = "limited", _("weinig plek")
    WAITING_LIST = "waiting_list", _("wachtlijst")
    CLOSED = "closed", _("geen plek")


class CapacityAge(models.TextChoices):
    """How old the claim about capacity is. Source: the network's rule of 14 and 42 days."""

    FRESH = "fresh", _("kortgeleden bevestigd")
    AGEING = "ageing", _("al even niet bevestigd")
    UNKNOWN = "unknown", _("niet meer zeker")


def capacity_age(confirmed_at: datetime | None, now: datetime) -> "CapacityAge":
    """How far what the partner said about places can be trusted."""
    if confirmed_at is None:
        return CapacityAge.UNKNOWN
    age = now - confirmed_at
    if age <= timedelta(days=settings.CAPACITY_FRESH_DAYS):
        return CapacityAge.FRESH
    if age <= timedelta(days=settings.CAPACITY_KNOWN_DAYS):
        return CapacityAge.AGEING
    return CapacityAge.UNKNOWN


def capacity_level(free: int, takes_waiting_list: bool) -> Capacity:
    """Level for a number of free places: 3 and more open, 1 or 2 limited, else waiting list or closed."""
    if free >= 3:
        return Capacity.OPEN
    if free >= 1:
        return Capacity.LIMITED
    return Capacity.WAITING_LIST if takes_waiting_list else Capacity.CLOSED


class OfferQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True, partner__is_published=True)

    def visible_to(self, user):
        """What the directory shows, and the hidden offers of partners this user works for or keeps."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(
            Q(is_published=True, partner__is_published=True) | Q(partner__in=Partner.objects.of(user))
        )

    def editable_by(self, user):
        return self.filter(partner__in=Partner.objects.editable_by(user))

    def with_card_data(self):
        """All that an offer's card prints, in one query."""
        return self.select_related("partner").defer("search", "partner__evidence", "partner__profile")

    def similar_to(self, offer: "Offer"):
        """Other offers with the same main kind of help in the same part of the city, room first."""
        return (
            self.exclude(pk=offer.pk)
            .filter(
                category_slugs__overlap=offer.category_slugs[:2],
                district_slugs__overlap=offer.district_slugs,
            )
            .annotate(
                same_main=Case(
                    When(category_slugs__0=offer.category_slugs[0], then=Value(0)), default=Value(1)
                ),
                is_full=Case(When(places_free=0, then=Value(1)), default=Value(0)),
            )
            .order_by("same_main", "is_full", "title", "pk")
        )

    def matching_words(self, text: str, *, categories: Sequence[str] = ()):
        """Offers a visitor may mean by some words, with `relevance`: stems, near-spellings and kinds of help.

        categories: slugs of the categories the words stand for (catalogue.categories_for_words).
        """
        query = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
        plain = Unaccent(Value(text))
        likeness = Greatest(
            TrigramWordSimilarity(plain, Unaccent(F("title"))),
            TrigramWordSimilarity(plain, Unaccent(F("partner__name"))),
        )
        by_category = Q(category_slugs__overlap=list(categories))
        return self.annotate(
            likeness=likeness,
            relevance=SearchRank("search", query)
            + F("likeness")
            + Case(When(by_category, then=Value(0.5)), default=Value(0.0)),
        ).filter(Q(search=query) | Q(likeness__gte=NEARLY_THE_SAME) | by_category)


class Offer(models.Model):
    class AgeAppliesTo(models.TextChoices):
        PARTICIPANT = "participant", _("de deelnemer")
        CHILD = "child", _("het kind")
        PARENT = "parent", _("de ouder")

    class Mode(models.TextChoices):
        HOME = "home", _("bij de bewoner thuis")
        LOCATION = "location", _("op een vaste plek")
        PHONE = "phone", _("per telefoon")
        ELSEWHERE = "elsewhere", _("ergens anders")

    class Format(models.TextChoices):
        ONE_TO_ONE = "one_to_one", _("één op één")
        GROUP = "group", _("in een groep")
        WALK_IN = "walk_in", _("inloop")
        CONSULTATION = "consultation", _("spreekuur")
        SERVICE = "service", _("dienst")

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="offers")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(_("titel"), max_length=120)
    summary = models.TextField(_("wat wij doen"))
    # Slugs of categories, main one first. An array and not a join table: the matcher filters on
    # overlap in one statement (docs/decisions/0003-matching.md).
    category_slugs = ArrayField(models.SlugField(), verbose_name=_("soorten hulp"))
    district_slugs = ArrayField(models.SlugField(), verbose_name=_("wijken"))
    postcodes4 = ArrayField(
        models.CharField(max_length=4),
        null=True,
        blank=True,
        verbose_name=_("alleen in deze postcodes"),
        help_text=_("Vier cijfers, met een komma ertussen. Leeg betekent: de hele wijk."),
    )

    age_min = models.PositiveSmallIntegerField(_("leeftijd vanaf"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("leeftijd tot en met"), null=True, blank=True)
    age_applies_to = models.CharField(
        _("leeftijd van"), max_length=12, choices=AgeAppliesTo, default=AgeAppliesTo.PARTICIPANT
    )
    requires_any = ArrayField(models.SlugField(), default=list, blank=True)
    requires_all = ArrayField(models.SlugField(), default=list, blank=True)
    excludes = ArrayField(models.SlugField(), default=list, blank=True)
    women_only = models.BooleanField(_("alleen voor vrouwen"), default=False)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("talen"))
    mode = models.CharField(_("waar"), max_length=10, choices=Mode)
    format = models.CharField(_("vorm"), max_length=12, choices=Format)
    transport_included = models.BooleanField(_("vervoer inbegrepen"), default=False)
    weekdays = ArrayField(models.CharField(max_length=2), verbose_name=_("dagen"))
    dayparts = ArrayField(models.CharField(max_length=7), verbose_name=_("dagdelen"))

    places_total = models.PositiveIntegerField(_("plekken in totaal"))
    places_free = models.PositiveIntegerField(
        _("vrije plekken"), help_text=_("Op de dag dat u dit bevestigt.")
    )
    takes_waiting_list = models.BooleanField(_("er is een wachtlijst"), default=False)
    waiting_weeks = models.PositiveSmallIntegerField(_("wachttijd in weken"), default=0)
    capacity_note = models.CharField(_("toelichting"), max_length=200, blank=True)
    capacity_confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)

    intake = models.TextField(_("kennismaking"), blank=True)
    exclusions_text = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, verbose_name=_("dit doen wij niet")
    )
    referral_route = models.CharField(_("aanmelden"), max_length=80, blank=True)
    cost_text = models.CharField(_("kosten"), max_length=80, blank=True)
    cost_eur = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="offers")
    is_published = models.BooleanField(_("zichtbaar in de gids"), default=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("summary", weight="B", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("aanbod")
        verbose_name_plural = _("aanbod")
        indexes = [
            GinIndex(name="offer_limits_gin", fields=["category_slugs", "district_slugs"]),
            GinIndex(name="offer_search_gin", fields=["search"]),
        ]
        constraints = [
            models.CheckConstraint(name="offer_has_category", condition=Q(category_slugs__len__gt=0)),
            models.CheckConstraint(
                name="offer_ages_in_order",
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_min__lte=F("age_max")),
                violation_error_message=_("De laagste leeftijd is hoger dan de hoogste."),
            ),
            models.CheckConstraint(
                name="offer_free_within_total",
                condition=Q(places_free__lte=F("places_total")),
                violation_error_message=_("Er zijn niet meer vrije plekken dan plekken in totaal."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:offer_detail", args=[self.slug])

    @property
    def level(self) -> Capacity:
        """What the partner said at the last confirmation, whatever its age."""
        return capacity_level(self.places_free, self.takes_waiting_list)

    @property
    def freshness(self) -> CapacityAge:
        return self.capacity_age(timezone.now())

    def capacity_age(self, now: datetime) -> CapacityAge:
        return capacity_age(self.capacity_confirmed_at, now)
