"""The sign-up page: what a visitor meets, whatever they send."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.errors import TooBusy
from events.models import SignUp
from events.views import sign_up as page
from network import spam
from tests.factories.events import BreakoutGroupFactory, EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def form_data(**changes):
    """As a person sends it: the trap empty, and some time after the page was made."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        started = spam.started_now()
    return {
        "name": "Anna Jansen", "email": "anna@organisatie.example", "organisation": "Handjehelpen",
        "needs": "", "submission_key": str(uuid.uuid4()), "website": "", "started": started, **changes,
    }  # fmt: skip


def url_of(event):
    return reverse("events:sign_up", args=[event.slug])


def test_signing_up_leads_to_a_page_that_confirms_it(client):
    event = EventFactory()

    response = client.post(url_of(event), form_data(), follow=True)

    sign_up = SignUp.objects.get()
    assert response.redirect_chain == [(reverse("events:sign_up_detail", args=[sign_up.cancel_code]), 302)]
    assert "U bent aangemeld" in response.content.decode()
    assert sign_up.email == "anna@organisatie.example"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("standing", [0, 30])
def test_signing_up_asks_eight_statements_however_many_stand_in_line(client, standing):
    event = EventFactory(places=20)
    groups = BreakoutGroupFactory.create_batch(3, event=event, places=20)
    SignUpFactory.create_batch(min(standing, 20), event=event, group=groups[0])
    SignUpFactory.create_batch(max(standing - 20, 0), event=event, waiting=True)

    with CaptureQueriesContext(connection) as asked:
        response = client.post(url_of(event), form_data(group=groups[1].pk))

    assert response.status_code == 302
    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 8, "\n".join(statements)


def test_form_asks_the_database_twice(client, django_assert_num_queries):
    event = EventFactory()
    BreakoutGroupFactory.create_batch(5, event=event, places=3)

    with django_assert_num_queries(2):
        client.get(url_of(event))


def test_same_form_twenty_times_gives_twenty_same_pages_and_one_sign_up(client):
    event, data = EventFactory(), form_data()

    answers = {client.post(url_of(event), data)["Location"] for _attempt in range(20)}

    assert len(answers) == 1
    assert SignUp.objects.count() == 1


def test_known_address_gets_a_friendly_page_that_shows_nothing_of_the_other(client):
    event = EventFactory()
    other = SignUpFactory(event=event, email="anna@organisatie.example", name="Anna Geheim", needs="Dieet")

    response = client.post(url_of(event), form_data())

    text = response.content.decode()
    assert response.status_code == 200
    assert "U had zich al aangemeld" in text
    assert other.cancel_code not in text
    assert "Geheim" not in text


def test_full_meeting_offers_the_waiting_list_and_tells_the_place_in_line(client):
    event = EventFactory(places=1)
    SignUpFactory(event=event)
    SignUpFactory(event=event, waiting=True)

    before = client.get(url_of(event)).content.decode()
    after = client.post(url_of(event), form_data(), follow=True).content.decode()

    assert "Zet mij op de wachtlijst" in before
    assert "U staat op de wachtlijst" in after
    assert "plaats 2" in after


@pytest.mark.parametrize(
    "options", [{"past": True}, {"cancelled": True}, {"starts_in": timedelta(minutes=-1)}]
)
def test_closed_sign_up_is_said_for_get_and_post(client, options):
    event = EventFactory(**options)

    for response in (client.get(url_of(event)), client.post(url_of(event), form_data())):
        assert response.status_code == 200
        assert "Aanmelden kan niet" in response.content.decode()
    assert not SignUp.objects.exists()


# --- Bad input -----------------------------------------------------------------------------------

