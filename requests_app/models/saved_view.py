"""A search an ambassador wants back: the filters of the queue, as they stand in its address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import User


class SavedView(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("naam"), max_length=40)
    query = models.CharField(max_length=500, help_text="query string of the queue, without a leading ?")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name_once",
                fields=["user", "name"],
                violation_error_message=_("U hebt al een weergave met deze naam."),
            )
        ]

    def __str__(self) -> str:
        return self.name
