"""The accounts of the demo: one per role, opened once, and never outside the demo."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from network.accounts.roles import Role
from network.models import User
from nizu.demo import ACCOUNTS, PASSWORD
from tests.factories.network import DistrictFactory, PartnerFactory
from tests.people import PortalClient


@pytest.fixture
def network(db):
    for account in ACCOUNTS:
        for slug in account.districts:
            DistrictFactory(slug=slug)
    PartnerFactory(slug="handjehelpen")
    PartnerFactory(slug="humanitas")


def test_every_role_of_the_demo_has_its_account(network):
    call_command("load_demo_accounts", verbosity=0)

    roles = {user.email.partition("@")[0]: set(user.roles) for user in User.objects.all()}
    assert roles == {
        "ambassadeur": {Role.AMBASSADOR},
        "ambassadeur2": {Role.AMBASSADOR},
        "partner": {Role.PARTNER_MEMBER, Role.PARTNER_ADMIN},
        "partner2": {Role.PARTNER_MEMBER},
        "coordinator": {Role.COORDINATOR},
        "kerngroep": {Role.CORE_GROUP},
        "gemeente": {Role.MUNICIPALITY},
        "beheer": {Role.KEEPER},
    }


def test_two_ambassadors_keep_all_ten_districts_between_them(network):
    call_command("load_demo_accounts", verbosity=0)

    first, second = (
        {district.slug for district in User.objects.get(email=email).ambassador.districts.all()}
        for email in ("ambassadeur@nizu.example", "ambassadeur2@nizu.example")
    )
    assert first == {"overvecht", "noordwest"}
    assert len(second) == 8
    assert not first & second


def test_loading_again_changes_nothing(network):
    call_command("load_demo_accounts", verbosity=0)
    person = User.objects.get(email="kerngroep@nizu.example")
    person.name = "Een andere naam"
    person.save()

    call_command("load_demo_accounts", verbosity=0)

    assert User.objects.count() == len(ACCOUNTS)
    assert User.objects.get(pk=person.pk).name == "Een andere naam"


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.email)
def test_account_signs_in_and_lands_somewhere(network, settings, account):
    settings.SECOND_FACTOR_GRACE = True
    call_command("load_demo_accounts", verbosity=0)
    visitor = PortalClient()

    response = visitor.post(
        reverse("account_login"), {"login": account.email, "password": PASSWORD}, follow=True
    )

    assert response.status_code == 200
    assert response.wsgi_request.user.email == account.email


def test_accounts_with_a_public_password_exist_in_the_demo_only(network, settings):
    settings.DEMO_FACILITIES = False

    with pytest.raises(CommandError, match="demo only"):
        call_command("load_demo_accounts")

    assert not User.objects.exists()
