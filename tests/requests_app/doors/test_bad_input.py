"""Every field of every door with what people and robots send: a clear message or a safe save, never a 500."""

import json
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from requests_app.forms.intake import ContactForm, SituationForm, StoryForm
from requests_app.forms.phone import PhoneForm
from requests_app.forms.professional import ProfessionalForm
from requests_app.forms.resident import CorrectForm
from requests_app.links import answer_token
from requests_app.models import HelpRequest
from requests_app.one_time_code import OPENED_KEY
from tests.factories.network import OfferFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory
from tests.requests_app.doors.test_intake_form import CONTACT, SITUATION, STORY, address
from tests.requests_app.doors.test_professional import ADDRESS, DOOR, GIVEN

pytestmark = pytest.mark.django_db

NASTY = {
    "empty": "",
    "spaces": "   \t\r\n",
    "one megabyte": "a" * 1_000_000,
    "emoji": "👩🏽‍🦽🏳️‍🌈 " * 20,
    "right to left": "\u202eمرحبا\u202c שלום",
    "html": '"><script>alert(1)</script><img src=x onerror=alert(2)>',
    "template": "{{ 7*7 }}{% debug %}${7*7}",
    "sql": "'; DROP TABLE requests_app_helprequest; --",
    "null byte": "a\x00b",
    "half character": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "control": "\x01\x02\x7f\u2028\ufeff",
    "formula": "=cmd|' /C calc'!A1",
    "impossible date": "2026-02-31",
    "foreign phone": "+49 151 12345678",
    "too long phone": "0" * 60,
    "odd digits": "٣٥٦١ １２３４",
    "big number": "9" * 400,
    "negative": "-1",
    "header": "a@b.example\r\nBcc: x@y.example",
    "json": '{"answers": []}',
}


def is_safe(response, value: str) -> None:
    assert response.status_code < 500
    if "<script>" in value:
        assert "<script>alert(1)" not in response.content.decode()


STEPS = [
    ("vraag", StoryForm, STORY),
    ("situatie", SituationForm, SITUATION),
    ("contact", ContactForm, CONTACT),
]
FREE_TEXT = {
    "text", "name", "contact_when", "asker_reference", "asker_name", "asker_relation", "asker_organisation",
}  # fmt: skip


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_online_form_refuses_anything_beside_the_field(client, value):
    """All fields at once: each is cleaned on its own, so each is tried."""
    key = uuid4()
    for step, form, good in STEPS:
        is_safe(client.post(address(key, step), dict.fromkeys(form().fields, value), follow=True), value)
        client.post(address(key, step), good)


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_online_form_saves_anything_that_free_text_may_hold(client, value):
    key = uuid4()
    for step, form, good in STEPS:
        strange = {name: value for name in form().fields if name in FREE_TEXT}
        response = client.post(address(key, step), {**good, **strange})
        is_safe(response, value)
        if response.status_code == 422:
            client.post(address(key, step), good)
    is_safe(client.get(address(key, "controle")), value)
    is_safe(client.post(address(key, "controle"), follow=True), value)
    assert HelpRequest.objects.count() == 1


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_hidden_fields_of_the_online_form_take_anything(client, value):
    names = ("earlier", "started", "revision", "website", "sure")
    for step in ("vraag", "controle"):
        is_safe(
            client.post(address(uuid4(), step), {**STORY, **dict.fromkeys(names, value)}, follow=True), value
        )
    is_safe(client.post(reverse("requests:intake_keep", args=[uuid4(), "vraag"]), {"text": value}), value)


@pytest.mark.parametrize(
    "draft",
    [
        [],
        {"answers": {"text": "geen lijst"}, "done": [], "started": "", "revision": 0},
        {
            "answers": {"text": [None, {"a": 1}], "days": [["ma"]]},
            "done": [[]],
            "started": None,
            "revision": 0,
        },
        {"answers": {"text": ["\ud800"]}, "done": ["vraag"], "started": "\ud800", "revision": "1e999"},
        {
            "answers": {"csrfmiddlewaretoken": ["x"], "nope": ["y"]},
            "done": "vraag",
            "started": "",
            "revision": -1,
        },
        {"answers": {}, "done": [], "started": "", "revision": 1e400},
    ],
)
def test_forged_copy_of_a_draft_is_dropped_or_checked_again(client, draft):
    response = client.post(address(uuid4(), "situatie"), {"earlier": json.dumps(draft)}, follow=True)

    assert response.status_code < 500
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_professional_form_takes_anything_in_every_field(client, value):
    is_safe(client.post(DOOR, {"email": value}), value)
    is_safe(client.post(DOOR, {"code": value}), value)
    kept = dict.fromkeys((*ProfessionalForm().fields, "address"), value)
    is_safe(client.post(DOOR, kept, follow=True), value)  # the code ran out
    session = client.session
    session["professional_address"] = ADDRESS
    session[OPENED_KEY] = {f"professional/{ADDRESS}": 9e9}
    session.save()

    names = (*ProfessionalForm().fields, "address")
    is_safe(client.post(DOOR, dict.fromkeys(names, value), follow=True), value)
    free = {name: value for name in names if name in FREE_TEXT}
    is_safe(client.post(DOOR, {**GIVEN, **free}, follow=True), value)


