"""What the tests of help requests share."""

import pytest

from requests_app.matching.vocabulary import stored_vocabulary


@pytest.fixture(autouse=True)
def _fresh_vocabulary():
    """The matcher keeps the words of the network for the life of the process; each test has another."""
    stored_vocabulary.cache_clear()
    yield
    stored_vocabulary.cache_clear()
