"""The small words for templates in nizu/templatetags/ui.py."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template

from nizu.templatetags import ui

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Fatima el Amrani", "FA"),
        ("Noor", "N"),
        ("jan@nizu.example", "J"),
        ("", "?"),
        (None, "?"),
        ("Anne-Marie van den Berg", "AB"),
    ],
)
def test_initials(name, expected):
    assert ui.initials(name) == expected


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(seconds=20), "net nu"),
        (timedelta(minutes=1), "1 minuut"),
        (timedelta(minutes=38), "38 minuten"),
        (timedelta(hours=5), "5 uur"),
        (timedelta(days=24, hours=3), "24 dagen"),
        (timedelta(weeks=9), "9 weken"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_age_has_one_unit(ago, expected):
    assert ui.age(NOW - ago) == expected


@time_machine.travel(NOW, tick=False)
def test_age_of_a_day():
    assert ui.age(date(2026, 11, 23)) == "vandaag"
    assert ui.age(date(2026, 11, 22)) == "1 dag"
    assert ui.age(None) == ""


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, [1, 2, None, 10]),
        (5, [1, None, 4, 5, 6, None, 10]),
        (10, [1, None, 9, 10]),
    ],
)
def test_page_numbers_show_ends_and_neighbours(number, expected):
    assert ui.page_numbers(Paginator(range(100), 10).page(number)) == expected


def test_url_with_keeps_the_filters(rf):
    request = rf.get("/aanbod/?theme=geld&theme=taal&page=3")

    html = Template('{% url_with page=4 %} {% url_with q="maatje" %}').render(RequestContext(request))

    assert html == "?theme=geld&amp;theme=taal&amp;page=4 ?theme=geld&amp;theme=taal&amp;q=maatje"


def test_url_without_takes_one_value_away(rf):
    request = rf.get("/aanbod/?theme=geld&theme=taal&page=3")

    html = Template('{% url_without "theme" "geld" %}').render(RequestContext(request))

    assert html == "?theme=taal"


def test_icon_is_decoration_unless_it_has_a_label():
    hidden = ui.icon("phone")
    spoken = ui.icon("phone", label="Bel ons")

    assert 'aria-hidden="true"' in hidden
    assert 'role="img" aria-label="Bel ons"' in spoken


def test_a_state_nobody_drew_is_shown_with_its_own_name():
    html = Template('{% include "components/status_badge.html" with status="zweeft" only %}').render(
        Context()
    )

    assert "zweeft" in html
    assert "tone-quiet" in html


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) Version/19 Safari/604", "Safari op iPhone"),
        ("curl/8", "Onbekend apparaat"),
    ],
)
def test_device_is_named_as_people_do(agent, expected):
    assert ui.device(agent) == expected
