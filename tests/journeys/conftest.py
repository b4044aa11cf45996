"""Journeys read the network anew: what an earlier test left in this process is of another database."""

import pytest

from requests_app import reference
from requests_app.matching.vocabulary import stored_vocabulary


@pytest.fixture(autouse=True)
def _fresh_reference_lists():
    stored_vocabulary.cache_clear()
    reference._kept.clear()
    yield
    stored_vocabulary.cache_clear()
    reference._kept.clear()
