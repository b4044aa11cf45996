"""What an ambassador does on a request's page, through the pages themselves."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from network.models import Notification
from requests_app.matching.suggestions import wish_of
from requests_app.models import Consent, Draft, HelpRequest, Referral
from requests_app.summary import draft_summary
from requests_app.working_days import add_working_days, this_or_next_working_day
from tests.factories.network import AmbassadorFactory, CategoryFactory, OfferFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, ambassador):
    CategoryFactory(slug="maatje", label_nl="Maatje")
    client.force_login(ambassador)


def url(name, help_request, *args):
    return reverse(f"requests:{name}", args=[help_request.public_id, *args])


def as_typed(form):
    """What a browser sends when nobody changed anything."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_from_new_to_sent_in_two_steps_after_opening(client):
    offer = OfferFactory()
    help_request = HelpRequestFactory()
    panel = url("need_refer", help_request, 1, offer.public_id)
    assert panel in client.get(help_request.get_absolute_url()).content.decode()

    summary = client.get(panel).context["form"]["summary"].value()
    response = client.post(panel, {"summary": summary}, follow=True)

    referral = Referral.objects.get()
    assert (referral.offer, referral.suggestion_rank, referral.summary) == (offer, 1, summary)
    assert HelpRequest.objects.get().owner == referral.sent_by.ambassador
    assert f"Verstuurd naar {offer.partner}" in response.content.decode()


def test_the_panel_asks_for_the_ground_and_keeps_it(client):
    offer = OfferFactory()
    help_request = HelpRequestFactory(share=False)
    panel = url("need_refer", help_request, 1, offer.public_id)

    refused = client.post(panel, {"summary": "Zoekt gezelschap."})
    assert refused.status_code == 422
    assert not Referral.objects.exists()

    client.post(panel, {"summary": "Zoekt gezelschap.", "ground": "spoken"})
    assert Referral.objects.count() == 1
    assert Consent.objects.get().ground == "spoken"


def test_another_offer_than_the_first_asks_why(client):
    OfferFactory()
    elsewhere = OfferFactory(district_slugs=["zuid"])
    panel = url("need_refer", HelpRequestFactory(), 1, elsewhere.public_id)

    assert client.post(panel, {"summary": "Zoekt gezelschap."}).status_code == 422
    client.post(panel, {"summary": "Zoekt gezelschap.", "other_choice_reason": "known"})

    referral = Referral.objects.get()
    assert (referral.suggestion_rank, referral.other_choice_reason) == (None, "known")


@pytest.mark.parametrize(
    "summary",
    ["Mevrouw Janssen zoekt gezelschap", "Bel 06 1234 5678", "Mail a@b.nl", "Woont op 3561 AB", "janssen"],
)
def test_the_line_for_the_partner_names_nobody(client, summary):
    help_request = HelpRequestFactory(name="Mevrouw Janssen")

    response = client.post(url("need_refer", help_request, 1, OfferFactory().public_id), {"summary": summary})

    assert response.status_code == 422
    assert not Referral.objects.exists()


def test_the_preview_is_what_the_partner_sees_and_no_more(client):
    help_request = HelpRequestFactory(name="Fatima Canarie", text="Kanarievogel", email="kanarie@example.org")

    page = client.post(
        url("need_refer", help_request, 1, OfferFactory().public_id),
        {"summary": "Zoekt gezelschap", "preview": "1"},
    )

    assert not Referral.objects.exists()
    shown = str(page.context["preview"])
    assert "Zoekt gezelschap" in shown
    for secret in ("Canarie", "Kanarievogel", "kanarie@", str(help_request.phone)):
        assert secret not in shown


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"age": 74, "gender": "v"}, "Vrouw van 65 tot en met 74 in"),
        ({"age": 70, "age_band": "65-74"}, "Bewoner van 65 tot en met 74 in"),
        ({"age": 15}, "Bewoner jonger dan 18 in"),
    ],
)
def test_the_drafted_line_gives_an_age_band_never_the_age(client, facts, says):
    help_request = HelpRequestFactory(facts=facts)
    offer = OfferFactory()

    page = client.get(url("need_refer", help_request, 1, offer.public_id))

    assert page.context["form"]["summary"].value().startswith(says)


