"""The resident's own page: states for the link, details after a code, and never more than allowed."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from network import audit
from network.models import AccessRecord
from requests_app.links import card_code
from requests_app.models import Note, TimelineEntry
from requests_app.resident_words import looks
from requests_app.services import closing
from requests_app.workflow import NeedStatus, Outcome
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db
SECRETS = {
    "text": "KANARIE-woorden over eenzaamheid",
    "name": "KANARIE-naam",
    "email": "kanarie@voorbeeld.example",
    "phone": "+31612345678",
    "contact_when": "KANARIE-moment",
}


@pytest.fixture
def help_request(district):
    return HelpRequestFactory(district=district, **SECRETS)


def page(help_request) -> str:
    return reverse("requests:resident", args=[help_request.link_code])


def act(help_request, name: str) -> str:
    return reverse("requests:resident_act", args=[help_request.link_code, name])


def open_by_code(client, help_request) -> None:
    client.post(act(help_request, "code-sturen"))
    assert mail.outbox[-1].to == [help_request.email]
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    client.post(act(help_request, "code"), {"code": code})


def test_link_alone_shows_the_state_and_nothing_personal(client, help_request):
    response = client.get(page(help_request))

    content = response.content.decode()
    assert response.status_code == 200
    assert "Wij hebben uw vraag." in content
    assert "KANARIE" not in content
    assert "kanarie@" not in content
    assert "12345678" not in content.replace(" ", "")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_unknown_link_is_not_found(client, db):
    assert client.get(reverse("requests:resident", args=["bestaat-niet"])).status_code == 404


def test_mailed_code_opens_the_details_once_and_only_in_this_browser(client, help_request):
    open_by_code(client, help_request)

    assert "KANARIE-woorden" in client.get(page(help_request)).content.decode()
    assert "KANARIE" not in client.__class__().get(page(help_request)).content.decode()


def test_wrong_codes_end_after_five_tries(client, help_request):
    client.post(act(help_request, "code-sturen"))
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    wrong = "000000" if code != "000000" else "111111"

    for _ in range(5):
        assert client.post(act(help_request, "code"), {"code": wrong}).status_code == 422
    response = client.post(act(help_request, "code"), {"code": code})

    assert response.status_code == 422
    assert "KANARIE" not in client.get(page(help_request)).content.decode()


def test_card_with_last_three_digits_opens_the_details(client, help_request):
    client.post(act(help_request, "kaart"), {"card_code": card_code(help_request), "digits": "678"})

    assert "KANARIE-woorden" in client.get(page(help_request)).content.decode()


@pytest.mark.parametrize("wrong", [{"digits": "679"}, {"card_code": "AAAA-AAAA"}])
def test_card_opens_nothing_when_half_of_it_is_wrong(client, help_request, wrong):
    right = {"card_code": card_code(help_request), "digits": "678"}

    response = client.post(act(help_request, "kaart"), {**right, **wrong})

    assert response.status_code == 422
    assert "KANARIE" not in client.get(page(help_request)).content.decode()


def test_card_is_limited_per_request(client, help_request):
    for _ in range(5):
        client.post(act(help_request, "kaart"), {"card_code": "AAAA-AAAA", "digits": "678"})

    response = client.post(
        act(help_request, "kaart"), {"card_code": card_code(help_request), "digits": "678"}
    )

    assert response.status_code == 429


def test_number_and_card_code_lead_to_the_page(client, help_request):
    response = client.post(
        reverse("requests:resident_find"),
        {"reference": help_request.reference.lower(), "card_code": card_code(help_request).lower()},
    )

    assert response.url == page(help_request)


def test_details_need_the_code(client, help_request):
    client.post(act(help_request, "aanvullen"), {"words": "Ook graag op zondag"})

    assert not Note.objects.exists()


def test_words_typed_while_the_code_ran_out_wait_for_the_next_code(client, help_request, district):
    other = HelpRequestFactory(district=district, email="ander@voorbeeld.example")
    client.post(act(help_request, "aanvullen"), {"words": "Ook graag op zondag"})
    assert "Ook graag op zondag" not in client.get(page(help_request)).content.decode()
    open_by_code(client, other)
    assert "Ook graag op zondag" not in client.get(page(other)).content.decode()

    open_by_code(client, help_request)
    assert "Ook graag op zondag" in client.get(page(help_request)).content.decode()
    client.post(act(help_request, "aanvullen"), {"words": "Ook graag op zondag"})

    assert client.get(page(help_request)).content.decode().count("Ook graag op zondag") == 1
    assert Note.objects.count() == 1


def test_who_looked_is_told_in_plain_words(client, help_request, ambassador):
    subject = str(help_request.public_id)
    audit.record(ambassador, AccessRecord.Action.VIEW, help_request, subject=subject, role="ambassador")
    audit.record(
        ambassador,
        AccessRecord.Action.VIEW_CONTACT,
        help_request,
        subject=subject,
        role="partner_member",
        organisation="Handjehelpen",
    )
    open_by_code(client, help_request)

    content = client.get(page(help_request)).content.decode()

    assert "Een ambassadeur van NIZU bekeek uw vraag." in content
    assert "Handjehelpen bekeek uw vraag en uw contactgegevens." in content
    assert ambassador.name not in content


def test_looks_of_one_day_are_one_line(help_request, ambassador, other_ambassador, time_machine):
    def look(user, action="view", organisation=""):
        audit.record(user, action, help_request, subject=subject, organisation=organisation)

    subject = str(help_request.public_id)
    time_machine.move_to("2026-11-20 23:30+01:00")
    look(ambassador)
    look(None, organisation="Handjehelpen")
    time_machine.move_to("2026-11-21 08:00+01:00")
    for user in (ambassador, ambassador, other_ambassador):
        look(user)
    look(ambassador, organisation="Handjehelpen")
    look(ambassador, "view_contact", organisation="Handjehelpen")
    look(ambassador, "list")
    for _time in range(60):
        audit.record(None, "view", help_request, subject=subject, role="resident")

    assert [str(look.words) for look in looks(help_request)] == [
        "Handjehelpen bekeek uw vraag en uw contactgegevens.",
        "2 ambassadeurs van NIZU bekeken uw vraag.",
        "Handjehelpen bekeek een samenvatting zonder uw naam.",
        "Een ambassadeur van NIZU bekeek uw vraag.",
    ]


def test_call_me_plans_a_call(client, help_request):
    client.post(act(help_request, "bel-mij"))

    help_request.refresh_from_db()
    assert help_request.next_action == "Bellen: de bewoner vraagt erom"
    assert help_request.timeline.filter(kind=TimelineEntry.Kind.RESIDENT, detail="call_me").count() == 1


def test_stop_closes_everything_and_leaves_no_ground(client, help_request):
    client.post(act(help_request, "stoppen"))

    help_request.refresh_from_db()
    assert not help_request.is_open
    assert help_request.needs.get().outcome == Outcome.WITHDRAWN
    assert not help_request.consents.filter(withdrawn_at=None).exists()


def test_helped_and_not_helped_after_the_end(client, help_request):
    closing.close_request(help_request, Outcome.HELPED, by=None, at=timezone.now())

    client.post(act(help_request, "geholpen"))
    assert help_request.timeline.filter(detail="helped").exists()

    client.post(act(help_request, "niet-geholpen"))
    help_request.refresh_from_db()
    assert help_request.is_open
    assert help_request.needs.get().status == NeedStatus.TRIAGE
    assert help_request.next_action == "Bellen: de bewoner is niet geholpen"


def test_added_words_that_point_at_danger_flag_the_request(client, help_request):
    open_by_code(client, help_request)

    client.post(act(help_request, "aanvullen"), {"words": "Ik wil dood, ik kan niet meer."})

    help_request.refresh_from_db()
    assert (help_request.urgency, help_request.route) == ("crisis", "emergency")
    assert Note.objects.get().kind == Note.Kind.MESSAGE


def test_added_words_are_seen_again_and_notes_of_the_network_are_not(client, help_request, ambassador):
    Note.objects.create(
        help_request=help_request, author=ambassador, at=timezone.now(), body="Geheime notitie"
    )
    open_by_code(client, help_request)

    client.post(act(help_request, "aanvullen"), {"words": "Ook graag op zondag"})

    content = client.get(page(help_request)).content.decode()
    assert "Ook graag op zondag" in content
    assert "Geheime notitie" not in content
    assert "Ook graag op zondag" not in client.__class__().get(page(help_request)).content.decode()


def test_who_asked_for_somebody_near_is_not_told_that_they_were_helped(client, help_request):
    help_request.for_whom = "other"
    help_request.save()
    closing.close_request(help_request, Outcome.HELPED, by=None, at=timezone.now())

    content = client.get(page(help_request)).content.decode()

    assert "Er is hulp gekomen." in content
    assert "U bent geholpen" not in content


def test_corrected_contact_details_are_taken_over(client, help_request):
    open_by_code(client, help_request)

    client.post(
        act(help_request, "verbeteren"),
        {"name": "Nieuwe naam", "phone": "030 1234567", "contact_by": "phone", "email": ""},
    )

    help_request.refresh_from_db()
    assert (help_request.name, str(help_request.phone), help_request.email) == (
        "Nieuwe naam",
        "+31301234567",
        "",
    )


def test_taking_back_the_ground_to_share_calls_the_question_back_from_the_partner(client, district):
    need = NeedFactory(referred=True, help_request__district=district, help_request__email="a@b.example")
    open_by_code(client, need.help_request)

    client.post(act(need.help_request, "toestemming"), {"purpose": "share"})

    need.refresh_from_db()
    assert need.status == NeedStatus.TRIAGE
    assert need.referrals.get().status == "withdrawn"


def test_partner_is_named_after_the_code_only(client, district):
    referral = ReferralFactory(
        accepted=True, need__help_request__district=district, need__help_request__email="a@b.example"
    )
    help_request, partner = referral.need.help_request, referral.offer.partner.name

    before = client.get(page(help_request)).content.decode()
    open_by_code(client, help_request)
    after = client.get(page(help_request)).content.decode()

    assert "Een organisatie gaat helpen." in before
    assert partner not in before
    assert partner in after
