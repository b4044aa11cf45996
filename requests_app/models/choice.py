"""What was suggested for a need and what a person chose: what the rules learn from. No personal data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.models.help_request import Urgency
from requests_app.models.referral import Referral
from requests_app.workflow import Outcome, ReferralStatus


class Choice(models.Model):
    """One choice, kept when the request is long erased: month, kind of help, district, and how it went.

    `suggested` and `chosen` are slugs of offers; `rank` 1 is the first suggestion, empty means that the
    choice was not among the suggestions.
    """

    referral = models.ForeignKey(Referral, models.SET_NULL, null=True, related_name="choices")
    month = models.DateField(help_text="first day of the month")
    category_slugs = ArrayField(models.SlugField(), help_text="main first")
    district_slug = models.SlugField(blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency)
    rules_version = models.CharField(max_length=20)
    suggested = ArrayField(models.SlugField(max_length=80), help_text="the first three, best first")
    chosen = models.SlugField(max_length=80)
    rank = models.PositiveSmallIntegerField(null=True)
    other_choice_reason = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.SENT)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("keuze")
        verbose_name_plural = _("keuzes")
        constraints = [
            models.CheckConstraint(name="choice_month_is_first_day", condition=models.Q(month__day=1))
        ]
        indexes = [models.Index(name="choice_month", fields=["month"])]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.chosen} ({self.rank})"
