"""Missing help as numbers that lead to nobody."""

from datetime import date

import pytest
from django.urls import reverse

from network.directory import gaps
from network.directory.small_numbers import shown, shown_together
from network.models import Gap
from tests.factories.network import CategoryFactory, DistrictFactory

pytestmark = pytest.mark.django_db


def make_gaps(count, *, reason=Gap.Reason.NO_FIT, month=date(2026, 11, 1), **fields):
    Gap.objects.bulk_create(Gap(month=month, reason=reason, **fields) for _ in range(count))


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "< 10"), (9, "< 10"), (10, "10"), (12, "10"), (13, "15"), (98, "100")]
)
def test_shown_hides_small_numbers_and_rounds_others(count, expected):
    assert shown(count) == expected


def test_tables_count_by_theme_and_hide_what_is_small():
    category = CategoryFactory()
    overvecht = DistrictFactory(slug="overvecht", name="Overvecht")
    make_gaps(12, theme=category.theme, category=category, district=overvecht)
    make_gaps(3, theme=category.theme, category=category, reason=Gap.Reason.ONLY_FULL)
    make_gaps(2, theme=category.theme, category=category, reason=Gap.Reason.STOPPED_ASKING)

    by_reason = gaps.by_reason(date(2026, 11, 1))
    by_district = gaps.by_district(date(2026, 11, 1))

    assert by_reason.rows == [(category.theme.label, ["10", "< 10", "< 10"])]
    assert by_district.columns == ["Overvecht", "wijk niet bekend"]
    assert by_district.rows == [(category.theme.label, ["verborgen", "< 10"])]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a1": 30, "a2": 20, "a3": 9}, {"a1": "30", "a2": "verborgen", "a3": "< 10"}),
        ({"a1": 30, "a2": 8, "a3": 9}, {"a1": "30", "a2": "< 10", "a3": "< 10"}),
        ({"a1": 30, "a2": 0, "a3": 12}, {"a1": "30", "a3": "10"}),
        ({"a1": 9}, {"a1": "< 10"}),
        # a2 is hidden for a1; that leaves b2 alone in its column, so b1 and then a1 … are hidden too
        (
            {"a1": 9, "a2": 20, "b1": 40, "b2": 30},
            {"a1": "< 10", "a2": "verborgen", "b1": "verborgen", "b2": "verborgen"},
        ),
    ],
)
def test_a_hidden_number_is_never_alone_in_its_row_or_column(counts, expected):
    rows = [[key for key in counts if key[0] == name] for name in "ab"]
    columns = [[key for key in counts if key[1] == name] for name in "123"]

    assert shown_together(counts, [*rows, *columns]) == expected


def test_file_and_page_together_give_no_small_number_away(time_machine):
    """Overvecht's three would follow from the page's total of the reason and the months beside them."""
    category = CategoryFactory()
    overvecht = {"theme": category.theme, "category": category, "district": DistrictFactory(slug="overvecht")}
    make_gaps(30, **overvecht)
    make_gaps(20, month=date(2026, 10, 1), **overvecht)
    make_gaps(3, month=date(2026, 9, 1), **overvecht)

    lines = list(gaps.csv_rows(date(2026, 1, 1)))[1:]

    assert [(line[0], line[-1]) for line in lines] == [
        ("2026-09", "< 10"),
        ("2026-10", "verborgen"),
        ("2026-11", "30"),
    ]


def test_tables_forget_what_is_older_than_the_period():
    category = CategoryFactory()
    make_gaps(12, theme=category.theme, category=category, month=date(2026, 1, 1))

    assert gaps.by_reason(date(2026, 2, 1)).rows == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [(date(2026, 11, 22), 0, date(2026, 11, 1)), (date(2026, 1, 31), 1, date(2025, 12, 1))],
)
def test_month_before(day, months, expected):
    assert gaps.month_before(day, months) == expected


def test_gap_file_holds_no_small_number(client, coordinator, time_machine):
    time_machine.move_to("2026-11-22 12:00+01:00")
    category = CategoryFactory()
    make_gaps(3, theme=category.theme, category=category)
    client.force_login(coordinator)

    response = client.get(reverse("network:gap_file"))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "maand;thema;wijk;reden;aantal",
        f"2026-11;{category.theme.slug};;no_fit;< 10",
    ]


def test_gap_list_shows_a_way_on_when_nothing_is_missing(client, coordinator):
    client.force_login(coordinator)

    response = client.get(reverse("network:gap_list"), {"maanden": "999"})

    assert response.context["months"] == 12
    assert "Geen witte vlekken" in response.content.decode()
