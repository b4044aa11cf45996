"""The queue: each filter, search that forgives mistakes, pages by place, few queries however many rows."""

import copy
import datetime
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.models import HelpRequest, SavedView
from requests_app.search import learn_words
from requests_app.tiles import MOST_ON_TILE
from tests.factories.network import CategoryFactory, ThemeFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory
from tests.people import PortalClient

pytestmark = pytest.mark.django_db
URL = "/werkplek/vragen/"
TOKEN = r'(?:name="csrfmiddlewaretoken" value|"x-csrftoken")(?:="|: ")(\w+)"'


@pytest.fixture(autouse=True)
def _signed_in(client, ambassador):
    CategoryFactory(slug="maatje", theme=ThemeFactory(slug="contact"))
    client.force_login(ambassador)


def found(client, query=""):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return [card.pk for card in response.context["page"].rows]


def look_for(client, words, **filters):
    response = client.post(f"{URL}zoeken/", {"q": words, **filters}, follow=True)
    assert response.status_code == 200
    return [card.pk for card in response.context["page"].rows]


def test_queue_shows_open_requests_of_own_districts_urgent_first(client, ambassador):
    hour = datetime.timedelta(hours=1)
    later = HelpRequestFactory(created_at=timezone.now() - hour)
    first = HelpRequestFactory(created_at=timezone.now() - 2 * hour)
    crisis = HelpRequestFactory(danger=True)
    nowhere = HelpRequestFactory(district=None, urgency="soon")
    HelpRequestFactory(district__slug="zuid")
    HelpRequestFactory(closed=True)

    assert found(client) == [crisis.pk, nowhere.pk, first.pk, later.pk]


def test_each_filter_narrows(client, ambassador, other_ambassador):
    today = timezone.localdate()
    mine = HelpRequestFactory(owner=ambassador.ambassador, overdue=True)
    referred = NeedFactory(
        referred=True, help_request__next_action_on=today + datetime.timedelta(days=3)
    ).help_request
    theirs = HelpRequestFactory(owner=other_ambassador.ambassador, channel="phone", urgency="soon")
    asked = ReferralFactory(asked=True).need.help_request
    call = HelpRequestFactory(call_back_from=datetime.time(14), next_action_on=today)
    nowhere = HelpRequestFactory(district=None, needs__category_slugs=["iets-anders"])
    danger = HelpRequestFactory(danger=True)
    old = HelpRequestFactory(created_at=timezone.now() - datetime.timedelta(days=40))
    closed = HelpRequestFactory(closed=True)

    def matches(query, *expected):
        assert sorted(found(client, query)) == sorted(one.pk for one in expected), query

    matches("owner=mij", mine)
    matches("owner=collega", theirs)
    matches("owner=mij&owner=collega", mine, theirs)
    matches("due=te-laat", mine)
    matches("due=terugbellen", call)
    matches("status=referred", referred, asked)
    matches("status=vraag", asked)
    matches("status=closed", closed)
    matches("channel=phone", theirs)
    matches("urgency=soon", theirs)
    matches("weg=gevaar", danger)
    matches("district=geen", nowhere)
    matches("age=maand", old)
    assert nowhere.pk not in found(client, "theme=contact")
    assert len(found(client, "theme=contact&district=overvecht")) == 7


@pytest.mark.parametrize(
    "query", ["status=zomaar", "owner=1", "due=x", "na=%%%", "voor=abc", "sort=x", "zoek=1", "q=Vries"]
)
def test_an_address_somebody_made_up_still_answers(client, query):
    HelpRequestFactory()

    assert client.get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "wandelen",
        "wandel",
        "wandeln",
        "koffie drinken",
        "koffei",
        "de Vries",
        "de Vriez",
        "0612345678",
        "06-12345678",
        "HV-{pk}",
        "{pk}",
    ],
)
def test_search_finds_by_words_with_mistakes_name_number_and_phone(client, typed):
    wanted = HelpRequestFactory(name="Mevrouw de Vries", phone="+31612345678")
    HelpRequestFactory(text="Wie kan mijn lekkende kraan repareren?", name="Ahmed")
    learn_words()

    assert look_for(client, typed.format(pk=wanted.pk)) == [wanted.pk]


@pytest.mark.parametrize("typed", ["\x00", "':*|&!", "x" * 5_000, "<b>%s</b>"])
def test_strange_words_find_nothing(client, typed):
    HelpRequestFactory()

    assert look_for(client, f"zzz {typed}") == []


def test_words_stay_out_of_the_address(client):
    wanted = HelpRequestFactory(name="Mevrouw de Vries", channel="phone")
    HelpRequestFactory(name="Mevrouw de Vries", channel="online")

    response = client.post(f"{URL}zoeken/", {"q": "Vries", "channel": "phone", "due": "", "sort": ""})

    assert response["Location"] == f"{URL}?channel=phone&zoek=1"
    page = client.get(response["Location"])
    assert [card.pk for card in page.context["page"].rows] == [wanted.pk]
    assert 'value="Vries"' in page.content.decode()
    assert "Vries" not in " ".join(re.findall(r'href="([^"]*)"', page.content.decode()))


def test_kept_view_keeps_no_words(client, ambassador):
    client.post(reverse("requests:saved_view_add"), {"name": "x", "query": "q=Vries&zoek=1&owner=mij"})

    assert SavedView.objects.get().query == "owner=mij"


def test_search_never_leaves_the_own_districts(client):
    HelpRequestFactory(district__slug="zuid", name="Mevrouw de Vries")

    assert look_for(client, "Vries") == []


