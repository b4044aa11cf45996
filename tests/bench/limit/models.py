from django.db import models


class Row(models.Model):
    """The portal's requests, read-only, with the seven values a list row shows."""

    created_at = models.DateTimeField()
    channel = models.CharField(max_length=16)
    urgency = models.CharField(max_length=8)
    route = models.CharField(max_length=16)
    postcode4 = models.CharField(max_length=4)
    language = models.CharField(max_length=3)
    closed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "requests_app_helprequest"

    def __str__(self) -> str:
        return str(self.pk)
