"""Signing in, and how little a stranger learns from trying."""

import re

import pytest
from django.urls import reverse

from tests.people import PASSWORD, PortalClient, make_user

LOGIN = "account_login"


@pytest.fixture
def user(db):
    return make_user("Sam de Vries")


@pytest.fixture
def visitor(db):
    return PortalClient()


def words_of(response) -> str:
    """The page as somebody sees it, without what differs at each visit."""
    page = re.sub(r'value="[^"]*"', "", response.content.decode())
    return re.sub(r"[\w.-]+@nizu\.example|x-csrftoken[^}]*|\"\w{64}\"", "", page)


def code_in(mail) -> str:
    return re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6})\s*$", mail.body, re.MULTILINE).group(1)


def test_password_signs_in_and_brings_to_the_start(visitor, user):
    response = visitor.post(reverse(LOGIN), {"login": user.email, "password": PASSWORD})

    assert response["Location"] == reverse("start")


def test_capitals_in_the_address_do_not_matter(visitor, user):
    response = visitor.post(reverse(LOGIN), {"login": user.email.upper(), "password": PASSWORD})

    assert response.status_code == 302


def test_sign_in_goes_on_to_where_one_wanted_to_be(visitor, user):
    response = visitor.post(f"{reverse(LOGIN)}?next=/profiel/", {"login": user.email, "password": PASSWORD})

    assert response["Location"] == "/profiel/"


def test_sign_in_never_leads_outside(visitor, user):
    response = visitor.post(
        f"{reverse(LOGIN)}?next=https://elders.example/", {"login": user.email, "password": PASSWORD}
    )

    assert response["Location"] == reverse("start")


def test_code_by_mail_signs_in_once(visitor, user, mailoutbox):
    visitor.post(reverse("account_request_login_code"), {"email": user.email})
    code = code_in(mailoutbox[0])
    response = visitor.post(reverse("account_confirm_login_code"), {"code": code})
    other = PortalClient()
    again = other.post(reverse("account_confirm_login_code"), {"code": code})

    assert response["Location"] == reverse("start")
    assert visitor.get(reverse("network:profile")).status_code == 200
    assert again["Location"] == reverse("account_request_login_code")


def test_subject_of_a_code_holds_no_personal_data(visitor, user, mailoutbox):
    visitor.post(reverse("account_request_login_code"), {"email": user.email})

    (mail,) = mailoutbox
    assert mail.to == [user.email]
    for private in ("Sam", "Vries", user.email, code_in(mail)):
        assert private not in mail.subject


@pytest.mark.parametrize("language", ["nl", "en"])
def test_mail_is_in_the_language_of_the_account(visitor, user, mailoutbox, language):
    user.language = language
    user.save()

    visitor.post(reverse("account_request_login_code"), {"email": user.email})

    html = mailoutbox[0].alternatives[0].content
    assert f'<html lang="{language}">' in html
    assert code_in(mailoutbox[0]) in html


def test_known_and_unknown_name_give_the_same_answer(user):
    known = PortalClient().post(reverse(LOGIN), {"login": user.email, "password": "fout-wachtwoord"})
    unknown = PortalClient().post(
        reverse(LOGIN), {"login": "niemand@nizu.example", "password": "fout-wachtwoord"}
    )

    assert known.status_code == unknown.status_code
    assert words_of(known) == words_of(unknown)


@pytest.mark.parametrize(
    ("view", "then"),
    [
        ("account_request_login_code", "account_confirm_login_code"),
        ("account_reset_password", "account_reset_password_done"),
    ],
)
def test_code_and_reset_do_not_tell_who_has_an_account(user, mailoutbox, view, then):
    pages = []
    for email in (user.email, "niemand@nizu.example"):
        visitor = PortalClient()
        sent = visitor.post(reverse(view), {"email": email})
        assert sent["Location"] == reverse(then)
        pages.append(words_of(visitor.get(reverse(then))))

    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [[user.email]]


def test_blocked_account_does_not_sign_in_nor_tell(user):
    user.is_active = False
    user.save()
    visitor = PortalClient()

    response = visitor.post(reverse(LOGIN), {"login": user.email, "password": PASSWORD})

    assert "_auth_user_id" not in visitor.session
    assert response.status_code in (200, 302, 422)


def test_guessing_one_name_stops_after_five_failures(user):
    for _attempt in range(5):
        PortalClient().post(reverse(LOGIN), {"login": user.email, "password": "fout-wachtwoord"})

    right = PortalClient()
    right.post(reverse(LOGIN), {"login": user.email, "password": PASSWORD})

    assert "_auth_user_id" not in right.session


def test_limit_of_one_visitor_is_not_the_limit_of_another(user, settings):
    """Ten failures a minute from one address, counted behind the proxy."""
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for number in range(12):
        PortalClient().post(
            reverse(LOGIN),
            {"login": f"naam{number}@nizu.example", "password": "fout-wachtwoord"},
            headers={"X-Forwarded-For": "198.51.100.1"},
        )
    attempts = {}
    for address in ("198.51.100.1", "203.0.113.7"):
        visitor = PortalClient()
        visitor.post(
            reverse(LOGIN),
            {"login": user.email, "password": PASSWORD},
            headers={"X-Forwarded-For": address},
        )
        attempts[address] = "_auth_user_id" in visitor.session

    assert attempts == {"198.51.100.1": False, "203.0.113.7": True}


def test_reset_link_works_once(user, mailoutbox):
    visitor = PortalClient()
    visitor.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"https?://\S+", mailoutbox[0].body).group(0)
    path = "/" + link.split("/", 3)[3]
    form = visitor.get(path, follow=True)
    new = {"password1": "nieuw-lang-wachtwoord-2026", "password2": "nieuw-lang-wachtwoord-2026"}

    visitor.post(form.redirect_chain[-1][0], new)
    user.refresh_from_db()
    again = PortalClient().get(path, follow=True)

    assert user.check_password("nieuw-lang-wachtwoord-2026")
    assert again.context.get("token_fail")
