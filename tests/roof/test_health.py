"""What machines ask the portal."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network import outbox
from network.outbox.models import Delivery, Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def beating():
    Heartbeat.objects.create(name="background", at=timezone.now())


def test_healthz_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("healthz"))

    assert response.content == b"ok\n"


def test_readyz_says_yes_when_all_is_well(client, beating):
    response = client.get(reverse("readyz"))

    assert response.status_code == 200, response.json()
    assert all(response.json().values())


def test_readyz_misses_the_background(client):
    response = client.get(reverse("readyz"))

    assert response.status_code == 503
    assert response.json()["background"] is False


def test_readyz_notices_mail_that_is_late(client, beating):
    outbox.notify("anything", subject="event/1", recipient="signup/1")
    Delivery.objects.update(next_at=timezone.now() - timezone.timedelta(minutes=6))

    response = client.get(reverse("readyz"))

    assert response.status_code == 503
    assert response.json()["outbox_on_time"] is False


def test_readyz_notices_a_cache_that_is_away(client, beating, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    response = client.get(reverse("readyz"))

    assert response.json()["cache"] is False
