"""What was suggested and chosen is kept without the person, and shown as shares."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from requests_app import agreement
from requests_app.models import Choice
from requests_app.services.referral import refer
from tests.factories.network import OfferFactory
from tests.factories.requests import NeedFactory

pytestmark = pytest.mark.django_db


def make_choices(count, **fields):
    values = {
        "month": date(2026, 11, 1),
        "category_slugs": ["maatje"],
        "district_slug": "overvecht",
        "urgency": "normal",
        "rules_version": "1",
        "suggested": ["a", "b", "c"],
        "chosen": "a",
        "rank": 1,
    }
    Choice.objects.bulk_create(Choice(**{**values, **fields}) for _ in range(count))


def test_refer_keeps_the_choice_and_follows_it(ambassador):
    first, second = OfferFactory(places_free=3), OfferFactory(places_free=3)
    need = NeedFactory(triage=True)

    referral = refer(
        need,
        second,
        by=ambassador,
        at=timezone.now(),
        summary="Zoekt een maatje",
        suggested=[first.slug, second.slug],
        other_choice_reason="closer",
    )
    referral.move_to("accepted", by=None, at=timezone.now())

    choice = Choice.objects.get()
    assert (choice.suggested, choice.chosen, choice.rank) == ([first.slug, second.slug], second.slug, 2)
    assert (choice.other_choice_reason, choice.status) == ("closer", "accepted")


def test_choice_names_nobody():
    people = {"name", "text", "phone", "email", "postcode4", "facts"}

    assert not people & {field.name for field in Choice._meta.get_fields()}


def test_small_groups_get_no_share():
    make_choices(9)
    make_choices(10, month=date(2026, 10, 1), rank=2, chosen="b", status="accepted", outcome="helped")

    october, november = agreement.by_month(date(2026, 1, 1))

    assert (october.first_share, october.first_three_share) == (0, 100)
    assert (october.accepted_share, october.helped_share) == (100, 100)
    assert november.first_share is None


def test_categories_that_go_wrong_come_first_and_small_ones_are_counted():
    make_choices(10, category_slugs=["maatje"])
    make_choices(10, category_slugs=["tuin"], rank=None)
    make_choices(2, category_slugs=["vervoer"], rank=None)

    rows, too_small = agreement.by_category(date(2026, 1, 1))

    assert [row.first_share for row in rows] == [0, 100]
    assert too_small == 1


def test_choice_report_shows_no_reason_of_few(client, coordinator, time_machine):
    time_machine.move_to("2026-11-22 12:00+01:00")
    make_choices(11, rank=2, other_choice_reason="closer")
    make_choices(2, rank=2, other_choice_reason="wish")
    client.force_login(coordinator)

    response = client.get(reverse("requests:choice_report"))

    assert [count for _, count in response.context["reasons"]] == [11]
    assert "0%" in response.content.decode()


def test_choice_report_asks_the_same_of_the_database_for_more_choices(
    client, coordinator, django_assert_max_num_queries, time_machine
):
    time_machine.move_to("2026-11-22 12:00+01:00")
    client.force_login(coordinator)
    for count in (1, 40):
        make_choices(count)
        with django_assert_max_num_queries(14):
            client.get(reverse("requests:choice_report"))


def test_evaluate_from_choices_scores_the_rules(capsys):
    offer = OfferFactory(slug="a", category_slugs=["maatje"], district_slugs=["overvecht"], places_free=5)
    make_choices(10, chosen=offer.slug)

    call_command("evaluate_matching", "--from-choices")

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["1", "10", "100", "100", "0", "-"]
    assert lines[2].split() == ["today,", "replayed", "10", "100", "100"]
