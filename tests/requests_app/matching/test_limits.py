from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings

from network.directory.services import fixture
from network.models import Offer, Partner
from requests_app.matching.explanation import WHY_NOT, why_not
from requests_app.matching.findings import Person
from requests_app.matching.limits import LIMITS, candidates, exclusions
from requests_app.matching.prepared import prepared
from requests_app.matching.wish import Wish
from requests_app.services.track_record import count_track_records
from tests.factories.network import OfferFactory
from tests.factories.requests import ReferralFactory
from tests.requests_app.matching.city import offers
from tests.requests_app.matching.limits_twin import broken_limits
from tests.requests_app.matching.wishes import wishes

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    fixture.load(fixture.DATA, at=NOW, overwrite=True)


def slugs(wish):
    return {candidate.slug for candidate in candidates(wish, at=NOW)}


def test_the_statement_keeps_exactly_what_passes_every_limit(network):
    @MANY
    @given(wishes())
    def holds(wish):
        passing = {slug for slug, offer in offers().items() if not broken_limits(offer, wish)}
        assert slugs(wish) == passing

    holds()


def test_every_excluded_offer_is_told_why(network):
    pks = dict(Offer.objects.values_list("slug", "pk"))

    @MANY
    @given(wishes())
    def holds(wish):
        told = {exclusion.slug: set(exclusion.limits) for exclusion in exclusions(wish, pks.values(), at=NOW)}
        assert told == {
            slug: broken for slug, offer in offers().items() if (broken := broken_limits(offer, wish))
        }

    holds()


def test_one_statement_finds_the_candidates(network, django_assert_num_queries):
    wish = Wish(categories=("boodschappen", "bezoek-thuis"), district="overvecht", person=Person(age=80))

    with django_assert_num_queries(1):
        found = candidates(wish, at=NOW)

    assert found[0].main == 1.0
    assert found[0].shared_slug == "boodschappen"


KEPT = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'nizu_%'"


def number_kept():
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return cursor.fetchone()[0]


def test_a_connection_keeps_the_statement(network):
    wish = Wish(categories=("maatje", "taal"), district="overvecht", person=Person(age=40))
    candidates(wish, at=NOW)
    before = number_kept()

    candidates(wish, at=NOW)

    assert number_kept() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "meanwhile",
    [
        "DEALLOCATE ALL",
        "ALTER TABLE network_offer ALTER COLUMN cost_text TYPE varchar(999)",
    ],
)
def test_what_the_server_no_longer_keeps_is_prepared_again(offer, meanwhile):
    width = Offer._meta.get_field("cost_text").max_length
    assert slugs(MAATJE) == {offer.slug}

    with connection.cursor() as cursor:
        cursor.execute(meanwhile)
        try:
            assert slugs(MAATJE) == {offer.slug}
        finally:
            cursor.execute(f"ALTER TABLE network_offer ALTER COLUMN cost_text TYPE varchar({width})")


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_only_that_one_is_lost(offer):
    assert slugs(MAATJE) == {offer.slug}

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(DatabaseError), transaction.atomic():
        slugs(MAATJE)

    assert slugs(MAATJE) == {offer.slug}


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_asks_as_well(offer):
    assert slugs(MAATJE) == {offer.slug}

    connection.close()

    assert slugs(MAATJE) == {offer.slug}


def test_a_parameter_without_a_type_is_refused():
    with pytest.raises(KeyError, match="untyped"):
        prepared("SELECT %(untyped)s", {})


def test_every_limit_has_its_words():
    assert set(WHY_NOT) == set(LIMITS)


@pytest.fixture
def offer():
    return OfferFactory(
        category_slugs=["maatje"],
        district_slugs=["overvecht"],
        places_free=1,
        places_total=5,
        capacity_confirmed_at=NOW - timedelta(days=2),
        waiting_weeks=0,
    )


MAATJE = Wish(categories=("maatje",), district="overvecht", person=Person(age=40))


def test_a_paused_partner_is_left_out(offer):
    Partner.objects.update(paused_until=date(2026, 11, 21))

    assert slugs(MAATJE) == set()
    assert exclusions(MAATJE, at=NOW)[0].limits == ("paused",)
    assert "heeft nu pauze" in why_not(exclusions(MAATJE, at=NOW)[0])


def test_a_place_given_away_since_the_confirmation_counts(offer):
    assert slugs(MAATJE) == {offer.slug}

    ReferralFactory(offer=offer, sent_at=NOW - timedelta(days=1))

    assert slugs(MAATJE) == set()
    assert exclusions(MAATJE, at=NOW)[0].limits == ("capacity",)


def test_a_place_given_away_before_the_confirmation_does_not_count(offer):
    ReferralFactory(offer=offer, sent_at=NOW - timedelta(days=3))

    assert slugs(MAATJE) == {offer.slug}


@pytest.mark.parametrize(("days", "freshness"), [(0, 1.0), (14, 1.0), (15, 0.6), (42, 0.6), (43, 0.0)])
def test_a_capacity_claim_ages(offer, days, freshness):
    Offer.objects.update(capacity_confirmed_at=NOW - timedelta(days=days))

    assert candidates(MAATJE, at=NOW)[0].freshness == freshness


def test_an_offer_that_is_not_published_is_nowhere(offer):
    Offer.objects.update(is_published=False)

    assert slugs(MAATJE) == set()
    assert exclusions(MAATJE, at=NOW) == []


def test_needs_count_by_their_place_in_the_wish_and_in_the_offer(network):
    offer = OfferFactory(category_slugs=["maatje", "tuin", "klusjes"], district_slugs=["west"])
    wish = Wish(categories=("tuin", "boodschappen", "maatje"), district="west", person=Person(age=80))

    found = next(one for one in candidates(wish, at=NOW) if one.offer_id == offer.pk)

    assert found.main == pytest.approx(0.85)  # the first wish, the second thing the offer does
    assert found.more == pytest.approx(0.5)  # the third wish, the first thing; the second is not shared
    assert found.shared_slug == "tuin"


def test_the_record_of_answers_counts_for_the_same_kind_of_help(network):
    offer = OfferFactory(category_slugs=["tuin"], district_slugs=["west"])
    for _ in range(4):
        ReferralFactory(offer=offer, need__category_slugs=["tuin"], declined=True)
    wish = Wish(categories=("tuin",), district="west", person=Person(age=80))

    def record():
        return next(one.track for one in candidates(wish, at=NOW) if one.offer_id == offer.pk)

    before = record()
    count_track_records(NOW)

    assert before == 0.75
    assert record() < 0.5


@pytest.mark.parametrize(
    ("age_of", "person", "words"),
    [
        ("participant", Person(age=40), "is voor een andere leeftijd"),
        ("participant", Person(), "vraagt een leeftijd die nog niet bekend is"),
        ("participant", Person(child_age=8), "vraagt een leeftijd die nog niet bekend is"),
        ("child", Person(child_age=8), "is voor een andere leeftijd"),
    ],
)
def test_an_age_that_is_wrong_and_one_that_is_not_known_are_told_apart(offer, age_of, person, words):
    Offer.objects.update(age_min=55, age_applies_to=age_of)
    wish = Wish(categories=("maatje",), district="overvecht", person=person)

    [exclusion] = exclusions(wish, at=NOW)

    assert exclusion.limits == ("age",)
    assert why_not(exclusion) == f"{offer.title} van {offer.partner.name} {words}."
