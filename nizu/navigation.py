"""What stands in the header: pages for visitors, and for everyone at work the rooms of their roles.

The context processor `navigation` hands `base.html` one object; nothing is looked up until the template asks.
"""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from network.accounts.roles import Role


@dataclass(frozen=True)
class Room:
    url_name: str
    label: str | Promise
    icon: str
    roles: frozenset[Role] = frozenset()  # empty: for everyone

    def is_for(self, roles: frozenset[Role]) -> bool:
        return not self.roles or bool(self.roles & roles)


@dataclass(frozen=True)
class Item:
    url: str
    label: str | Promise
    icon: str
    is_here: bool


VISITOR_ROOMS = [
    Room("requests:intake", _("Ik zoek hulp"), "hand-heart"),
    Room("network:offer_list", _("Aanbod"), "search"),
    Room("events:event_list", _("Agenda"), "calendar-days"),
    Room("requests:professional", _("Verwijzen"), "forward"),
]
WORK_ROOMS = [
    Room("requests:workplace", _("Werkplek"), "inbox", frozenset({Role.AMBASSADOR})),
    Room("requests:desk", _("Balie"), "handshake", frozenset({Role.PARTNER_MEMBER, Role.PARTNER_ADMIN})),
    Room(
        "network:desk_offer_list",
        _("Ons aanbod"),
        "clipboard-list",
        frozenset({Role.PARTNER_MEMBER, Role.PARTNER_ADMIN}),
    ),
    Room("network:desk_people", _("Onze mensen"), "users-round", frozenset({Role.PARTNER_ADMIN})),
    Room("manage", _("Beheer"), "layout-dashboard", frozenset({Role.COORDINATOR, Role.CORE_GROUP})),
    Room("network:offer_list", _("Aanbod"), "search"),
    Room("events:event_list", _("Agenda"), "calendar-days"),
]
OWN_ROOMS = [
    Room("network:profile", _("Mijn gegevens"), "user-round"),
    Room("mfa_index", _("Veilig inloggen"), "shield-check"),
    Room("usersessions_list", _("Waar u bent ingelogd"), "monitor"),
    Room("account_email", _("E-mailadres"), "mail"),
]
FOOTER_ROOMS = [
    Room("network:offer_list", _("Aanbod"), "search"),
    Room("network:partner_list", _("Organisaties"), "building-2"),
    Room("events:event_list", _("Agenda"), "calendar-days"),
    Room("privacy", _("Privacy"), "lock"),
    Room("accessibility", _("Toegankelijkheid"), "accessibility"),
]
KEEPER_ROOMS = [
    Room("network:people_list", _("Mensen"), "users-round", frozenset({Role.KEEPER})),
    Room("network:mailbox", _("Postvak (demo)"), "mail-open"),
    Room("admin:index", _("Techniek"), "settings", frozenset({Role.KEEPER})),
]


class Navigation:
    """The rooms for whoever asks. Lazy, because most error pages and fragments show no header."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def roles(self) -> frozenset[Role]:
        user = getattr(self.request, "user", None)
        return user.roles if user is not None and user.is_authenticated else frozenset()

    @cached_property
    def is_at_work(self) -> bool:
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def items(self) -> list[Item]:
        return self._items(WORK_ROOMS if self.is_at_work else VISITOR_ROOMS)

    @cached_property
    def own_items(self) -> list[Item]:
        return self._items(OWN_ROOMS)

    @cached_property
    def footer_items(self) -> list[Item]:
        return self._items(FOOTER_ROOMS)

    @cached_property
    def keeper_items(self) -> list[Item]:
        return self._items(KEEPER_ROOMS)

    @cached_property
    def role_words(self) -> str:
        """Such as "ambassadeur, kerngroep": under the name in the person's own menu."""
        return ", ".join(str(role.label) for role in Role if role in self.roles)

    def _items(self, rooms: list[Room]) -> list[Item]:
        urls = [(room, _url(room.url_name)) for room in rooms if room.is_for(self.roles)]
        # The longest address that the page's own address starts with is where we are.
        here = max(
            (url for _room, url in urls if url and self.request.path.startswith(url)), key=len, default=None
        )
        return [Item(url, room.label, room.icon, url == here) for room, url in urls if url]


@cache
def _url(name: str) -> str | None:
    """None for a room that this installation does not have, such as the demo's mail box."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    return {"navigation": Navigation(request)}