def test_the_drafted_line_in_english(client):
    help_request = HelpRequestFactory(facts={"age": 74, "gender": "v"})
    need = help_request.needs.get()

    with override("en"):
        line = draft_summary(help_request, need, wish_of(need).person)

    assert line.startswith("Woman aged 65 to 74 in Overvecht")


def test_an_age_that_stands_for_a_band_is_not_confirmed_by_saving_the_facts(client):
    help_request = HelpRequestFactory(facts={"age": 70, "age_band": "65-74"})
    page = client.get(url("help_request_facts", help_request))
    form = page.context["form"]
    assert form["age"].value() is None
    assert "65 tot en met 74" in page.content.decode()

    client.post(url("help_request_facts", help_request), as_typed(form))
    help_request.refresh_from_db()
    assert (help_request.facts["age"], help_request.facts["age_band"]) == (70, "65-74")

    form = client.get(url("help_request_facts", help_request)).context["form"]
    client.post(url("help_request_facts", help_request), as_typed(form) | {"age": 71})
    help_request.refresh_from_db()
    assert (help_request.facts["age"], help_request.facts.get("age_band")) == (71, None)


def test_withdraw_and_answer(client):
    referral = ReferralFactory(asked=True)
    help_request = referral.need.help_request

    client.post(url("referral_answer", help_request, referral.public_id), {"answer": "Ja, er is een lift."})
    referral.refresh_from_db()
    assert (referral.status, referral.answer) == ("sent", "Ja, er is een lift.")

    client.post(url("referral_withdraw", help_request, referral.public_id))
    referral.refresh_from_db()
    assert referral.status == "withdrawn"


def test_a_stale_form_shows_both_versions_and_overwrites_nothing(client, ambassador):
    help_request = HelpRequestFactory(name="Mevrouw Bakker")
    page = url("help_request_facts", help_request)
    form = client.get(page).context["form"]
    data = as_typed(form)
    HelpRequest.objects.update(name="Mevrouw Bakkers", version=2)

    response = client.post(page, {**data, "name": "Mevrouw de Bakker"})

    assert response.status_code == 409
    text = response.content.decode()
    assert "Mevrouw de Bakker" in text
    assert "Mevrouw Bakkers" in text
    assert HelpRequest.objects.get().name == "Mevrouw Bakkers"

    again = {**data, "name": "Mevrouw de Bakker", "version": response.context["form"]["version"].value()}
    assert client.post(page, again).status_code == 302
    assert HelpRequest.objects.get().name == "Mevrouw de Bakker"


def test_facts_that_were_not_asked_stay_and_cleared_ones_go(client):
    help_request = HelpRequestFactory(
        text="Hallo", facts={"age": 74, "helpers": ["family"], "mobility": "rolstoel"}
    )
    page = url("help_request_facts", help_request)
    form = client.get(page).context["form"]
    data = as_typed(form)

    client.post(page, {**data, "mobility": "", "gender": "v", "days": ["ma", "di"]})

    assert HelpRequest.objects.get().facts == {
        "age": 74,
        "helpers": ["family"],
        "gender": "v",
        "availability": {"days": ["ma", "di"]},
    }


def test_facts_read_in_the_words_are_proposed_and_only_kept_when_saved(client):
    help_request = HelpRequestFactory(text="Ik ben een vrouw van 81 en zit in een rolstoel.", facts={})
    form = client.get(url("help_request_facts", help_request)).context["form"]
    assert (form["age"].value(), form["mobility"].value()) == (81, "rolstoel")
    assert HelpRequest.objects.get().facts == {}

    client.post(url("help_request_facts", help_request), as_typed(form))

    facts = HelpRequest.objects.get().facts
    assert (facts["age"], facts["mobility"]) == (81, "rolstoel")


