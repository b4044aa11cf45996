"""The online door: three steps to one request, with nothing lost on the way."""

import html
import re
import time
from uuid import uuid4

import pytest
from django.urls import reverse

from network import spam
from requests_app.intake_draft import IntakeDraft
from requests_app.models import HelpRequest
from requests_app.services.danger import find_urgent_help
from tests.factories.network import (
    CategoryFactory,
    DistrictFactory,
    OfferFactory,
    PostcodeFactory,
    ReferralTargetFactory,
)

pytestmark = pytest.mark.django_db

STORY = {"text": "Ik ben 78 en veel alleen. Wie komt er koffie drinken?", "for_whom": "self"}
SITUATION = {"postcode4": "3561 AB", "age_band": "75-84", "language": "nl", "days": ["ma", "wo"]}
CONTACT = {
    "name": "Mevrouw Jansen",
    "phone": "06 12345678",
    "email": "jansen@voorbeeld.example",
    "contact_by": "phone",
    "consent_handle": "on",
    "consent_share": "on",
}
STEPS = [("vraag", STORY), ("situatie", SITUATION), ("contact", CONTACT)]


@pytest.fixture(autouse=True)
def overvecht(db):
    return PostcodeFactory(code="3561", district=DistrictFactory(slug="overvecht")).district


@pytest.fixture(autouse=True)
def _long_ago(monkeypatch):
    """Tests are faster than people; the time trap has a test of its own."""
    monkeypatch.setattr("network.spam.SHORTEST_SECONDS", -1)


def address(key, step: str) -> str:
    return reverse("requests:intake_step", args=[key, step])


def fill_in(client, key=None, steps=STEPS):
    key = key or uuid4()
    for step, answers in steps:
        client.post(address(key, step), answers)
    return key


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(found.group(1))


def test_three_steps_a_summary_and_send_make_one_request(client, overvecht):
    key = fill_in(client)

    summary = client.get(address(key, "controle"))
    response = client.post(address(key, "controle"), follow=True)

    help_request = HelpRequest.objects.get()
    assert "Mevrouw Jansen" in summary.content.decode()
    assert help_request.submission_key == key
    assert (help_request.district, help_request.postcode4) == (overvecht, "3561")
    assert str(help_request.phone) == "+31612345678"
    assert help_request.facts == {
        "age_band": "75-84",
        "age": 80,
        "availability": {"days": ["ma", "wo"]},
    }
    assert sorted(help_request.consents.values_list("purpose", "ground")) == [
        ("handle", "consent"),
        ("share", "consent"),
    ]
    assert help_request.reference in response.content.decode()
    assert help_request.link_code in response.content.decode()


def test_pages_are_kept_by_no_cache_and_tell_no_other_site(client):
    response = client.get(reverse("requests:intake"), follow=True)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"


def test_nothing_is_ticked_beforehand(client):
    key = fill_in(client, steps=STEPS[:2])

    page = client.get(address(key, "contact")).content.decode()

    assert "consent_handle" in page
    assert "checked" not in page


def test_without_consent_the_form_offers_the_telephone(client, settings):
    key = fill_in(client, steps=STEPS[:2])

    response = client.post(address(key, "contact"), {**CONTACT, "consent_handle": ""})

    assert response.status_code == 422
    assert settings.CONTACT_PHONE in response.content.decode()
    assert "Mevrouw Jansen" in response.content.decode()


def test_back_and_forth_keeps_what_was_typed_also_when_it_did_not_pass(client):
    key = fill_in(client, steps=STEPS[:1])

    client.post(address(key, "situatie"), {"postcode4": "half", "back": "1"})
    story = client.get(address(key, "vraag")).content.decode()
    situation = client.get(address(key, "situatie")).content.decode()

    assert "Wie komt er koffie drinken?" in story
    assert 'value="half"' in situation


def test_expired_session_loses_nothing_because_the_page_carries_the_answers(client):
    key = fill_in(client)
    page = client.get(address(key, "controle"))
    client.cookies.clear()

    client.post(address(key, "controle"), {"earlier": hidden(page, "earlier")})

    help_request = HelpRequest.objects.get()
    assert (help_request.text, help_request.name) == (STORY["text"], "Mevrouw Jansen")


def test_expired_session_halfway_goes_on_to_the_next_step(client):
    key = fill_in(client, steps=STEPS[:1])
    page = client.get(address(key, "situatie"))
    client.cookies.clear()

    response = client.post(address(key, "situatie"), {**SITUATION, "earlier": hidden(page, "earlier")})

    assert response.url == address(key, "contact")
    assert "Wie komt er koffie drinken?" in client.get(address(key, "vraag")).content.decode()


