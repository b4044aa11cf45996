"""Who is the professional: known domains go straight on, others wait for an ambassador's yes."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from network.models import Delivery
from network.outbox.composing import compose
from requests_app.errors import RequestError
from requests_app.models import Channel, HelpRequest, KnownDomain, ReferrerCheck, Urgency
from requests_app.services import closing, referral, referrer
from requests_app.services.consent import may_share, record_consent
from requests_app.workflow import Outcome
from tests.factories.network import ContactFactory, OfferFactory, PartnerFactory
from tests.factories.requests import ConsentFactory, HelpRequestFactory
from tests.requests_app.doors.test_professional import ADDRESS, DOOR, GIVEN, prove_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown(district) -> HelpRequest:
    """A request of an unknown sender, who declared that the client agrees to sharing."""
    help_request = HelpRequestFactory(
        district=district,
        channel=Channel.PROFESSIONAL,
        asker_name="Ineke Vos",
        asker_email=ADDRESS,
        asker_organisation="praktijk.example",
        referrer_check=ReferrerCheck.WAITING,
        share=False,
    )
    ConsentFactory(help_request=help_request, ground="via_professional")
    return help_request


def check(help_request: HelpRequest) -> str:
    return reverse("requests:help_request_referrer", args=[help_request.public_id])


def hand_over(client, address: str = ADDRESS, **changes) -> HelpRequest:
    prove_address(client, address)
    client.post(DOOR, {**GIVEN, **changes})
    return HelpRequest.objects.latest("pk")


def test_partners_site_or_mail_box_and_the_coordinators_list_are_known(db):
    PartnerFactory(name="Handjehelpen", website="https://www.handjehelpen.example/utrecht")
    ContactFactory(partner=PartnerFactory(name="Humanitas"), email="team@Humanitas.example")
    KnownDomain.objects.create(domain="buurtteam.example", organisation="Buurtteam")

    known = {
        address: referrer.organisation_of(address)
        for address in (
            "a@handjehelpen.example", "b@post.humanitas.example", "c@BUURTTEAM.example", "d@eiland.example",
            "e@nhandjehelpen.example", "f@example", "",
        )
    }  # fmt: skip

    assert known == {
        "a@handjehelpen.example": "Handjehelpen",
        "b@post.humanitas.example": "Humanitas",
        "c@BUURTTEAM.example": "Buurtteam",
        "d@eiland.example": "",
        "e@nhandjehelpen.example": "",
        "f@example": "",
        "": "",
    }


@pytest.mark.parametrize("host", ["gmail.com", "outlook.com", "hotmail.com", "ziggo.nl", "kpnmail.nl"])
def test_free_mail_is_never_known_whoever_uses_it(db, host):
    ContactFactory(email=f"vereniging@{host}")
    PartnerFactory(website=f"https://{host}/groep")
    KnownDomain.objects.create(domain=host, organisation="Iedereen")

    assert referrer.organisation_of(f"iemand@{host}") == ""


def test_known_sender_goes_straight_to_triage(client):
    KnownDomain.objects.create(domain="praktijk.example", organisation="Praktijk De Linde")

    help_request = hand_over(client)

    assert (help_request.referrer_check, help_request.asker_organisation) == ("", "Praktijk De Linde")
    assert help_request.next_action == "De vraag lezen en bellen"


def test_unknown_sender_is_told_and_shown_and_waits(client, ambassador, district):
    help_request = hand_over(client)
    receipt = client.get(reverse("requests:professional_receipt")).content.decode()
    help_request.district = district
    help_request.save()
    client.force_login(ambassador)
    page = client.get(help_request.get_absolute_url()).content.decode()

    assert (help_request.referrer_check, help_request.asker_organisation) == ("waiting", "praktijk.example")
    assert help_request.next_action == "Nagaan of de verwijzer klopt, dan bellen"
    assert "Wij kennen uw organisatie nog niet." in receipt
    assert "Onbekende verwijzer" in page


def test_nothing_is_referred_until_yes(client, ambassador, unknown):
    need, offer = unknown.needs.get(), OfferFactory()

    def refer():
        return referral.refer(need, offer, by=ambassador, at=timezone.now(), summary="Wandelen.")

    with pytest.raises(RequestError, match="verwijzer"):
        refer()
    client.force_login(ambassador)
    client.post(check(unknown), {"real": "yes"})

    assert refer().status == "sent"
    assert unknown.timeline.filter(kind="referrer").values_list("actor", "before", "after").get() == (
        ambassador.pk,
        "waiting",
        "confirmed",
    )
    assert "de verwijzer klopt" in client.get(unknown.get_absolute_url()).content.decode()


def test_no_takes_the_declared_ground_away_and_leaves_the_client_to_the_ambassador(
    client, ambassador, unknown
):
    client.force_login(ambassador)

    without_reason = client.post(check(unknown), {"real": "no", "reason": " "}, follow=True)
    unknown.refresh_from_db()
    assert "Schrijf op waarom" in without_reason.content.decode()
    assert unknown.referrer_check == ReferrerCheck.WAITING

    client.post(check(unknown), {"real": "no", "reason": "De praktijk kent haar niet."})

    unknown.refresh_from_db()
    assert unknown.is_open
    assert unknown.next_action == "De bewoner bellen, of de vraag afsluiten"
    assert not may_share(unknown)
    assert unknown.notes.get().body == "De praktijk kent haar niet."
    record_consent(unknown, "share", "spoken", by=ambassador, at=timezone.now())
    with pytest.raises(RequestError, match="verwijzer"):
        referral.refer(
            unknown.needs.get(), OfferFactory(), by=ambassador, at=timezone.now(), summary="Wandelen."
        )


def test_no_after_all_calls_back_what_no_partner_has_answered(unknown, ambassador):
    referrer.confirm(unknown, by=ambassador, at=timezone.now())
    sent = referral.refer(
        unknown.needs.get(), OfferFactory(), by=ambassador, at=timezone.now(), summary="Wandelen."
    )

    referrer.refuse(unknown, "Toch niet.", by=ambassador, at=timezone.now())

    sent.refresh_from_db()
    assert (sent.status, unknown.needs.get().status) == ("withdrawn", "triage")


def test_danger_from_an_unknown_sender_is_shown_like_any_other(client, ambassador, district):
    help_request = hand_over(client, text="Mevrouw zegt dat zij dood wil, vandaag nog.")

    assert help_request.urgency == Urgency.CRISIS
    assert help_request.next_action == "Nu bellen: er is misschien gevaar"
    kinds = set(Delivery.objects.values_list("notification__kind", flat=True))
    assert "crisis_received" in kinds


def test_sender_is_believed_the_next_time_until_an_ambassador_says_no(client, ambassador, unknown):
    referrer.confirm(unknown, by=ambassador, at=timezone.now())
    assert referrer.check_for(ADDRESS.upper()) == ReferrerCheck.CONFIRMED
    assert referrer.check_for("collega@praktijk.example") == ReferrerCheck.WAITING

    referrer.refuse(unknown, "Toch niet.", by=ambassador, at=timezone.now())
    assert referrer.check_for(ADDRESS) == ReferrerCheck.WAITING


@pytest.mark.parametrize(
    ("answer", "told"),
    [("waiting", "bellen die eerst"), ("refused", "Bel ons."), ("confirmed", "Uw cliënt is geholpen.")],
)
def test_sender_hears_about_the_client_only_when_believed(client, unknown, answer, told):
    HelpRequest.objects.filter(pk=unknown.pk).update(referrer_check=answer)
    unknown.refresh_from_db()

    closing.close_request(unknown, Outcome.HELPED, by=None, at=timezone.now())
    prove_address(client)
    page = client.get(DOOR).content.decode()

    mails = [compose(delivery).body for delivery in Delivery.objects.all()]
    assert told in page
    assert ("Uw cliënt is geholpen." in page) is (answer == "confirmed")
    assert any("Uw cliënt is geholpen." in body for body in mails) is (answer == "confirmed")


def test_request_of_nobody_professional_has_nothing_to_find_out(client, ambassador, district):
    help_request = HelpRequestFactory(district=district)
    client.force_login(ambassador)

    client.post(check(help_request), {"real": "yes"})

    help_request.refresh_from_db()
    assert help_request.referrer_check == ""


def test_coordinator_remembers_a_domain_and_sees_no_person(client, coordinator, ambassador, unknown):
    referrer.confirm(unknown, by=ambassador, at=timezone.now())
    client.force_login(coordinator)
    url = reverse("requests:known_domain_list")
    before = client.get(url).content.decode()

    client.post(url, {"domain": "praktijk.example", "organisation": "Praktijk De Linde"})

    after = client.get(url).content.decode()
    assert "Organisatie bij praktijk.example" in before
    assert "Organisatie bij praktijk.example" not in after
    assert "Ineke" not in before + after
    assert ADDRESS not in before + after
    assert referrer.organisation_of(ADDRESS) == "Praktijk De Linde"

    client.post(reverse("requests:known_domain_remove", args=[KnownDomain.objects.get().pk]))
    assert referrer.organisation_of(ADDRESS) == ""


def test_what_waits_from_a_domain_goes_on_once_it_is_known(client, coordinator, unknown):
    other = HelpRequestFactory(
        channel=Channel.PROFESSIONAL, asker_email="a@npraktijk.example", referrer_check="waiting"
    )
    client.force_login(coordinator)

    client.post(
        reverse("requests:known_domain_list"), {"domain": "praktijk.example", "organisation": "De Linde"}
    )

    unknown.refresh_from_db()
    other.refresh_from_db()
    assert (unknown.referrer_check, other.referrer_check) == ("confirmed", "waiting")
    assert unknown.timeline.get(kind="referrer").actor == coordinator


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Praktijk.EXAMPLE", "praktijk.example"),
        ("i.vos@praktijk.example", "praktijk.example"),
        ("gmail.com", None),
        ("post.ziggo.nl", None),
        ("example", None),
        ("co.uk", None),
        ("geen domein", None),
        ("<script>.nl", None),
        ("a\x00b.nl", None),
        ("a" * 300 + ".nl", None),
        ("", None),
    ],
)
def test_list_takes_domains_of_organisations_only(client, coordinator, typed, kept):
    client.force_login(coordinator)

    response = client.post(
        reverse("requests:known_domain_list"), {"domain": typed, "organisation": "Praktijk"}
    )

    assert response.status_code == (302 if kept else 422)
    assert list(KnownDomain.objects.values_list("domain", flat=True)) == ([kept] if kept else [])


def test_code_is_mailed_to_the_work_address_only(client):
    for private in ("iemand@gmail.com", "iemand@post.kpnmail.nl"):
        assert client.post(DOOR, {"email": private}).status_code == 422
    client.post(DOOR, {"email": ADDRESS})

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert re.search(r"\b\d{6}\b", mail.outbox[0].body)