def test_nobody_answered_plans_a_call_back(client):
    help_request = HelpRequestFactory()
    thursday = timezone.localdate() + datetime.timedelta(days=4)

    client.post(
        url("help_request_contact", help_request),
        {
            "contact-kind": "call",
            "contact-reached": "no",
            "contact-again_on": thursday.isoformat(),
            "contact-again_from": "14:00",
        },
    )

    help_request.refresh_from_db()
    assert (help_request.next_action_on, help_request.call_back_from) == (thursday, datetime.time(14))
    assert "Gebeld, niemand opgenomen" in client.get(help_request.get_absolute_url()).content.decode()
    assert help_request.reference in client.get(reverse("requests:call_back_list")).content.decode()


@pytest.mark.parametrize(
    ("reached", "again", "planned", "from_time"),
    [
        ("yes", {}, 0, None),
        ("no", {}, 2, datetime.time(14)),
        ("yes", {"contact-again_on": 5}, 5, datetime.time(9)),
    ],
)
def test_a_call_that_was_made_is_no_longer_planned(client, ambassador, reached, again, planned, from_time):
    def day(number):
        return add_working_days(this_or_next_working_day(timezone.localdate()), number)

    help_request = HelpRequestFactory(
        next_action_on=day(2), next_action="Terugbellen", call_back_from=datetime.time(14)
    )
    again = {name: day(number).isoformat() for name, number in again.items()}

    client.post(
        url("help_request_contact", help_request),
        {"contact-kind": "call", "contact-reached": reached, **again},
    )

    help_request.refresh_from_db()
    assert (help_request.next_action_on, help_request.call_back_from) == (day(planned), from_time)


def test_closing_asks_for_an_outcome_and_reopening_undoes_it(client):
    help_request = HelpRequestFactory()

    assert client.post(url("need_close", help_request, 1), {"close-outcome": ""}).status_code == 422
    client.post(url("need_close", help_request, 1), {"close-outcome": "helped"})
    assert HelpRequest.objects.get().closed_at

    client.post(url("need_reopen", help_request, 1))
    assert HelpRequest.objects.get().closed_at is None


def test_merging_keeps_both_timelines_and_closes_one(client):
    CategoryFactory(slug="maatje")
    old, new = HelpRequestFactory(), HelpRequestFactory()

    response = client.post(url("help_request_merge", new), {"into": old.reference}, follow=True)

    new.refresh_from_db()
    assert new.merged_into == old
    assert new.needs.get().outcome == "duplicate"
    assert f"Samengevoegd met HV-{new.pk}" in response.content.decode()


def test_a_merged_request_shows_where_it_goes_on_and_takes_no_step(client, ambassador):
    into = HelpRequestFactory()
    merged = HelpRequestFactory(closed=True, text="Kanarievogel", merged_into=into)
    before = HelpRequest.objects.filter(pk=merged.pk).values().get()

    page = client.get(merged.get_absolute_url()).content.decode()
    tried = [
        client.post(url(name, merged, *args), data)
        for name, args, data in [
            ("need_reopen", [1], {}),
            ("help_request_claim", [], {}),
            ("help_request_note", [], {"note-body": "Nog iets"}),
            ("help_request_contact", [], {"contact-kind": "call", "contact-reached": "yes"}),
            ("help_request_consent", [], {"consent-purpose": "follow_up", "consent-ground": "spoken"}),
            ("help_request_facts", [], {"name": "Iemand anders"}),
        ]
    ]
    mistake = client.post(url("help_request_note", merged), {"note-body": ""})

    assert "Kanarievogel" in page
    assert into.get_absolute_url() in page
    assert page.count("<form") == mistake.content.decode().count("<form") == forms_of_every_page(client)
    assert {response.status_code for response in tried} == {302}
    assert HelpRequest.objects.filter(pk=merged.pk).values().get() == before
    assert not merged.timeline.exists()
    assert not merged.notes.exists()


