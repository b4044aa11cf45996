"""What many tests share: the people, a client that signs in completely, a browser that watches.

Clock: `time_machine.travel(...)` in the test that needs it (tick=False to freeze); no fixture freezes time.
Cache and servers: tests/plugin.py.
"""

import re

import pytest

from network.accounts.roles import Role
from tests import people
from tests.factories.network import (
    AmbassadorFactory,
    DistrictFactory,
    PartnerFactory,
    PartnerMembershipFactory,
    StaffRoleFactory,
)

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def client():
    """`client.force_login(user)` counts as signed in with a second factor; `second_factor=False` does not."""
    return people.PortalClient()


@pytest.fixture
def sign_in():
    """`sign_in(user)`: a client of its own for that user, for tests in which several people act."""

    def sign_in(user, *, second_factor: bool = True) -> people.PortalClient:
        client = people.PortalClient()
        client.force_login(user, second_factor=second_factor)
        return client

    return sign_in


# --- The world the people stand in ---------------------------------------------------------------


@pytest.fixture
def district(db):
    """The district of `ambassador`."""
    return DistrictFactory(name="Overvecht", slug="overvecht")


@pytest.fixture
def other_district(db):
    """The district of `other_ambassador`."""
    return DistrictFactory(name="Zuid", slug="zuid")


@pytest.fixture
def partner(db):
    """The organisation of `partner_member` and `partner_admin`."""
    return PartnerFactory(name="Handjehelpen", slug="handjehelpen")


@pytest.fixture
def other_partner(db):
    return PartnerFactory(name="Humanitas", slug="humanitas")


# --- People, one per role: each is a User --------------------------------------------------------


@pytest.fixture
def ambassador(district):
    return AmbassadorFactory(user=people.make_user("Amina Bakker"), districts=[district]).user


@pytest.fixture
def other_ambassador(other_district):
    return AmbassadorFactory(user=people.make_user("Otto Visser"), districts=[other_district]).user


@pytest.fixture
def partner_member(partner):
    return PartnerMembershipFactory(user=people.make_user("Piet Jansen"), partner=partner).user


@pytest.fixture
def partner_admin(partner):
    """Keeps profile, offers and people; does not handle referrals."""
    return PartnerMembershipFactory(user=people.make_user("Bea Smit"), partner=partner, admin=True).user


@pytest.fixture
def other_partner_member(other_partner):
    return PartnerMembershipFactory(user=people.make_user("Hanna Mulder"), partner=other_partner).user


@pytest.fixture
def coordinator(db):
    return StaffRoleFactory(user=people.make_user("Cora de Groot"), role=Role.COORDINATOR).user


@pytest.fixture
def core_group_member(db):
    return StaffRoleFactory(user=people.make_user("Karim Dekker"), role=Role.CORE_GROUP).user


@pytest.fixture
def municipality_viewer(db):
    return StaffRoleFactory(user=people.make_user("Greet Peters"), role=Role.MUNICIPALITY).user


@pytest.fixture
def privacy_officer(db):
    return StaffRoleFactory(user=people.make_user("Fenna Vos"), role=Role.PRIVACY_OFFICER).user


@pytest.fixture
def keeper(db):
    """The technical keeper: Django's superuser."""
    return people.make_user("Tom Technisch", is_staff=True, is_superuser=True)


# --- Browser -------------------------------------------------------------------------------------


@pytest.fixture
def site(live_server, settings) -> str:
    """Address of a running portal, as `http://localhost:port`: a passkey cannot belong to an IP address.

    Links in mails point there as well.
    """
    settings.SITE_URL = live_server.url.replace("127.0.0.1", "localhost")
    return settings.SITE_URL


@pytest.fixture
def page_problems() -> list[str]:
    """What the browser complained about; a test that expects a complaint empties the list."""
    return []


@pytest.fixture
def page(page, page_problems):
    """A page at 1280 pixels; console errors, policy breaches and outside requests fail the test."""
    watch(page, page_problems)
    page.set_viewport_size(DESKTOP)
    yield page
    assert page_problems == []


@pytest.fixture
def browser_sign_in(site):
    """`browser_sign_in(page, user)`: the page's browser is that user from now on."""

    def browser_sign_in(page, user) -> None:
        page.context.clear_cookies()
        people.sign_in_browser(page.context, user, site)

    return browser_sign_in


def watch(page, problems: list[str]) -> None:
    """Note what goes wrong in a page: use it for pages a test opens itself."""

    def console(message) -> None:
        # A page that rightly answers 403, 404 or 422 is logged as an error by Chromium as well.
        if message.type == "error" and not re.search(
            r"status of (400|403|404|409|410|422|429)", message.text
        ):
            problems.append(f"console: {message.text}")

    def request(request) -> None:
        if not re.match(r"(https?://localhost[:/]|data:|blob:|about:)", request.url):
            problems.append(f"outside request: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on("request", request)


@pytest.fixture
def no_sideways_scroll():
    """`no_sideways_scroll(page)`: the page fits at 1280 and at 390 pixels."""

    def check(page) -> None:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{page.url} scrolls {wide} pixels sideways at {size['width']}"

    return check
