"""Short lists that nearly every page reads and hardly anybody changes: each process keeps what it read.

What was read holds as long as the shared cache names the same edition. A change of one of the tables
below starts a new edition, after its commit, for all processes. A page asks for the editions once. With
the cache away a list is read again after KEEP_SECONDS, and no page stops.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Generic, TypeVar

import structlog
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from redis.exceptions import RedisError

from network.accounts.models import User
from network.directory.models import (
    Ambassador,
    Category,
    District,
    Neighbourhood,
    Postcode,
    ReferralTarget,
    Theme,
)

logger = structlog.get_logger(__name__)

KEEP_SECONDS = 300
NETWORK, PEOPLE = "network", "people"
TABLES = {
    NETWORK: [Theme, Category, District, Neighbourhood, Postcode, ReferralTarget],
    PEOPLE: [Ambassador, User],
}
KEYS = {about: f"network:edition:{about}" for about in TABLES}
# A sign-in changes nothing that a list prints.
QUIET_FIELDS = frozenset({"last_login", "password"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    value: T
    edition: str | None
    until: float


_kept: dict[Callable, Kept] = {}
_page = threading.local()


def kept(about: str) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """Let a function that reads a list remember it. about: NETWORK or PEOPLE, whose changes end it."""

    def decorate(read: Callable[[], T]) -> Callable[[], T]:
        @wraps(read)
        def remembered() -> T:
            edition = _editions().get(about)  # before reading: a change in between is then seen next time
            found = _kept.get(read)
            if found is None or found.edition != edition or found.until < time.monotonic():
                found = _kept[read] = Kept(read(), edition, time.monotonic() + KEEP_SECONDS)
            return found.value

        return remembered

    return decorate


def forget(about: str) -> None:
    """Here now, and everywhere after the commit. For rows made in bulk, which send no signal."""
    _kept.clear()
    transaction.on_commit(lambda: _begin_edition(about))


def _editions() -> dict[str, str]:
    known = getattr(_page, "editions", None)
    if known is None:
        known = _ask_editions()
        if getattr(_page, "is_open", False):
            _page.editions = known
    return known


def _ask_editions() -> dict[str, str]:
    try:
        found = cache.get_many(KEYS.values())
        for key in set(KEYS.values()) - set(found):
            cache.add(key, secrets.token_hex(8), timeout=None)
            found[key] = cache.get(key)
    except RedisError as error:
        logger.warning("kept.cache_away", error=type(error).__name__)
        return {}
    return {about: found[key] for about, key in KEYS.items()}


def _begin_edition(about: str) -> None:
    _page.editions = None
    try:
        cache.set(KEYS[about], secrets.token_hex(8), timeout=None)
    except RedisError as error:
        logger.warning("kept.cache_away", error=type(error).__name__)


def _open_page(**_signal: object) -> None:
    _page.editions, _page.is_open = None, True


def _close_page(**_signal: object) -> None:
    _page.editions, _page.is_open = None, False


def _changed(sender: type, update_fields: frozenset[str] | None = None, **_signal: object) -> None:
    if update_fields and update_fields <= QUIET_FIELDS:
        return
    for about, tables in TABLES.items():
        if sender in tables:
            forget(about)


request_started.connect(_open_page, dispatch_uid="kept-open")
request_finished.connect(_close_page, dispatch_uid="kept-close")
for tables in TABLES.values():
    for table in tables:
        post_save.connect(_changed, sender=table, dispatch_uid=f"kept-save-{table.__name__}")
        post_delete.connect(_changed, sender=table, dispatch_uid=f"kept-delete-{table.__name__}")
