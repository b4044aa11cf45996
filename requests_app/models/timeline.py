"""The append-only timeline of a request: what happened, when, by whom. Ids and states, no personal text."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import User
from requests_app.models.help_request import HelpRequest


class TimelineEntry(models.Model):
    class Kind(models.TextChoices):
        RECEIVED = "received", _("vraag binnengekomen")
        NEED_STATUS = "need_status", _("stap in de vraag")
        REFERRAL_STATUS = "referral_status", _("stap in de doorverwijzing")
        OWNER = "owner", _("andere behandelaar")
        NEXT_ACTION = "next_action", _("volgende actie gepland")
        FACTS = "facts", _("gegevens aangepast")
        NOTE = "note", _("notitie")
        CONTACT = "contact", _("contact geweest")
        CONSENT = "consent", _("toestemming")
        RESIDENT = "resident", _("bericht van de bewoner")
        DANGER = "danger", _("gevaar herkend")
        REMINDER = "reminder", _("herinnering")
        SPLIT = "split", _("vraag erbij")
        MERGED = "merged", _("samengevoegd")
        ANSWER = "answer", _("vraag van de partner beantwoord")
        REFERRER = "referrer", _("verwijzer nagegaan")

    LEFT = "left"  # detail of OWNER: the ambassador stopped
    WITHDRAWN = "withdrawn"  # detail of CONSENT: taken back; before holds the purpose, after how it was said

    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="timeline")
    need = models.ForeignKey("Need", models.CASCADE, null=True, related_name="timeline")
    referral = models.ForeignKey("Referral", models.CASCADE, null=True, related_name="timeline")
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    role = models.CharField(
        max_length=120, blank=True, help_text="function at the partner of who answered without an account"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    detail = models.CharField(
        max_length=60, blank=True, help_text="a code such as an outcome; never free text"
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(name="timeline_of_request", fields=["help_request", "at", "id"])]
        triggers = [
            pgtrigger.Protect(name="timeline_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.before}→{self.after}"