def test_double_click_and_second_tab_make_one_request_and_one_receipt(client):
    key = fill_in(client)
    first_tab = client.get(address(key, "controle"))
    second_tab = client.get(address(key, "controle"))

    for page in (first_tab, first_tab, second_tab):
        response = client.post(address(key, "controle"), {"earlier": hidden(page, "earlier")}, follow=True)

        assert "Uw vraag is verstuurd" in response.content.decode()
    assert HelpRequest.objects.count() == 1


def test_back_button_after_sending_leads_to_the_receipt(client):
    key = fill_in(client)
    client.post(address(key, "controle"))

    response = client.get(address(key, "contact"))

    assert response.url == reverse("requests:intake_receipt", args=[key])


def test_sending_again_with_other_words_keeps_the_first_and_says_so(client):
    key = fill_in(client)
    client.post(address(key, "controle"))
    other = client.__class__()
    fill_in(other, key, [("vraag", {**STORY, "text": "Iets heel anders"}), *STEPS[1:]])

    response = other.post(address(key, "controle"), follow=True)

    assert HelpRequest.objects.get().text == STORY["text"]
    assert "al verstuurd" in response.content.decode()


def test_receipt_is_for_the_browser_that_sent_it(client):
    key = fill_in(client)
    client.post(address(key, "controle"))

    assert client.__class__().get(reverse("requests:intake_receipt", args=[key])).status_code == 404


def test_somebody_elses_words_are_noted_as_hearsay(client):
    contact = {
        "asker_name": "Dochter",
        "asker_relation": "dochter",
        "asker_phone": "0612345678",
        "contact_by": "phone",
        "consent_handle": "on",
    }
    key = fill_in(
        client, steps=[("vraag", {**STORY, "for_whom": "other"}), ("situatie", {}), ("contact", contact)]
    )

    client.post(address(key, "controle"))

    help_request = HelpRequest.objects.get()
    assert (help_request.for_whom, help_request.asker_name) == ("other", "Dochter")
    assert help_request.consents.get().ground == "via_relative"


def test_words_are_for_the_right_person_when_asking_for_somebody_else(client):
    key = fill_in(client, steps=[("vraag", {**STORY, "for_whom": "other"})])
    situation = client.get(address(key, "situatie")).content.decode()
    client.post(address(key, "situatie"), {})
    contact = client.get(address(key, "contact")).content.decode()

    for asked in ("Hoe oud is deze persoon?", "Woont deze persoon alleen?", "De situatie"):
        assert asked in situation
    assert "Hoe oud bent u?" not in situation
    assert "bewoner" not in re.sub(
        r"<header.*?</header>|<footer.*?</footer>", "", situation + contact, flags=re.S
    )
    assert "Naam van de persoon voor wie u hulp zoekt" in contact


def test_list_of_what_is_missing_names_fields_in_a_word(client):
    key = fill_in(client, steps=STEPS[:2])

    listed = [
        re.findall(r'<li><a href="#[^"]*">(.*?)</a>', client.post(address(key, step), {}).content.decode())
        for step in ("vraag", "contact")
    ]

    assert listed[0] == [
        "De vraag: Vertel in een paar woorden waarbij hulp nodig is.",
        "Voor wie: Kies een van de antwoorden.",
    ]
    assert [line.partition(":")[0] for line in listed[1]] == ["Uw naam", "Manier van contact", "Toestemming"]


def test_other_municipality_gets_an_honest_answer_and_may_still_send(client):
    PostcodeFactory(code="3701", outside=True)
    key = fill_in(client, steps=STEPS[:1])

    response = client.post(address(key, "situatie"), {**SITUATION, "postcode4": "3701"}, follow=True)
    client.post(address(key, "contact"), CONTACT)
    client.post(address(key, "controle"))

    assert "Zeist" in response.content.decode()
    assert HelpRequest.objects.get().route == "outside_area"


def test_danger_words_bring_the_numbers_while_typing_and_never_block_sending(client):
    ReferralTargetFactory(code="113", instruction="Bel 113, dag en nacht.")
    key = uuid4()
    danger = {**STORY, "text": "Ik wil dood, ik kan niet meer."}

    typing = client.post(reverse("requests:intake_keep", args=[key, "vraag"]), {**danger, "revision": "0"})
    key = fill_in(client, key, [("vraag", danger), *STEPS[1:]])
    summary = client.get(address(key, "controle"))
    client.post(address(key, "controle"))

    assert "Bel 113" in typing.content.decode()
    assert "Bel 113" in summary.content.decode()
    assert HelpRequest.objects.get().urgency == "crisis"


