"""When something breaks, the page says what to do, without a database."""

import pytest
from django.db import OperationalError
from django.urls import reverse
from redis.exceptions import ConnectionError as CacheAway


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("away"), 503), (CacheAway("away"), 503), (ValueError("bug"), 500)]
)
def test_what_broke_decides_the_page(client, monkeypatch, error, status, settings):
    def broken(*args, **kwargs):
        raise error

    settings.DEBUG = False
    client.raise_request_exception = False
    monkeypatch.setattr("nizu.views.render", broken)

    response = client.get(reverse("home"))

    assert response.status_code == status
    assert ("Retry-After" in response) == (status == 503)
    assert "<h1" in response.content.decode()