def test_phone_form_and_its_draft_take_anything_in_every_field(client, ambassador):
    client.force_login(ambassador)
    page, names = reverse("requests:help_request_new"), tuple(PhoneForm().fields)
    free = [name for name in names if name in FREE_TEXT]
    good = {"text": "Een maatje", "phone": "06 12345678", "channel": "phone"}

    for value in NASTY.values():
        is_safe(client.post(page, dict.fromkeys((*names, "submission_key"), value)), value)
        is_safe(client.post(page, {**good, **dict.fromkeys(free, value)}), value)
        keep = reverse("requests:draft_save", args=[uuid4()])
        is_safe(client.post(keep, {**dict.fromkeys(names, value), "text": value or "x"}), value)
        is_safe(client.get(page, {"concept": value}), value)
    is_safe(client.get(reverse("requests:workplace")), NASTY["html"])
    for help_request in HelpRequest.objects.filter(text=NASTY["html"]):
        is_safe(client.get(help_request.get_absolute_url()), NASTY["html"])


def test_what_is_said_of_a_referrer_takes_anything(client, sign_in, ambassador, coordinator, district):
    help_request = HelpRequestFactory(district=district, channel="professional", referrer_check="waiting")
    check = reverse("requests:help_request_referrer", args=[help_request.public_id])
    known = reverse("requests:known_domain_list")
    at_work, keeping = sign_in(ambassador), sign_in(coordinator)

    for value in NASTY.values():
        for answer in ({"real": value}, {"real": "no", "reason": value}):
            is_safe(at_work.post(check, answer), value)
        for given in (
            {"domain": value, "organisation": value},
            {"domain": "a.example", "organisation": value},
        ):
            is_safe(keeping.post(known, given), value)
    is_safe(at_work.get(help_request.get_absolute_url()), NASTY["html"])
    is_safe(keeping.get(known), NASTY["html"])


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_residents_page_takes_anything_in_every_field(client, district, value):
    help_request = HelpRequestFactory(district=district, email="a@b.example")

    def act(name: str) -> str:
        return reverse("requests:resident_act", args=[help_request.link_code, name])

    is_safe(client.post(act("code"), {"code": value}), value)
    for name in ("card_code", "digits"):
        cache.clear()
        is_safe(client.post(act("kaart"), {"card_code": "AAAA-AAAA", "digits": "123", name: value}), value)
    for name in ("reference", "card_code"):
        given = {"reference": help_request.reference, "card_code": "AAAA-AAAA", name: value}
        is_safe(client.post(reverse("requests:resident_find"), given), value)
    session = client.session
    session[OPENED_KEY] = {f"resident/{help_request.pk}": 9e9}
    session.save()
    is_safe(client.post(act("aanvullen"), {"words": value}, follow=True), value)
    is_safe(client.post(act("toestemming"), {"purpose": value}), value)
    given = {"phone": "0612345678", "contact_by": "phone", "name": value, "contact_when": value}
    is_safe(client.post(act("verbeteren"), given, follow=True), value)
    is_safe(client.post(act("verbeteren"), dict.fromkeys(CorrectForm().fields, value)), value)


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_partners_answers_take_anything(client, partner, partner_member, district, value):
    offer = OfferFactory(partner=partner)
    referral = NeedFactory(
        referred=True, help_request__district=district, referral__offer=offer
    ).referrals.get()
    client.force_login(partner_member)

    for step, name in [
        ("afwijzen", "afwijzen-reason"),
        ("afronden", "afronden-outcome"),
        ("vragen", "vragen-question"),
        ("afwijzen", "afwijzen-note"),
    ]:
        url = reverse("requests:desk_step", args=[referral.public_id, step])
        is_safe(client.post(url, {"afwijzen-reason": "other", name: value}, follow=True), value)
    for token in (answer_token(referral, partner_member), "abc", "%00", "…"):
        url = reverse("requests:signed_link", args=[token])
        for name in ("step", "decline-reason", "ask-question"):
            is_safe(client.post(url, {"step": "decline", name: value}), value)
