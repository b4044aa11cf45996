"""The link in the mail belongs to one reader: who left answers no more, and the timeline tells who did."""

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from network.models import Delivery, Offer
from network.outbox.composing import compose
from requests_app.links import ANSWER_SALT, answer_token
from requests_app.models import Referral, TimelineEntry
from requests_app.notifications import partner as letters
from requests_app.services import response
from requests_app.telling import ICONS, tell
from requests_app.workflow import ReferralStatus
from tests.factories.network import ContactFactory, OfferFactory, StaffRoleFactory
from tests.factories.requests import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(partner) -> Offer:
    contact = ContactFactory(partner=partner, role="Coördinator maatjes", email="maatjes@partner.example")
    return OfferFactory(partner=partner, contact=contact)


@pytest.fixture
def referral(offer, district) -> Referral:
    return NeedFactory(
        referred=True,
        help_request__district=district,
        help_request__name="Kanarienaam",
        referral__offer=offer,
    ).referrals.get()


def link(referral, to) -> str:
    return reverse("requests:signed_link", args=[answer_token(referral, to)])


def who_answered(referral) -> list[str]:
    lines = tell(referral.need.help_request)
    return [line.who for line in lines if line.icon == ICONS[TimelineEntry.Kind.REFERRAL_STATUS][0]]


def test_mail_holds_the_link_of_its_reader(referral, partner_member):
    letters.tell_referral_sent(referral)

    body = compose(Delivery.objects.get()).body

    token = body.split("/balie/antwoord/")[1].split("/")[0]
    assert signing.loads(token, salt=ANSWER_SALT)[1:3] == ["user", partner_member.pk]


def test_timeline_names_the_member_who_answered_by_link(client, referral, partner_member):
    client.post(link(referral, partner_member), {"step": "accept"})

    assert who_answered(referral) == [partner_member.name]
    assert partner_member.name in response.what_happened(referral.__class__.objects.get())


def test_timeline_names_the_mail_box_that_answered_by_link(client, referral):
    client.post(link(referral, referral.offer.contact), {"step": "ask", "ask-question": "Is er een lift?"})
    client.post(link(referral, referral.offer.contact), {"step": "decline", "decline-reason": "capacity"})

    assert who_answered(referral) == ["Coördinator maatjes", "Coördinator maatjes"]


def test_colleague_who_is_signed_in_answers_in_the_own_name(client, referral, partner_member):
    client.force_login(partner_member)

    client.post(link(referral, referral.offer.contact), {"step": "accept"})

    assert who_answered(referral) == [partner_member.name]


def leaves(member) -> None:
    member.memberships.all().delete()


def loses_the_task(member) -> None:
    member.memberships.update(is_member=False, is_admin=True)


def is_blocked(member) -> None:
    member.is_active = False
    member.save()


def moves_to_another_mail_box(member) -> None:
    member.email = "anders@nizu.example"
    member.save()


@pytest.mark.parametrize("what", [leaves, loses_the_task, is_blocked, moves_to_another_mail_box])
def test_who_stopped_sees_and_answers_nothing_by_an_old_link(client, referral, partner_member, what):
    mailed = link(referral, partner_member)
    assert client.get(mailed).status_code == 200

    what(partner_member)

    shown = client.get(mailed)
    answered = client.post(mailed, {"step": "accept"})
    referral.refresh_from_db()
    assert (shown.status_code, answered.status_code) == (410, 410)
    assert "niet meer voor deze organisatie" in shown.content.decode()
    assert referral.offer.title not in shown.content.decode()
    assert referral.status == ReferralStatus.SENT


@pytest.mark.parametrize("change", ["removed", "other mail box", "other partner"])
def test_mail_box_that_is_not_the_partners_any_more_answers_nothing(client, referral, other_partner, change):
    contact = referral.offer.contact
    mailed = link(referral, contact)
    if change == "removed":
        contact.delete()
    elif change == "other mail box":
        contact.email = "nieuw@partner.example"
        contact.save()
    else:
        contact.partner = other_partner
        contact.save()

    assert client.post(mailed, {"step": "accept"}).status_code == 410


def test_link_of_another_partners_member_opens_nothing(client, referral, other_partner_member):
    assert client.get(link(referral, other_partner_member)).status_code == 410


def test_link_of_an_older_make_is_not_found(client, referral):
    old = signing.dumps(str(referral.public_id), salt=ANSWER_SALT)

    assert client.get(reverse("requests:signed_link", args=[old])).status_code == 404


def test_mail_box_without_account_asks_for_one_after_accepting(client, referral, coordinator):
    mailed = link(referral, referral.offer.contact)
    assert client.post(mailed, {"step": "account"}).status_code == 409
    assert not Delivery.objects.filter(notification__kind="account_wanted").exists()

    done = client.post(mailed, {"step": "accept"}).content.decode()
    for _ in range(2):
        asked = client.post(mailed, {"step": "account"}).content.decode()

    assert "Vraag een account aan" in done
    assert "Inloggen en contact opnemen" not in done
    assert "Kanarienaam" not in done + asked
    assert "Uw vraag om een account is verstuurd." in asked
    message = compose(Delivery.objects.get(notification__kind="account_wanted"))
    assert message.to == [coordinator.email]
    assert "Coördinator maatjes" in message.body
    assert reverse("network:people_invite") in message.body
    assert "Kanarienaam" not in message.body


def test_partners_own_manager_is_asked_before_the_coordinator(client, referral, coordinator, partner_admin):
    mailed = link(referral, referral.offer.contact)
    client.post(mailed, {"step": "accept"})
    client.post(mailed, {"step": "account"})

    message = compose(Delivery.objects.get(notification__kind="account_wanted"))

    assert message.to == [partner_admin.email]
    assert reverse("network:desk_person_invite", args=[referral.offer.partner.slug]) in message.body


def test_who_has_an_account_is_asked_to_sign_in(client, referral, partner_member):
    done = client.post(link(referral, partner_member), {"step": "accept"}).content.decode()

    assert "Inloggen en contact opnemen" in done
    assert client.post(link(referral, partner_member), {"step": "account"}).status_code == 404


def test_account_is_no_longer_needed_once_the_resident_stepped_back(client, referral):
    StaffRoleFactory()
    mailed = link(referral, referral.offer.contact)
    client.post(mailed, {"step": "accept"})
    Referral.objects.filter(pk=referral.pk).update(
        status="ended", outcome="withdrawn", ended_at=timezone.now()
    )

    assert "Vraag een account aan" not in client.get(mailed).content.decode()
    client.post(mailed, {"step": "account"})
    assert not Delivery.objects.filter(notification__kind="account_wanted").exists()
