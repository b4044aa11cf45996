"""An account begins with a link in a mail that works once."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from network.accounts.roles import Role
from network.directory.errors import PeopleError
from network.directory.services import invitations
from network.models import Invitation, Notification, User
from network.outbox.composing import build
from network.outbox.registry import kind_of
from tests.factories.network import InvitationFactory
from tests.people import PASSWORD, PortalClient, make_user

NEW = {"name": "Nina Nieuw", "password": "een-lang-nieuw-wachtwoord"}


def path_of(invitation) -> str:
    return "/" + invitations.link(invitation).split("/", 3)[3]


def mail_of(invitation):
    """What leaves for this invitation now; None when there is nothing to send."""
    notification = Notification.objects.filter(subject_ref=f"invitation/{invitation.pk}").latest("pk")
    mail = kind_of(notification).render(notification)
    return mail and build(mail, "<x@nizu>")


@pytest.fixture
def invitation(partner, coordinator):
    return invitations.invite(
        "Nina@NIZU.example",
        name="Nina",
        role=Role.PARTNER_MEMBER,
        partner=partner,
        by=coordinator,
        at=timezone.now(),
    )


def test_invited_person_gets_a_mail_with_the_link_only(invitation, partner):
    mail = mail_of(invitation)

    assert mail.to == ["nina@nizu.example"]
    assert invitations.link(invitation) in mail.body
    assert partner.name in mail.body
    assert "Nina" not in mail.subject
    assert "nina@nizu.example" not in invitations.link(invitation)


def test_invitation_opens_the_account_with_its_role(invitation, partner):
    visitor = PortalClient()

    response = visitor.post(path_of(invitation), NEW, follow=True)

    user = User.objects.get(email="nina@nizu.example")
    assert user.name == "Nina Nieuw"
    assert user.check_password(NEW["password"])
    assert user.roles == {Role.PARTNER_MEMBER}
    assert [membership.partner for membership in user.memberships.all()] == [partner]
    assert EmailAddress.objects.get(user=user).verified
    # Signed in, and the first thing asked is the second factor.
    assert response.redirect_chain[-1][0].startswith(reverse("network:second_factor"))


def test_invitation_of_an_ambassador_gives_the_districts(coordinator, district, other_district):
    invitation = invitations.invite(
        "nina@nizu.example",
        name="Nina",
        role=Role.AMBASSADOR,
        district_slugs=["overvecht"],
        by=coordinator,
        at=timezone.now(),
    )

    user = invitations.accept(invitation, at=timezone.now(), **NEW)

    assert list(user.ambassador.districts.all()) == [district]


def test_looking_at_the_link_changes_nothing(invitation):
    """A mail scanner opens every link; only the button uses it."""
    for _visit in range(3):
        assert PortalClient().get(path_of(invitation)).status_code == 200
        assert PortalClient().head(path_of(invitation)).status_code == 200

    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email="nina@nizu.example").exists()


def test_link_works_once(invitation):
    PortalClient().post(path_of(invitation), NEW)

    again = PortalClient().post(path_of(invitation), NEW | {"password": "een-heel-ander-wachtwoord"})

    assert again.status_code == 410
    assert User.objects.get(email="nina@nizu.example").check_password(NEW["password"])


def test_two_windows_open_one_account(invitation):
    """Both read the invitation as open; the second finds it used when it gets the row's lock."""
    seen_before = Invitation.objects.get(pk=invitation.pk)
    user = invitations.accept(invitation, at=timezone.now(), **NEW)

    with pytest.raises(PeopleError, match="geldt niet meer"):
        invitations.accept(seen_before, at=timezone.now(), user=user)


def test_link_ends_after_seven_days(invitation, settings):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6, hours=23)):
        assert PortalClient().get(path_of(invitation)).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, minutes=1)):
        response = PortalClient().get(path_of(invitation))
        assert response.status_code == 410
        assert "Vraag degene die u uitnodigde om een nieuwe" in response.content.decode()
        assert mail_of(invitation) is None


@pytest.mark.parametrize("change", ["x", "", "0"])
def test_link_that_is_not_ours_says_only_that(invitation, change):
    right = path_of(invitation).rstrip("/")
    path = right[:-1] + (change if change != right[-1] else "y") + "/"

    assert PortalClient().get(path).status_code == 410


def test_resending_makes_a_new_link_and_ends_the_old_one(invitation):
    old = path_of(invitation)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        invitations.resend(invitation, at=timezone.now())
        invitation.refresh_from_db()

        assert PortalClient().get(old).status_code == 410
        assert PortalClient().get(path_of(invitation)).status_code == 200
        assert mail_of(invitation) is not None
    assert Notification.objects.count() == 2


def test_withdrawn_invitation_is_over_and_not_sent(invitation):
    invitations.withdraw(invitation, at=timezone.now())

    assert PortalClient().get(path_of(invitation)).status_code == 410
    assert mail_of(invitation) is None
    with pytest.raises(PeopleError):
        invitations.resend(invitation, at=timezone.now())


def test_second_invitation_takes_the_place_of_the_first(invitation, partner, coordinator):
    second = invitations.invite(
        invitation.email,
        name="Nina",
        role=Role.PARTNER_MEMBER,
        partner=partner,
        by=coordinator,
        at=timezone.now(),
    )

    assert list(Invitation.objects.open(timezone.now())) == [second]


@pytest.mark.parametrize("weak", ["kort", "qwerty123456", "nina@nizu.example"])
def test_weak_password_is_refused_and_nothing_is_used(invitation, weak):
    response = PortalClient().post(path_of(invitation), {"name": "Nina", "password": weak})

    assert response.status_code == 422
    assert "password" in response.context["form"].errors
    assert not User.objects.filter(email="nina@nizu.example").exists()


def test_somebody_with_an_account_signs_in_first_and_gets_the_role(partner):
    user = make_user("Sam de Vries")
    invitation = InvitationFactory(email=user.email, partner=partner)
    visitor = PortalClient()

    page = visitor.get(path_of(invitation))
    refused = visitor.post(path_of(invitation))
    visitor.post(f"{reverse('account_login')}", {"login": user.email, "password": PASSWORD})
    taken = visitor.post(path_of(invitation))

    assert "Log eerst in" in page.content.decode()
    assert refused.status_code == 200
    assert taken["Location"] == reverse("network:profile")
    assert User.objects.get(pk=user.pk).roles == {Role.PARTNER_MEMBER}


def test_invitation_of_somebody_else_gives_nothing(client, partner):
    make_user("Sam de Vries")
    invitation = InvitationFactory(email="sam.de.vries@nizu.example", partner=partner)
    stranger = make_user("Vera Vreemd")
    client.force_login(stranger)

    client.post(path_of(invitation))

    assert not stranger.memberships.exists()
    with pytest.raises(PeopleError):
        invitations.accept(invitation, at=timezone.now(), user=stranger)


def test_partner_admin_sees_invitations_to_the_own_organisation_only(
    partner_admin, partner, other_partner, coordinator, partner_member
):
    own = InvitationFactory(partner=partner)
    other = InvitationFactory(partner=other_partner)

    assert list(Invitation.objects.visible_to(partner_admin)) == [own]
    assert set(Invitation.objects.visible_to(coordinator)) == {own, other}
    assert list(Invitation.objects.visible_to(partner_member)) == []
