"""Whoever can see a request goes nowhere without a second factor (goal figure G33)."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from network.accounts.roles import NEEDS_SECOND_FACTOR, Role
from tests.people import PASSWORD, PortalClient, make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP = "/profiel/tweede-stap/"


def totp_code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.fixture
def plain_client(db):
    """A browser that knows nothing yet: no session, no flags."""
    return PortalClient()


def test_everyone_who_can_see_a_request_needs_it():
    assert set(Role) - NEEDS_SECOND_FACTOR == {Role.CORE_GROUP, Role.MUNICIPALITY}


@pytest.mark.parametrize(
    "role", ["ambassador", "partner_member", "partner_admin", "coordinator", "privacy_officer", "keeper"]
)
def test_password_alone_leads_to_the_set_up(plain_client, request, role):
    user = request.getfixturevalue(role)
    log_in(plain_client, user)

    response = plain_client.get(reverse("network:profile"))

    assert response.status_code == 302
    assert response["Location"] == f"{SET_UP}?next=%2Fprofiel%2F"


def test_set_up_page_explains_and_offers_both_ways(plain_client, ambassador):
    log_in(plain_client, ambassador)

    page = plain_client.get(SET_UP).content.decode()

    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_activate_totp") in page


def test_public_pages_show_nothing_of_the_role_before_the_second_factor(plain_client, ambassador):
    log_in(plain_client, ambassador)

    response = plain_client.get(reverse("home"))

    assert response.status_code == 200
    assert response.wsgi_request.user.roles == frozenset()


def test_an_htmx_part_moves_the_whole_page_to_the_set_up(plain_client, ambassador):
    log_in(plain_client, ambassador)

    response = plain_client.get(reverse("network:profile"), headers={"HX-Request": "true"})

    assert response["HX-Redirect"].startswith(SET_UP)


def test_others_go_on_without(plain_client, core_group_member):
    log_in(plain_client, core_group_member)

    assert plain_client.get(reverse("network:profile")).status_code == 200


@pytest.mark.django_db(transaction=True)  # allauth counts the app after the commit
def test_setting_up_an_app_opens_the_portal(plain_client, ambassador):
    log_in(plain_client, ambassador)
    page = plain_client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    done = plain_client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})

    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert plain_client.get(reverse("network:profile")).status_code == 200
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_sign_in_with_app_asks_for_the_code(plain_client, ambassador):
    TOTP.activate(ambassador, SECRET)

    first = log_in(plain_client, ambassador)
    between = plain_client.get(reverse("network:profile"))
    wrong = plain_client.post(reverse("mfa_authenticate"), {"code": "000000"})
    second = plain_client.post(reverse("mfa_authenticate"), {"code": totp_code()})

    assert first["Location"] == reverse("mfa_authenticate")
    assert between["Location"].startswith(reverse("account_login"))
    assert wrong.status_code == 200
    assert second["Location"] == reverse("start")
    assert plain_client.get(reverse("network:profile")).status_code == 200


def test_a_code_works_once(ambassador, plain_client):
    TOTP.activate(ambassador, SECRET)
    code = totp_code()
    log_in(plain_client, ambassador)
    plain_client.post(reverse("mfa_authenticate"), {"code": code})
    other = PortalClient()
    log_in(other, ambassador)

    again = other.post(reverse("mfa_authenticate"), {"code": code})

    assert again.status_code == 200  # the form once more
    assert "_auth_user_id" not in other.session


def test_recovery_code_stands_in(plain_client, ambassador):
    TOTP.activate(ambassador, SECRET)
    code = RecoveryCodes.activate(ambassador).get_unused_codes()[0]
    log_in(plain_client, ambassador)

    plain_client.post(reverse("mfa_authenticate"), {"code": code})

    assert plain_client.get(reverse("network:profile")).status_code == 200


def test_a_session_from_before_the_second_factor_has_to_show_it(plain_client, ambassador):
    """Signed in on a second device without, while the first one set it up."""
    log_in(plain_client, ambassador)
    TOTP.activate(ambassador, SECRET)

    refused = plain_client.get(reverse("network:profile"))
    page = plain_client.get(SET_UP).content.decode()
    plain_client.post(reverse("mfa_reauthenticate"), {"code": totp_code()})

    assert refused["Location"].startswith(SET_UP)
    assert reverse("mfa_reauthenticate") in page
    assert plain_client.get(reverse("network:profile")).status_code == 200


def test_code_by_mail_does_not_replace_the_second_factor(plain_client, ambassador, mailoutbox):
    TOTP.activate(ambassador, SECRET)
    plain_client.post(reverse("account_request_login_code"), {"email": ambassador.email})
    code = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6})\s*$", mailoutbox[0].body, re.MULTILINE)

    response = plain_client.post(reverse("account_confirm_login_code"), {"code": code.group(1)})

    assert response["Location"] == reverse("mfa_authenticate")


def test_grace_lets_go_on_and_says_so(plain_client, ambassador, settings):
    settings.SECOND_FACTOR_GRACE = True
    log_in(plain_client, ambassador)

    response = plain_client.get(reverse("network:profile"))

    assert response.status_code == 200
    assert response.wsgi_request.second_factor_grace is True
    assert 'class="banner"' in response.content.decode()


def test_grace_says_nothing_to_who_has_one(client, ambassador, settings):
    settings.SECOND_FACTOR_GRACE = True
    client.force_login(ambassador)

    assert 'class="banner"' not in client.get(reverse("network:profile")).content.decode()


def test_new_role_asks_for_the_second_factor_at_the_next_request(plain_client, district):
    user = make_user("Nina Nieuw")
    log_in(plain_client, user)
    assert plain_client.get(reverse("network:profile")).status_code == 200

    user.staff_roles.create(role=Role.COORDINATOR)

    assert plain_client.get(reverse("network:profile"))["Location"].startswith(SET_UP)
