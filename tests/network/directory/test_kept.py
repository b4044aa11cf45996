"""What a process keeps of the network holds as long as it is true, in every process."""

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from redis.exceptions import ConnectionError as CacheAway

from network.directory import catalogue, kept
from network.directory.kept import KEYS, NETWORK, PEOPLE
from network.models import Category, District, Neighbourhood
from requests_app import reference
from requests_app.matching.vocabulary import stored_vocabulary
from tests.factories.network import AmbassadorFactory, CategoryFactory, DistrictFactory
from tests.factories.requests import HelpRequestFactory

pytestmark = pytest.mark.django_db


def test_a_change_in_this_process_is_seen_at_once():
    category = CategoryFactory(slug="maatje", label_nl="Maatje")
    assert reference.kinds_of_help()["maatje"].label == "Maatje"
    assert "maatje" in stored_vocabulary().themes

    category.label_nl = "Vriend"
    category.save()
    CategoryFactory(slug="klussen")

    assert reference.kinds_of_help()["maatje"].label == "Vriend"
    assert "klussen" in stored_vocabulary().themes
    assert "klussen" in catalogue.current().category_by_slug


def test_a_change_elsewhere_is_seen_with_the_next_edition(django_assert_num_queries):
    DistrictFactory(slug="oost", name="Oost")
    reference.districts()
    District.objects.update(name="Oostelijk")  # as another process would: no signal comes here
    with django_assert_num_queries(0):
        assert reference.districts()["oost"].label == "Oost"

    cache.set(KEYS[NETWORK], "begun by another process")

    assert reference.districts()["oost"].label == "Oostelijk"


def test_the_new_edition_begins_after_the_commit(django_capture_on_commit_callbacks):
    reference.districts()
    before = cache.get_many(KEYS.values())

    with django_capture_on_commit_callbacks() as callbacks:
        DistrictFactory()
        assert cache.get_many(KEYS.values()) == before
    for callback in callbacks:
        callback()

    assert cache.get(KEYS[NETWORK]) != before[KEYS[NETWORK]]
    assert cache.get(KEYS[PEOPLE]) == before[KEYS[PEOPLE]]


def test_loading_the_network_is_seen_without_a_restart():
    assert stored_vocabulary().themes == {}

    call_command("load_network", verbosity=0)

    assert len(stored_vocabulary().themes) == Category.objects.count() > 50
    assert stored_vocabulary().district_names
    assert Neighbourhood.objects.exists()


def test_who_may_take_over_follows_the_people(ambassador):
    assert [colleague.name for colleague in reference.colleagues()] == [ambassador.name]

    AmbassadorFactory(user__name="Zoë Nieuw")
    ambassador.is_active = False
    ambassador.save(update_fields=["is_active"])

    assert [colleague.name for colleague in reference.colleagues()] == ["Zoë Nieuw"]


def test_a_sign_in_ends_nothing(ambassador, rf, django_assert_num_queries):
    reference.colleagues()

    user_logged_in.send(sender=type(ambassador), user=ambassador, request=rf.get("/"))

    with django_assert_num_queries(0):
        reference.colleagues()


def test_a_page_asks_for_the_edition_once(client, ambassador, monkeypatch):
    CategoryFactory(slug="maatje")
    help_request = HelpRequestFactory()
    client.force_login(ambassador)
    asked, ask = [], kept._ask_editions
    monkeypatch.setattr(kept, "_ask_editions", lambda: asked.append(1) or ask())

    client.get(reverse("requests:help_request_detail", args=[help_request.public_id]))

    assert asked == [1]


def test_without_a_cache_lists_stay(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(kept, "cache", CacheThatIsAway())
    CategoryFactory(slug="maatje")
    assert "maatje" in reference.kinds_of_help()

    with django_assert_num_queries(0):
        assert "maatje" in reference.kinds_of_help()
    kept.forget(kept.NETWORK)
    with django_assert_num_queries(1):
        assert "maatje" in reference.kinds_of_help()


class CacheThatIsAway:
    def __getattr__(self, name):
        raise CacheAway
