"""How an offer answered lately, by kind of help: counted from its referrals, for ranking only."""

from django.db import models

from network.models import Offer


class TrackRecord(models.Model):
    """Answers of the last year to needs of one kind; no row means that nobody asked."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="track_records")
    category_slug = models.SlugField(max_length=60)
    answered = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    days_to_answer = models.FloatField(help_text="mean")

    class Meta:
        constraints = [models.UniqueConstraint(name="track_record_once", fields=["offer", "category_slug"])]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.category_slug}: {self.accepted}/{self.answered}"
