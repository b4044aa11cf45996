from django.conf import settings
from django.urls import reverse

from tests.people import PASSWORD, PortalClient, make_user


def language_of(response) -> str:
    return response["Content-Language"]


def test_browser_does_not_decide(client, db):
    assert language_of(client.get(reverse("home"), headers={"Accept-Language": "en-GB,en"})) == "nl"


def test_switch_does(client, db):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})

    assert language_of(client.get(reverse("home"))) == "en"


def test_unknown_choice_is_dutch(client, db):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"

    assert language_of(client.get(reverse("home"))) == "nl"


def test_account_decides_after_signing_in(db):
    user = make_user("Sam de Vries", language="en")
    visitor = PortalClient()

    visitor.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert language_of(visitor.get(reverse("home"))) == "en"
