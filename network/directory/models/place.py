"""The city: ten districts, their neighbourhoods, and the postcodes inside and around it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    number = models.CharField(max_length=2, unique=True)
    cbs_code = models.CharField(max_length=10, unique=True)
    name = models.CharField(_("naam"), max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    population = models.PositiveIntegerField(help_text="estimate, 1 January 2021")
    population_65_plus = models.PositiveIntegerField()
    population_75_plus = models.PositiveIntegerField()
    tile_row = models.PositiveSmallIntegerField(help_text="row in the schematic tile map")
    tile_column = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        verbose_name = _("wijk")
        verbose_name_plural = _("wijken")

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100)
    subdistrict = models.CharField(max_length=100)
    district = models.ForeignKey(District, models.CASCADE, related_name="neighbourhoods")

    class Meta:
        ordering = ["code"]
        verbose_name = _("buurt")
        verbose_name_plural = _("buurten")

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A 4-digit postcode in the province; `district` is empty for PO boxes and other municipalities."""

    CITY = "Utrecht"

    class Kind(models.TextChoices):
        ADDRESS = "address", _("woonadressen")
        PO_BOX = "po_box", _("postbus of bedrijf")

    code = models.CharField(max_length=4, unique=True)
    place = models.CharField(max_length=60)
    municipality = models.CharField(max_length=60)
    district = models.ForeignKey(District, models.CASCADE, null=True, blank=True, related_name="postcodes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ADDRESS)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="postcode_has_four_digits", condition=models.Q(code__regex=r"^[1-9][0-9]{3}$")
            ),
            models.CheckConstraint(
                name="postcode_outside_city_has_no_district",
                condition=models.Q(district=None) | models.Q(municipality="Utrecht"),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def in_city(self) -> bool:
        return self.municipality == self.CITY