def test_robot_is_asked_to_press_again_and_a_person_is_believed(client, monkeypatch):
    monkeypatch.setattr("network.spam.SHORTEST_SECONDS", 60)
    started = hidden(client.get(reverse("requests:intake"), follow=True), "started")
    key = fill_in(client, steps=[("vraag", {**STORY, "started": started}), *STEPS[1:]])
    page = client.get(address(key, "controle"))
    trap = {"started": hidden(page, "started"), "website": "http://koop.example"}

    first = client.post(address(key, "controle"), trap)
    assert (first.status_code, HelpRequest.objects.count()) == (422, 0)

    client.post(address(key, "controle"), {"started": trap["started"], "sure": "True"})
    assert HelpRequest.objects.count() == 1


def test_too_many_from_one_address_are_asked_to_wait_without_losing_anything(client, monkeypatch):
    monkeypatch.setattr("requests_app.views.intake.is_over_for_visitor", lambda *_limits: True)
    key = fill_in(client)

    response = client.post(address(key, "controle"))

    assert response.status_code == 429
    assert "Mevrouw Jansen" in response.content.decode()
    assert HelpRequest.objects.count() == 0


def test_limiter_fails_open_with_an_alert_when_the_cache_is_away(monkeypatch):
    def away(*_args, **_kwargs):
        raise ConnectionError

    monkeypatch.setattr(spam.cache, "add", away)

    assert spam.is_over(spam.Limit("test", 1, 60), "10.0.0.1") is False


def test_limiter_counts_per_address():
    limit = spam.Limit("test", 2, 3600)

    assert [spam.is_over(limit, "10.0.0.1") for _ in range(3)] == [False, False, True]
    assert spam.is_over(limit, "10.0.0.2") is False


def test_typing_is_kept_without_sending_but_never_undoes_a_later_step(client):
    key = uuid4()
    keep = reverse("requests:intake_keep", args=[key, "vraag"])
    client.post(keep, {**STORY, "text": "Half getypt", "revision": "0"})
    assert "Half getypt" in client.get(address(key, "vraag")).content.decode()

    client.post(address(key, "vraag"), STORY)
    client.post(keep, {**STORY, "text": "Te laat aangekomen", "revision": "0"})

    assert "Te laat aangekomen" not in client.get(address(key, "vraag")).content.decode()
    assert client.get(address(key, "situatie")).status_code == 200


def test_endless_word_costs_no_endless_time():
    find_urgent_help("warm")
    before = time.process_time()

    find_urgent_help("ab" * 2000)

    assert time.process_time() - before < 0.5


def test_who_sends_more_than_anybody_types_is_not_read(client, monkeypatch):
    monkeypatch.setattr("requests_app.views.intake.is_over_for_visitor", lambda *_limits: True)

    response = client.post(reverse("requests:intake_keep", args=[uuid4(), "vraag"]), STORY)

    assert response.status_code == 204


def test_summary_shows_what_one_can_visit_already_or_leaves_it_to_us(client):
    CategoryFactory(slug="bezoek-thuis")
    CategoryFactory(slug="ontmoetingsplek")
    OfferFactory(title="Koffie in de buurt", format="walk_in", category_slugs=["bezoek-thuis"])
    OfferFactory(title="Vrijwilliger aan huis", format="one_to_one", category_slugs=["bezoek-thuis"])
    key = fill_in(client)

    content = client.get(address(key, "controle")).content.decode()

    assert "Koffie in de buurt" in content
    assert "Vrijwilliger aan huis" not in content


def test_late_autosave_with_an_old_session_in_hand_changes_nothing(client, monkeypatch):
    """The autosave read the session before the step was sent, and comes to saving after it."""
    key = uuid4()
    client.post(reverse("requests:intake_keep", args=[key, "vraag"]), {**STORY, "revision": "0"})
    old = IntakeDraft(key=key, answers={"text": ["Oud"]})
    client.post(address(key, "vraag"), STORY)
    monkeypatch.setattr(IntakeDraft, "of", classmethod(lambda cls, request, key: old))

    client.post(
        reverse("requests:intake_keep", args=[key, "vraag"]), {**STORY, "text": "Te laat", "revision": "0"}
    )
    monkeypatch.undo()

    assert client.session["intake_drafts"][str(key)]["revision"] == 1
    assert "Te laat" not in client.get(address(key, "vraag")).content.decode()


def test_summary_checks_the_answers_whatever_the_step_marks_say(client):
    key = fill_in(client)
    session = client.session
    session["intake_drafts"][str(key)]["done"] = []
    session.save()

    assert client.get(address(key, "controle")).status_code == 200
    assert client.post(address(key, "controle")).status_code == 302
