"""Words that occur in requests, so that a search with a spelling mistake finds what was meant."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """A stem as PostgreSQL's Dutch dictionary makes it."""

    stem = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [GinIndex(name="search_word_trgm", fields=["stem"], opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.stem
