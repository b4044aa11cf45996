import logging

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from nizu.log_privacy import SECRET_FOLLOWS, hide_secrets


@pytest.mark.parametrize("prefix", SECRET_FOLLOWS)
def test_secret_of_a_link_is_cut_out(prefix):
    line = {"request": f"GET /{prefix}/Zo-geheim_1.x:y/", "event": f"Gone: /{prefix}/Zo-geheim_1.x:y/?a=1"}

    hidden = hide_secrets(None, "info", line)

    assert hidden == {"request": f"GET /{prefix}/…/", "event": f"Gone: /{prefix}/…/?a=1"}


def test_other_addresses_stay_readable():
    line = {"request": "GET /mijn-vraag/", "user_id": 7}

    assert hide_secrets(None, "info", dict(line)) == line


def test_line_of_a_wrong_link_holds_no_secret(client, db, caplog):
    formatter = logging.Handler()
    formatter.setFormatter(_formatter())
    with caplog.at_level(logging.INFO):
        client.get(reverse("network:invitation_accept", args=["Zo-geheim.link"]))

    lines = [formatter.format(record) for record in caplog.records]
    assert any("/uitnodiging/…/" in line for line in lines)
    assert not any("Zo-geheim" in line for line in lines)


def test_every_address_with_a_secret_is_known():
    """A new kind of secret link has to be added above."""
    secrets = ("<str:token>", "<str:code>", "<cancel_code:code>", "(?P<key>")
    found = set()

    def walk(patterns, path=""):
        for pattern in patterns:
            where = path + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, where)
            elif any(secret in where for secret in secrets):
                found.add(where.replace("^", ""))

    walk(get_resolver().url_patterns)

    assert found
    assert [where for where in found if not where.startswith(SECRET_FOLLOWS)] == []


def _formatter() -> logging.Formatter:
    options = dict(settings.LOGGING["formatters"]["lines"])
    return options.pop("()")(**options)