def test_a_merged_request_names_a_request_of_another_district_without_a_link(client):
    into = HelpRequestFactory(district__slug="zuid")
    merged = HelpRequestFactory(closed=True, merged_into=into)

    page = client.get(merged.get_absolute_url()).content.decode()

    assert into.reference in page
    assert into.get_absolute_url() not in page


def forms_of_every_page(client):
    return client.get(reverse("requests:stand_in_list")).content.decode().count("<form") - 1


def test_merging_never_reaches_into_another_district(client):
    mine, hidden = HelpRequestFactory(), HelpRequestFactory(district__slug="zuid")

    client.post(url("help_request_merge", mine), {"into": hidden.reference})

    mine.refresh_from_db()
    assert mine.merged_into is None


def test_the_phone_form_makes_a_request_of_ones_own_once(client, ambassador):
    page = reverse("requests:help_request_new")
    key = client.get(page).context["key"]
    data = {
        "submission_key": key,
        "text": "Mevrouw is 78 en alleen. Ze wil wandelen in Overvecht.",
        "phone": "0612345678",
        "channel": "phone",
        "share": "on",
        "mine": "on",
    }
    client.post(reverse("requests:draft_save", args=[key]), data)
    assert Draft.objects.get().data["phone"] == "0612345678"

    first = client.post(page, data)
    client.post(page, data)  # the second click on a slow line

    help_request = HelpRequest.objects.get()
    assert first["Location"].startswith(help_request.get_absolute_url())
    assert (help_request.owner, help_request.channel) == (ambassador.ambassador, "phone")
    assert set(help_request.consents.values_list("purpose", "ground")) == {
        ("handle", "spoken"),
        ("share", "spoken"),
    }
    assert not Draft.objects.exists()
    client.post(reverse("requests:draft_save", args=[key]), data)  # was still under way
    assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(client, sign_in, other_ambassador):
    keep = reverse("requests:draft_save", args=["5b1f6c8e-0000-4000-8000-000000000000"])
    client.post(keep, {"text": "Van mij"})
    colleague = sign_in(other_ambassador)

    assert colleague.post(keep, {"text": "Van een ander"}).status_code == 200

    assert Draft.objects.get().data == {"text": "Van mij"}
    page = colleague.get(
        reverse("requests:help_request_new"), {"concept": Draft.objects.get().submission_key}
    )
    assert "Van mij" not in page.content.decode()


TYPED = {
    "text": "Mevrouw zoekt een maatje.",
    "phone": "06",  # half a number: a draft is not checked
    "age": "78",
    "language": "nl",
    "helpers": ["family", "neighbours"],
    "channel": "neighbourhood",
    "share": "on",
    "keep": "1",
}


def test_without_script_a_button_keeps_the_draft_and_everything_stands_there_again(client, ambassador):
    page = reverse("requests:help_request_new")
    key = str(client.get(page).context["key"])

    response = client.post(page, {**TYPED, "submission_key": key}, follow=True)

    draft = Draft.objects.get()
    assert (draft.author, str(draft.submission_key)) == (ambassador, key)
    assert not HelpRequest.objects.exists()
    assert response.redirect_chain == [(f"{page}?concept={key}", 302)]
    assert "Het concept is bewaard." in response.content.decode()
    form = response.context["form"]
    assert {name: form[name].value() for name in TYPED if name != "keep"} == {
        name: value for name, value in TYPED.items() if name != "keep"
    }
    assert not form["mine"].value()  # the tick was taken away
    assert str(response.context["key"]) == key
    assert f"?concept={key}" in client.get(reverse("requests:workplace")).content.decode()


