"""Who looked at whose data: written with every look at a person's file, never changed."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessRecord(models.Model):
    """One look, in numbers only: no names, no content. Ids, not foreign keys, so erasure stays possible."""

    class Action(models.TextChoices):
        VIEW = "view", _("bekeken")
        VIEW_CONTACT = "view_contact", _("contactgegevens bekeken")
        LIST = "list", _("in een lijst gezien")
        EXPORT = "export", _("uitgevoerd naar een bestand")
        REFUSED = "refused", _("geweigerd")

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True, help_text="number of the user; empty: the resident")
    role = models.CharField(max_length=20, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=20, choices=Action)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True, help_text="public id of the request looked at")
    subjects = models.PositiveIntegerField(default=1, help_text="how many people's data were shown")
    reason = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(name="access_subject", fields=["subject", "-id"]),
            models.Index(name="access_actor", fields=["actor_id", "-id"]),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
