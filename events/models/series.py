"""A row of meetings that belong together: network meetings, a working group, a theme table, a course."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    class Kind(models.TextChoices):
        NETWORK_MEETING = "network_meeting", _("netwerkbijeenkomst")
        WORKING_GROUP = "working_group", _("werkgroep")
        THEME_TABLE = "theme_table", _("thematafel")
        COURSE = "course", _("leergang")

    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    title = models.CharField(_("titel"), max_length=160)
    about = models.TextField(_("waar het over gaat"), blank=True)
    contact_role = models.CharField(_("contactpersoon (functie)"), max_length=120, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("reeks")
        verbose_name_plural = _("reeksen")

    def __str__(self) -> str:
        return self.title