def test_a_draft_with_nothing_to_come_back_to_is_not_kept_and_says_so(client):
    response = client.post(reverse("requests:help_request_new"), {"postcode4": "3561", "keep": "1"})

    assert response.status_code == 422
    assert "Er is geen concept bewaard" in response.content.decode()
    assert response.context["form"]["postcode4"].value() == "3561"
    assert not Draft.objects.exists()


def test_the_draft_button_keeps_nothing_of_a_colleague_or_of_what_was_sent(client, sign_in, other_ambassador):
    page = reverse("requests:help_request_new")
    theirs = str(client.get(page).context["key"])
    sign_in(other_ambassador).post(page, {**TYPED, "submission_key": theirs})
    sent = str(client.get(page).context["key"])
    client.post(page, {"text": "Help", "phone": "0612345678", "channel": "phone", "submission_key": sent})
    assert HelpRequest.objects.count() == 1

    answers = [client.post(page, {**TYPED, "submission_key": key}) for key in (theirs, sent)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Draft.objects.get().author == other_ambassador


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"text": "", "phone": "0612345678"}, "text"),
        ({"text": "Help"}, "phone"),
        ({"text": "Help", "phone": "12"}, "phone"),
        ({"text": "Help", "phone": "0612345678", "postcode4": "abc"}, "postcode4"),
        ({"text": "Help", "phone": "0612345678", "age": "1000"}, "age"),
        ({"text": "Help\x00", "phone": "0612345678"}, "text"),
        ({"text": "x" * 1_000_000, "phone": "0612345678"}, "text"),
        ({"text": "Help", "phone": "0612345678", "again_on": "31-02-2027"}, "again_on"),
    ],
)
def test_bad_input_is_told_beside_the_field(client, data, field):
    response = client.post(reverse("requests:help_request_new"), {"channel": "phone", **data})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "مرحبا", "😀", "'; DROP TABLE x; --", "a" * 4000]
)
def test_odd_words_are_kept_as_they_are(client, text):
    client.post(
        reverse("requests:help_request_new"),
        {"channel": "phone", "text": text, "phone": "+49 30 901820", "mine": "on"},
    )

    help_request = HelpRequest.objects.get()
    assert help_request.text == text
    page = client.get(help_request.get_absolute_url())
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_reading_along_shows_danger_duplicates_and_offers(client):
    OfferFactory(title="Wandelmaatje")
    known = HelpRequestFactory(phone="+31612345678")
    hidden = HelpRequestFactory(phone="+31612345678", district__slug="zuid")
    keep = reverse("requests:draft_save", args=["5b1f6c8e-0000-4000-8000-000000000000"])

    page = client.post(
        keep, {"text": "Zoekt een maatje in Overvecht", "phone": "0612345678", "main_kind": "maatje"}
    ).content.decode()

    assert "Wandelmaatje" in page
    assert known.reference in page
    assert hidden.reference not in page


def test_two_colleagues_in_one_request_see_each_other(client, sign_in, district):
    help_request = HelpRequestFactory()
    colleague = AmbassadorFactory(user=make_user("Nora Nabij"), districts=[district]).user

    client.get(help_request.get_absolute_url())
    page = sign_in(colleague).get(help_request.get_absolute_url()).content.decode()

    assert "Amina Bakker heeft deze vraag nu ook open" in page


def test_handing_over_mails_the_colleague(client, other_ambassador):
    help_request = HelpRequestFactory()

    client.post(url("help_request_hand_over", help_request), {"to": other_ambassador.ambassador.pk})

    help_request.refresh_from_db()
    assert help_request.owner == other_ambassador.ambassador
    assert Notification.objects.get().kind == "request_handed_over"


def test_splitting_gives_each_part_its_own_suggestions(client):
    CategoryFactory(slug="klussen")
    OfferFactory(title="Klusser", category_slugs=["klussen"])
    need = NeedFactory(triage=True)

    client.post(url("need_add", need.help_request), {"need-main": "klussen"})

    page = client.get(need.help_request.get_absolute_url()).content.decode()
    assert "Klusser" in page
    assert 'id="vraag-2"' in page
