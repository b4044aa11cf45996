"""The addresses of ready-made packages: allauth's and Django's admin."""

import pytest
from django.urls import get_resolver, reverse

from network.admin import keeper_site
from network.models import User
from tests.access.test_access import addresses

PUBLIC_AT_ALLAUTH = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
}


def below(prefix: str) -> dict:
    return {
        name: pattern
        for name, path, pattern in addresses(get_resolver().url_patterns)
        if path.startswith(prefix) and not name.startswith("nameless")
    }


def test_only_the_doors_of_allauth_are_public():
    public = {
        name
        for name, pattern in below("accounts/").items()
        if not getattr(pattern.callback, "login_required", True)
    }

    assert public == PUBLIC_AT_ALLAUTH


def test_nobody_registers(client, db):
    page = client.get(reverse("account_signup"))
    sent = client.post(
        reverse("account_signup"),
        {
            "email": "nieuw@nizu.example",
            "password1": "lang-wachtwoord-2026",
            "password2": "lang-wachtwoord-2026",
        },
    )

    assert page.status_code == sent.status_code == 200
    assert b'<form method="post" action="/accounts/signup/' not in page.content
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "actor", ["ambassador", "partner_admin", "coordinator", "core_group_member", "privacy_officer"]
)
def test_admin_is_closed_to_everyone_else(client, request, actor):
    client.force_login(request.getfixturevalue(actor))

    for name in ("admin:index", "admin:network_district_changelist", "admin:network_postcode_add"):
        response = client.get(reverse(name), follow=True)
        assert response.status_code == 403


def test_admin_sends_visitors_to_the_sign_in_page(client, db):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_admin_opens_for_the_keeper_with_a_second_factor(client, keeper):
    client.force_login(keeper)

    assert client.get(reverse("admin:index")).status_code == 200


def test_admin_stays_closed_to_the_keeper_without_a_second_factor(client, keeper):
    client.force_login(keeper, second_factor=False)

    response = client.get(reverse("admin:index"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("network:second_factor"))


def test_admin_knows_no_personal_table():
    registered = {model._meta.model_name for model in keeper_site._registry}

    assert registered == {"category", "district", "neighbourhood", "postcode", "referraltarget", "theme"}
