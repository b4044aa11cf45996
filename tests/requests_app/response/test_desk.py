"""The partner's desk and the link in the mail: before acceptance the minimum, after it what is needed."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import AccessRecord, Contact, Delivery, User
from network.outbox.composing import compose
from requests_app.links import ANSWER_LIFETIME, answer_token
from requests_app.models import Referral
from requests_app.notifications import partner as letters
from requests_app.services import response
from requests_app.workflow import ReferralStatus
from tests.factories.network import CategoryFactory, OfferFactory
from tests.factories.requests import NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db

# Put where it could leak: each of these stands in one field of the request.
CANARIES = {
    "text": "kanarietekst over mijn ziekte",
    "name": "Kanarienaam",
    "phone": "+31612345678",
    "email": "kanariemail@voorbeeld.example",
    "contact_when": "kanariemoment",
    "asker_name": "Kanarievrager",
    "asker_relation": "kanarierelatie",
    "asker_email": "kanarievrager@voorbeeld.example",
    "asker_organisation": "Kanarieorganisatie",
    "asker_reference": "kanariekenmerk",
    "postcode4": "3579",
}
TRACES = ("kanarie", "12345678", "3579")


@pytest.fixture
def referral(ambassador, partner, district) -> Referral:
    CategoryFactory(slug="maatje", label_nl="Maatje")
    need = NeedFactory(
        referred=True,
        help_request__district=district,
        help_request__owner=ambassador.ambassador,
        help_request__facts={"age": 74, "helpers": ["family"], "availability": {"days": ["ma"]}},
        referral__offer=OfferFactory(partner=partner),
        referral__summary="Iemand om mee te wandelen.",
        **{f"help_request__{name}": value for name, value in CANARIES.items()},
    )
    return need.referrals.get()


def page(referral: Referral) -> str:
    return reverse("requests:desk_referral", args=[referral.public_id])


def step(referral: Referral, name: str) -> str:
    return reverse("requests:desk_step", args=[referral.public_id, name])


def link(referral: Referral, to: User | Contact | None = None) -> str:
    """As it was mailed to somebody; without a person to the offer's mail box."""
    return reverse("requests:signed_link", args=[answer_token(referral, to or referral.offer.contact)])


def assert_no_traces(content: str) -> None:
    squeezed = content.lower().replace(" ", "")
    assert [trace for trace in TRACES if trace in squeezed] == []


def test_before_acceptance_nothing_leaks_on_desk_referral_page_or_link(client, partner_member, referral):
    client.force_login(partner_member)

    for address in (reverse("requests:desk"), page(referral), link(referral)):
        content = client.get(address).content.decode()

        assert "Maatje" in content
        assert_no_traces(content)


def test_before_acceptance_the_mails_tell_nothing(referral, partner_member):
    letters.tell_referral_sent(referral)
    letters.tell_referral_reminder(referral)

    for delivery in Delivery.objects.all():
        message = compose(delivery)
        assert_no_traces("".join([message.subject, message.body, message.alternatives[0].content]))


def test_before_acceptance_the_page_shows_what_is_allowed(client, partner_member, referral):
    client.force_login(partner_member)

    content = client.get(page(referral)).content.decode()

    for shown in ("Overvecht", "65 tot en met 74", "Nederlands", "maandag", "Iemand om mee te wandelen."):
        assert shown in content


def test_after_acceptance_the_page_shows_contact_data_and_each_look_is_on_record(
    client, partner_member, referral
):
    client.force_login(partner_member)
    client.get(page(referral))

    shown = client.post(step(referral, "aannemen"), follow=True).content.decode()

    assert "kanarietekst" in shown
    assert "Kanarienaam" in shown
    assert "06 12345678" in shown
    assert list(AccessRecord.objects.order_by("pk").values_list("action", "actor_id", "subject")) == [
        ("view", partner_member.pk, str(referral.need.help_request.public_id)),
        ("view_contact", partner_member.pk, str(referral.need.help_request.public_id)),
    ]


def test_number_to_talk_about_stands_on_list_and_page(client, partner_member, referral):
    client.force_login(partner_member)

    for address in (reverse("requests:desk"), page(referral)):
        assert referral.need.help_request.reference in client.get(address).content.decode()


