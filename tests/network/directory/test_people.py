"""Who gives and takes roles, on the coordinator's pages and the partner's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.accounts.roles import Role
from network.directory.services.people import give_role, take_role
from network.models import Invitation, User
from tests.factories.network import InvitationFactory, PartnerMembershipFactory
from tests.factories.requests import HelpRequestFactory
from tests.people import make_user


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def test_coordinator_invites_an_ambassador(client, coordinator, district):
    client.force_login(coordinator)

    response = client.post(
        reverse("network:people_invite"),
        {"name": "Nina", "email": "nina@nizu.example", "role": "ambassador", "districts": ["overvecht"]},
    )

    invitation = Invitation.objects.get()
    assert response["Location"] == reverse("network:people_list")
    assert (invitation.role, invitation.district_slugs, invitation.partner) == (
        "ambassador",
        ["overvecht"],
        None,
    )


@pytest.mark.parametrize(
    ("role", "field"), [("ambassador", "districts"), ("partner_member", "partner"), ("keeper", "role")]
)
def test_invitation_needs_what_belongs_to_the_role(client, coordinator, role, field):
    client.force_login(coordinator)

    response = client.post(
        reverse("network:people_invite"), {"name": "Nina", "email": "nina@nizu.example", "role": role}
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Invitation.objects.exists()


def test_people_are_found_by_name_without_a_name_in_the_address(
    client, coordinator, ambassador, partner_member
):
    client.force_login(coordinator)

    response = client.post(reverse("network:people_list"), {"name": "amina"})

    assert list(response.context["page_obj"]) == [ambassador]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("role=ambassador", ["Amina Bakker"]),
        ("role=partner_member", ["Piet Jansen"]),
        ("partner=handjehelpen", ["Bea Smit", "Piet Jansen"]),
        ("role=coordinator", ["Cora de Groot"]),
        ("blocked=ja", []),
    ],
)
def test_people_are_filtered(client, coordinator, ambassador, partner_member, partner_admin, query, names):
    client.force_login(coordinator)

    response = client.get(f"{reverse('network:people_list')}?{query}")

    assert [person.name for person in response.context["page_obj"]] == names


def test_list_takes_as_many_queries_for_many(client, coordinator, partner, django_assert_max_num_queries):
    for number in range(30):
        PartnerMembershipFactory(user=make_user(f"Persoon {number}"), partner=partner)
    client.force_login(coordinator)

    with django_assert_max_num_queries(20):
        client.get(reverse("network:people_list"))


def test_coordinator_gives_and_takes_a_role(client, coordinator, partner, sign_in):
    person = make_user("Sam de Vries")
    session = sign_in(person)
    client.force_login(coordinator)

    client.post(
        reverse("network:person_give_role", args=[person.public_id]),
        {"role": "partner_admin", "partner": partner.pk},
    )
    given = fresh(person).roles
    opened = session.get(reverse("network:desk_people")).status_code
    client.post(
        reverse("network:person_take_role", args=[person.public_id]),
        {"role": f"partner_admin@{partner.slug}"},
    )

    assert given == {Role.PARTNER_ADMIN}
    assert opened == 200
    assert fresh(person).roles == frozenset()
    assert session.get(reverse("network:desk_people")).status_code == 302


def test_one_of_two_tasks_goes_and_the_other_stays(partner, coordinator):
    person = make_user("Sam de Vries")
    give_role(person, Role.PARTNER_MEMBER, partner=partner, by=coordinator)
    give_role(person, Role.PARTNER_ADMIN, partner=partner, by=coordinator)
    both = fresh(person).roles

    take_role(person, Role.PARTNER_MEMBER, partner=partner, by=coordinator)

    assert both == {Role.PARTNER_MEMBER, Role.PARTNER_ADMIN}
    assert fresh(person).roles == {Role.PARTNER_ADMIN}


def test_nobody_changes_the_own_rights_or_those_of_the_keeper(client, coordinator, keeper):
    client.force_login(coordinator)

    for person in (coordinator, keeper):
        response = client.post(
            reverse("network:person_give_role", args=[person.public_id]), {"role": "core_group"}
        )
        assert response.status_code == 403
        assert Role.CORE_GROUP not in fresh(person).roles


def test_forgetting_the_second_factor_asks_for_a_new_one(client, coordinator, ambassador, sign_in):
    lost = sign_in(ambassador)
    client.force_login(coordinator)

    client.post(reverse("network:person_forget_second_factor", args=[ambassador.public_id]))

    assert lost.get(reverse("network:profile")).status_code == 302
    assert not ambassador.authenticator_set.exists()


def test_partner_admin_invites_into_the_own_organisation(client, partner_admin, partner, other_partner):
    client.force_login(partner_admin)
    colleague = {"name": "Nina", "email": "nina@nizu.example", "role": "partner_member"}

    client.post(reverse("network:desk_person_invite", args=[partner.slug]), colleague)
    elsewhere = client.post(reverse("network:desk_person_invite", args=[other_partner.slug]), colleague)
    higher = client.post(
        reverse("network:desk_person_invite", args=[partner.slug]), colleague | {"role": "coordinator"}
    )

    assert elsewhere.status_code == 404
    assert higher.status_code == 422
    assert [one.partner for one in Invitation.objects.all()] == [partner]


def test_partner_admin_removes_a_member_at_once(client, partner_admin, partner_member, partner, sign_in):
    session = sign_in(partner_member)
    client.force_login(partner_admin)

    client.post(reverse("network:desk_person_remove", args=[partner.slug, partner_member.public_id]))

    assert fresh(partner_member).roles == frozenset()
    assert session.get(reverse("network:profile")).status_code == 302


def test_partner_admin_touches_nobody_of_another_organisation(
    client, partner_admin, other_partner_member, partner, other_partner
):
    client.force_login(partner_admin)
    person = other_partner_member.public_id

    own = client.post(reverse("network:desk_person_remove", args=[partner.slug, person]))
    theirs = client.post(reverse("network:desk_person_remove", args=[other_partner.slug, person]))

    assert (own.status_code, theirs.status_code) == (404, 404)
    assert fresh(other_partner_member).roles == {Role.PARTNER_MEMBER}


def test_partner_admin_keeps_the_own_place(client, partner_admin, partner):
    client.force_login(partner_admin)

    response = client.post(
        reverse("network:desk_person_remove", args=[partner.slug, partner_admin.public_id])
    )

    assert response.status_code == 403


def test_profile_shows_roles_and_keeps_name_and_language(client, ambassador, district):
    client.force_login(ambassador)

    page = client.get(reverse("network:profile")).content.decode()
    client.post(reverse("network:profile"), {"name": "Amina B.", "language": "en"})

    ambassador.refresh_from_db()
    assert "Overvecht" in page
    assert (ambassador.name, ambassador.language) == ("Amina B.", "en")
    assert '<html lang="en">' in client.get(reverse("network:profile")).content.decode()


@pytest.mark.parametrize(("days", "status"), [(30, 302), (93, 422), (-1, 422)])
def test_all_districts_is_a_right_with_an_end(client, coordinator, ambassador, district, days, status):
    until = timezone.localdate() + timedelta(days=days)
    client.force_login(coordinator)

    response = client.post(
        reverse("network:person_districts", args=[ambassador.public_id]),
        {"districts": ["overvecht"], "all_until": until.isoformat()},
    )

    assert response.status_code == status
    assert (fresh(ambassador).ambassador.all_districts_until == until) is (status == 302)


def test_requests_of_an_ambassador_who_leaves_go_back_to_the_district(coordinator, ambassador, district):
    help_request = HelpRequestFactory(district=district, owner=ambassador.ambassador)

    take_role(ambassador, Role.AMBASSADOR, by=coordinator)

    help_request.refresh_from_db()
    assert (help_request.owner, help_request.district) == (None, district)
    assert help_request.next_action_on is not None


def test_somebody_removed_does_not_come_back_through_an_invitation_of_their_own(partner_admin, coordinator):
    partner = partner_admin.memberships.get().partner
    invitation = InvitationFactory(partner=partner, invited_by=partner_admin)

    take_role(partner_admin, Role.PARTNER_ADMIN, partner=partner, by=coordinator)

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
