"""What an ambassador is typing while talking: kept every few seconds, so hanging up loses nothing."""

from django.db import models

from network.models import User


class Draft(models.Model):
    """One unsent phone form; `submission_key` becomes the key of the request it turns into."""

    submission_key = models.UUIDField(unique=True)
    author = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.submission_key)