@pytest.mark.parametrize("sort", ["", "nieuw", "actie"])
def test_pages_go_there_and_back_again(client, sort):
    now, today = timezone.now(), timezone.localdate()
    for number in range(60):
        HelpRequestFactory(
            share=False,
            created_at=now - datetime.timedelta(minutes=number // 3),
            next_action_on=today + datetime.timedelta(days=number // 4),
            urgency=["normal", "soon", "urgent"][number % 3],
        )
    seen, place = [], ""
    pages = []
    while place is not None:
        response = client.get(f"{URL}?sort={sort}&na={place}")
        page = response.context["page"]
        pages.append(page)
        seen += [card.pk for card in page.rows]
        place = page.after
    assert len(seen) == len(set(seen)) == 60
    assert [len(page.rows) for page in pages] == [25, 25, 10]

    back = client.get(f"{URL}?sort={sort}&voor={pages[2].before}").context["page"]
    assert [card.pk for card in back.rows] == [card.pk for card in pages[1].rows]
    first = client.get(f"{URL}?sort={sort}&voor={back.before}").context["page"]
    assert [card.pk for card in first.rows] == [card.pk for card in pages[0].rows]
    assert first.before is None


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(url)
    assert response.status_code == 200
    own = [
        query["sql"]
        for query in captured.captured_queries
        if "requests_app" in query["sql"] or "accessrecord" in query["sql"]
    ]
    return len(own), len(captured), response


@pytest.mark.parametrize("url", [URL, f"{URL}?zoek=1", f"{URL}?status=referred&theme=contact", "/werkplek/"])
def test_as_many_queries_for_one_row_as_for_many(client, ambassador, url):
    ReferralFactory(need__help_request__owner=ambassador.ambassador)
    client.post(f"{URL}zoeken/", {"q": "wandelen"})
    client.get(url)  # warms up what the process keeps
    one, all_one, _response = queries_of(client, url)

    for _number in range(29):
        ReferralFactory(need__help_request__owner=ambassador.ambassador)
    HelpRequestFactory.create_batch(5, needs=2)
    many, all_many, response = queries_of(client, url)

    assert (one, all_one) == (many, all_many)
    assert many <= (7 if url == "/werkplek/" else 6)
    assert len(response.content) < 110_000


def test_each_tile_counts_what_its_filter_finds(client, ambassador):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    both_new = HelpRequestFactory(owner=ambassador.ambassador, next_action_on=yesterday)
    NeedFactory.create_batch(2, help_request=both_new, status="new")
    NeedFactory(help_request=HelpRequestFactory(), status="new")
    ReferralFactory(need__help_request=HelpRequestFactory())
    NeedFactory(help_request=HelpRequestFactory(district__slug="zuid"), status="new")
    HelpRequestFactory(closed=True)

    tiles = client.get(URL).context["tiles"]

    numbers = {tile.query: number.number for tile, number, _is_on in tiles}
    assert numbers == {tile.query: len(found(client, tile.query)) for tile, _number, _is_on in tiles}
    assert (numbers["status=new"], numbers["owner=mij"]) == (3, 1)


def test_a_tile_stops_counting(client):
    one = HelpRequestFactory()
    many = [copy.copy(one) for _ in range(MOST_ON_TILE)]
    for another in many:
        another.pk, another.public_id = None, uuid4()
        another.link_code, another.submission_key = uuid4().hex, uuid4()
    HelpRequest.objects.bulk_create(many)

    tiles = client.get(URL).context["tiles"]

    assert [str(number) for _tile, number, _is_on in tiles] == ["200+", "1", "0", "0", "0"]


def test_all_forms_of_a_page_carry_one_token_and_another_page_another(ambassador):
    strict = PortalClient(enforce_csrf_checks=True)
    strict.force_login(ambassador)
    HelpRequestFactory()

    first, second = (set(re.findall(TOKEN, strict.get(URL).content.decode())) for _ in range(2))

    assert len(first) == len(second) == 1
    assert first != second
    (token,) = first
    assert strict.post(f"{URL}zoeken/", {"q": "", "csrfmiddlewaretoken": token}).status_code == 302
    assert strict.post(f"{URL}zoeken/", {"q": "", "csrfmiddlewaretoken": "a" * 64}).status_code == 403


def test_bulk_assign_hands_over_only_what_is_visible(client, ambassador, other_ambassador):
    mine, hidden = HelpRequestFactory(), HelpRequestFactory(district__slug="zuid")

    client.post(
        reverse("requests:help_request_assign"),
        {
            "chosen": [mine.public_id, hidden.public_id],
            "to": other_ambassador.ambassador.pk,
            "back": "owner=mij",
        },
    )

    mine.refresh_from_db()
    hidden.refresh_from_db()
    assert (mine.owner, hidden.owner) == (other_ambassador.ambassador, None)


def test_bulk_assign_to_the_queue(client, ambassador):
    help_request = HelpRequestFactory(owner=ambassador.ambassador)

    client.post(
        reverse("requests:help_request_assign"), {"chosen": [help_request.public_id], "to": "wachtrij"}
    )

    assert HelpRequest.objects.get().owner is None


def test_a_view_is_kept_without_its_place_in_the_list(client, ambassador, other_ambassador):
    client.post(
        reverse("requests:saved_view_add"), {"name": "Mijn spoed", "query": "urgency=urgent&na=abc&owner=mij"}
    )

    view = SavedView.objects.get()
    assert (view.user, view.query) == (ambassador, "urgency=urgent&owner=mij")
    client.force_login(other_ambassador)
    client.post(reverse("requests:saved_view_remove", args=[view.pk]))
    assert SavedView.objects.exists()
