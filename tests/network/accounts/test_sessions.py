"""A session ends by itself, and the page says so."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.urls import reverse

from network.accounts.roles import Role
from network.accounts.services.account import block_account, end_sessions
from network.directory.services.people import set_districts, take_role

START = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
PROFILE = "/profiel/"


def minutes(number: float) -> datetime.datetime:
    return START + datetime.timedelta(minutes=number)


@pytest.mark.parametrize(("role", "allowed"), [("ambassador", 30), ("coordinator", 30), ("keeper", 15)])
def test_idle_session_ends(client, request, role, allowed):
    with time_machine.travel(START, tick=False):
        client.force_login(request.getfixturevalue(role))
        client.get(PROFILE)
    with time_machine.travel(minutes(allowed - 0.1), tick=False):
        assert client.get(PROFILE).status_code == 200
    with time_machine.travel(minutes(2 * allowed + 0.1), tick=False):
        response = client.get(PROFILE)

        assert response["Location"] == f"{reverse('account_login')}?next={PROFILE}"
        assert "U was een tijdje weg" in client.get(response["Location"]).content.decode()
        assert client.get(PROFILE).status_code == 302


def test_busy_session_ends_after_twelve_hours(client, ambassador):
    for minute in range(0, 12 * 60 + 1, 20):
        with time_machine.travel(minutes(minute), tick=False):
            if minute == 0:
                client.force_login(ambassador)
            assert client.get(PROFILE).status_code == 200, f"after {minute} minutes"
    with time_machine.travel(minutes(12 * 60 + 10), tick=False):
        response = client.get(PROFILE, follow=True)

    assert "U bent lang ingelogd" in response.content.decode()


def test_activity_is_written_once_a_minute(client, ambassador, django_assert_num_queries):
    with time_machine.travel(START, tick=False):
        client.force_login(ambassador)
        client.get(PROFILE)
    with time_machine.travel(minutes(5), tick=False):
        client.get(PROFILE)
        seen = UserSession.objects.get().last_seen_at

    assert seen == minutes(5)


def test_ending_sessions_signs_out_everywhere_but_here(sign_in, ambassador):
    here, there = sign_in(ambassador), sign_in(ambassador)

    ended = end_sessions(ambassador, keep=here.session.session_key)

    assert ended == 1
    assert here.get(PROFILE).status_code == 200
    assert there.get(PROFILE).status_code == 302


def test_blocked_account_has_no_access_at_the_next_request(client, ambassador, coordinator):
    client.force_login(ambassador)
    client.get(PROFILE)

    block_account(ambassador, by=coordinator)

    assert client.get(PROFILE)["Location"].startswith(reverse("account_login"))
    assert UserSession.objects.count() == 0


def test_removed_role_has_no_access_at_the_next_request(sign_in, coordinator, keeper):
    """Even in a session that nobody knows of, and so could not be ended."""
    client = sign_in(coordinator)
    unknown = sign_in(coordinator)
    UserSession.objects.filter(session_key=unknown.session.session_key).delete()
    assert client.get(reverse("network:people_list")).status_code == 200

    take_role(coordinator, Role.COORDINATOR, by=keeper)

    assert client.get(reverse("network:people_list")).status_code == 302
    assert unknown.get(reverse("network:people_list")).status_code == 403


def test_changed_districts_end_the_session(client, ambassador, other_district, coordinator):
    client.force_login(ambassador)

    set_districts(ambassador, [other_district], by=coordinator)

    assert client.get(PROFILE).status_code == 302
    assert list(ambassador.ambassador.districts.all()) == [other_district]


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(client, ambassador):
    client.force_login(ambassador)

    assert client.get(PROFILE)["Cache-Control"] == "no-store"
