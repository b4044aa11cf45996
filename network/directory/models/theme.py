"""What help is about: themes with their categories, and where to go when volunteers must not help."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    label_nl = models.CharField(max_length=60)
    label_en = models.CharField(max_length=60)

    class Meta:
        ordering = ["position"]
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl


class Category(models.Model):
    """One kind of help. `keywords` are everyday Dutch words a resident would use for it."""

    class VolunteerFit(models.TextChoices):
        YES = "yes", _("ja")
        LIMITED = "limited", _("beperkt")
        NO = "no", _("nee")

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="categories")
    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    label_nl = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    description = models.TextField()
    keywords = ArrayField(models.CharField(max_length=80), default=list)
    volunteer_fit = models.CharField(max_length=10, choices=VolunteerFit)

    class Meta:
        ordering = ["theme__position", "position"]
        verbose_name = _("soort hulp")
        verbose_name_plural = _("soorten hulp")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl


class ReferralTarget(models.Model):
    """Where somebody goes whose question is not for volunteers: 112, the GP, the neighbourhood team."""

    class Route(models.TextChoices):
        EMERGENCY = "emergency", _("spoed")
        PROFESSIONAL = "professional", _("beroepskracht")
        OUTSIDE_AREA = "outside_area", _("buiten de gemeente")

    code = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    when = models.TextField(help_text="in which situation, in Dutch")
    phone = models.CharField(max_length=20, blank=True)
    instruction = models.TextField(blank=True)
    contact_note = models.CharField(max_length=120, blank=True)
    route = models.CharField(max_length=20, choices=Route)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