LONG = "x" * 5000
BAD = [
    ("name", ""), ("name", "   "), ("name", LONG), ("name", "a\x00b"), ("name", "Anna\nBcc: x@y.example"),
    ("email", ""), ("email", "geen adres"), ("email", "a@b"), ("email", f"{LONG}@b.example"),
    ("email", "a@b.example\nBcc: x@y.example"), ("email", "a\x00@b.example"),
    ("organisation", LONG), ("organisation", "a\x00b"), ("organisation", "a\nb"),
    ("needs", LONG), ("needs", "a\x00b"),
    ("group", "onzin"), ("group", "999999999"), ("group", "-1"), ("group", "9" * 400), ("group", "\x00"),
    ("submission_key", ""), ("submission_key", "onzin"), ("submission_key", LONG),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_value_is_refused_and_what_was_typed_stays(client, field, value):
    event = EventFactory()
    BreakoutGroupFactory(event=event)

    response = client.post(url_of(event), form_data(**{"needs": "Rolstoel", field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not SignUp.objects.exists()
    if field != "needs":
        assert "Rolstoel" in response.content.decode()


ODD_BUT_FINE = [
    "Björk Ægir",
    "‮omgekeerd",
    "李小龍",
    "O'Brien-van 't Hof",
    "<script>alert(1)</script>",
    "=1+1",
    "x" * 120,
]


@pytest.mark.parametrize("name", ODD_BUT_FINE)
def test_odd_name_is_taken_and_never_runs_as_markup(client, name):
    event = EventFactory()

    response = client.post(url_of(event), form_data(name=name), follow=True)

    assert SignUp.objects.get().name == name
    assert "<script>alert(1)" not in response.content.decode()


def test_group_of_another_meeting_and_a_full_group_are_refused(client):
    event = EventFactory(places=9)
    full = BreakoutGroupFactory(event=event, places=1, title="Volle groep")
    SignUpFactory(event=event, group=full)

    for group in (BreakoutGroupFactory(), full):
        response = client.post(url_of(event), form_data(group=group.pk))
        assert response.status_code == 422
        assert "group" in response.context["form"].errors
    assert event.sign_ups.count() == 1
    assert "Volle groep (vol)" in client.get(url_of(event)).content.decode()


def test_who_will_wait_may_wish_for_a_full_group(client):
    event = EventFactory(places=1)
    full = BreakoutGroupFactory(event=event, places=1)
    SignUpFactory(event=event, group=full)

    client.post(url_of(event), form_data(group=full.pk))

    assert event.sign_ups.waiting().get().group == full


# --- Robots, crowds and trouble ------------------------------------------------------------------


@pytest.mark.parametrize("sign", [{"website": "http://spam.example"}, {"started": "now"}])
def test_who_looks_like_a_robot_presses_once_more_and_is_in(client, sign):
    event = EventFactory()
    data = form_data(**sign)
    if sign.get("started") == "now":
        data["started"] = spam.started_now()

    first = client.post(url_of(event), data)
    assert first.status_code == 422
    assert "Klik nog één keer" in first.content.decode()
    assert 'value="Anna Jansen"' in first.content.decode()

    shown = dict(re.findall(r'name="(website|started|sure)"[^>]*?value="([^"]*)"', first.content.decode()))
    second = client.post(url_of(event), {**data, "website": "", **shown})
    assert second.status_code == 302


def test_very_many_from_one_address_are_asked_to_wait(client, settings):
    settings.SIGN_UPS_PER_ADDRESS = 2
    event = EventFactory()

    answers = [client.post(url_of(event), form_data(email=f"mens{number}@x.example")) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[2]["Retry-After"] == "30"
    assert 'value="Anna Jansen"' in answers[2].content.decode()


def test_without_a_cache_nobody_is_kept_out(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", broken)
    monkeypatch.setattr(cache, "incr", broken)

    assert client.post(url_of(EventFactory()), form_data()).status_code == 302


def test_a_crowd_gets_a_friendly_page_with_everything_still_there(client, monkeypatch):
    def busy(*args, **kwargs):
        raise TooBusy

    monkeypatch.setattr(page, "sign_up", busy)
    data = form_data()

    response = client.post(url_of(EventFactory()), data)

    text = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "U wordt nooit dubbel geteld" in text
    assert data["submission_key"] in text  # so that sending again is the same form


# --- Cancelling by the link ----------------------------------------------------------------------


def test_opening_the_cancel_link_changes_nothing(client):
    sign_up = SignUpFactory()

    response = client.get(reverse("events:sign_up_cancel", args=[sign_up.cancel_code]))

    sign_up.refresh_from_db()
    assert sign_up.is_confirmed
    assert "Ja, meld mij af" in response.content.decode()


def test_cancelling_and_coming_after_all(client):
    sign_up = SignUpFactory()
    url = reverse("events:sign_up_cancel", args=[sign_up.cancel_code])

    cancelled = client.post(url, follow=True)
    again = client.post(url, {"action": "again"}, follow=True)

    assert "Toch weer aanmelden" in cancelled.content.decode()
    assert "U bent aangemeld" in again.content.decode()
    assert sorted(SignUp.objects.values_list("status", flat=True)) == ["cancelled", "confirmed"]


def test_cancelling_after_the_meeting_is_refused_in_words(client):
    sign_up = SignUpFactory(event__past=True)

    response = client.post(reverse("events:sign_up_cancel", args=[sign_up.cancel_code]), follow=True)

    assert "al geweest" in response.content.decode()
    sign_up.refresh_from_db()
    assert sign_up.is_confirmed


def test_cancelling_in_a_crowd_is_said(client, monkeypatch):
    def busy(*args, **kwargs):
        raise TooBusy

    monkeypatch.setattr(page, "cancel", busy)

    response = client.post(reverse("events:sign_up_cancel", args=[SignUpFactory().cancel_code]))

    assert response.status_code == 503
    assert "erg druk" in response.content.decode()


@pytest.mark.parametrize("code", ["onzin", "x" * 300, "%00", "..", "%F0%9F%98%80"])
@pytest.mark.parametrize("name", ["aanmelding", "afmelden"])
def test_guessed_code_is_not_found(client, name, code):
    SignUpFactory()

    assert client.get(f"/agenda/{name}/{code}/").status_code == 404


def test_pages_of_one_sign_up_show_no_name_or_address(client):
    sign_up = SignUpFactory(name="Anna Geheim", email="geheim@x.example", needs="Dieet", organisation="Club")

    for name in ("sign_up_detail", "sign_up_cancel"):
        text = client.get(reverse(f"events:{name}", args=[sign_up.cancel_code])).content.decode()
        for secret in ("Geheim", "geheim@", "Dieet", "Club"):
            assert secret not in text