def test_the_list_puts_everybody_in_it_on_record_in_one_statement(client, partner, partner_member, referral):
    client.force_login(partner_member)
    client.get(reverse("requests:desk"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("requests:desk"))
    ReferralFactory(offer__partner=partner, accepted=True)
    ReferralFactory(offer__partner=partner, ended=True)
    ReferralFactory()
    first = AccessRecord.objects.count()

    with CaptureQueriesContext(connection) as three:
        client.get(reverse("requests:desk"))

    theirs = Referral.objects.visible_to(partner_member).values_list(
        "public_id", "need__help_request__public_id"
    )
    seen = AccessRecord.objects.filter(action="list", actor_id=partner_member.pk, organisation=partner.name)
    assert sorted(seen.order_by("-pk")[:3].values_list("object_id", "subject")) == sorted(
        (str(referral), str(request)) for referral, request in theirs
    )
    assert AccessRecord.objects.count() == first + 3
    assert len(three) == len(one)


def test_identity_goes_away_when_the_resident_takes_the_ground_back(client, partner_member, referral):
    response.accept(referral, by=partner_member, at=timezone.now())
    referral.need.help_request.consents.update(withdrawn_at=timezone.now())
    client.force_login(partner_member)

    assert_no_traces(client.get(page(referral)).content.decode())


def test_referral_of_another_partner_does_not_exist(client, other_partner_member, referral):
    client.force_login(other_partner_member)

    assert client.get(page(referral)).status_code == 404
    assert client.post(step(referral, "aannemen")).status_code == 404
    assert str(referral.public_id) not in client.get(reverse("requests:desk")).content.decode()


def test_partner_admin_without_the_task_sees_no_referral(client, partner_admin, referral):
    client.force_login(partner_admin)

    assert client.get(page(referral)).status_code == 404
    assert "geen hulpvragen" in client.get(reverse("requests:desk")).content.decode()


def test_desk_leads_from_acceptance_to_the_end(client, partner_member, referral):
    client.force_login(partner_member)

    for name, given in [
        ("aannemen", {}),
        ("contact", {}),
        ("gestart", {}),
        ("afronden", {"afronden-outcome": "helped"}),
    ]:
        assert client.post(step(referral, name), given).status_code == 302

    referral.refresh_from_db()
    assert (referral.status, referral.outcome) == (ReferralStatus.ENDED, "helped")
    assert not referral.need.help_request.is_open


def test_decline_without_reason_says_so_beside_the_field(client, partner_member, referral):
    client.force_login(partner_member)

    answer = client.post(step(referral, "afwijzen"), {"afwijzen-note": "geen idee"})

    assert answer.status_code == 422
    assert "Kies een reden." in answer.content.decode()


def test_who_comes_second_sees_who_was_first(client, partner_member, referral):
    response.accept(referral, by=partner_member, at=timezone.now())
    client.force_login(partner_member)

    answer = client.post(
        step(referral, "afwijzen"), {"afwijzen-reason": "capacity"}, follow=True
    ).content.decode()

    assert f"al aangenomen door {partner_member.name}" in answer


def test_link_only_shows_and_a_scanner_that_opens_it_answers_nothing(client, referral):
    for _ in range(3):
        assert client.get(link(referral)).status_code == 200

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


def test_link_accepts_without_an_account_and_is_dead_afterwards(client, referral):
    done = client.post(link(referral), {"step": "accept"})

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ACCEPTED
    assert_no_traces(done.content.decode())
    after = client.get(link(referral))
    assert after.status_code == 410
    assert_no_traces(after.content.decode())


def test_link_declines_with_a_reason_and_a_second_answer_is_refused(client, referral):
    client.post(link(referral), {"step": "decline", "decline-reason": "district"})

    again = client.post(link(referral), {"step": "accept"})

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.DECLINED
    assert again.status_code == 409


def test_link_asks_a_question_and_stays_alive_for_the_answer(client, referral):
    client.post(link(referral), {"step": "ask", "ask-question": "Kan de bewoner traplopen?"})

    assert client.get(link(referral)).status_code == 200


def test_link_ends_and_cannot_be_forged_or_used_for_another_referral(client, referral):
    mailed = link(referral)

    with time_machine.travel(timezone.now() + ANSWER_LIFETIME * 2):
        assert client.get(mailed).status_code == 410
    assert client.get(mailed[:-3] + "x/").status_code == 404
    assert client.get(reverse("requests:signed_link", args=["abc"])).status_code == 404


def test_link_is_for_no_cache_and_no_referrer(client, referral):
    shown = client.get(link(referral))

    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == ("no-store", "same-origin")
