"""Short lists of the network that nearly every page prints: kept in the process for a while.

Changing a kind of help, theme or district empties them (signals below); a bulk load waits for the clock.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import get_language

from network.models import Ambassador, Category, District, ReferralTarget, Theme, User

KEEP_SECONDS = 300
T = TypeVar("T")
_kept: dict[str, tuple[float, object]] = {}


def _keep(read: Callable[[], T]) -> Callable[[], T]:
    """Remember what `read` gave, for KEEP_SECONDS or until a row changes."""

    @wraps(read)
    def kept() -> T:
        now = time.monotonic()
        found = _kept.get(read.__name__)
        if found is None or found[0] < now:
            found = _kept[read.__name__] = (now + KEEP_SECONDS, read())
        return found[1]  # type: ignore[return-value]

    return kept


@receiver([post_save, post_delete], sender=Category)
@receiver([post_save, post_delete], sender=Theme)
@receiver([post_save, post_delete], sender=District)
@receiver([post_save, post_delete], sender=ReferralTarget)
@receiver([post_save, post_delete], sender=Ambassador)
@receiver([post_save, post_delete], sender=User)
def forget(**_signal: object) -> None:
    _kept.clear()


@dataclass(frozen=True, slots=True)
class KindOfHelp:
    slug: str
    theme: str
    label_nl: str
    label_en: str

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl


@dataclass(frozen=True, slots=True)
class Named:
    """A theme or a district: what stands in the address, and what a reader sees."""

    slug: str
    label_nl: str
    label_en: str

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl


@dataclass(frozen=True, slots=True)
class Colleague:
    """An ambassador to hand over to; whoever is chosen is looked up again before it counts."""

    pk: int
    name: str


@_keep
def colleagues() -> list[Colleague]:
    rows = Ambassador.objects.filter(user__is_active=True).order_by("user__name", "pk")
    return [Colleague(*row) for row in rows.values_list("pk", "user__name")]


@_keep
def ambassador_names() -> dict[int, str]:
    """Everybody who is or was an ambassador: an old request still says whose it was."""
    return dict(Ambassador.objects.values_list("pk", "user__name"))


@_keep
def kinds_of_help() -> dict[str, KindOfHelp]:
    """Slug → kind of help, in the order of the list."""
    rows = Category.objects.order_by("theme__position", "position").values_list(
        "slug", "theme__slug", "label_nl", "label_en"
    )
    return {row[0]: KindOfHelp(*row) for row in rows}


@_keep
def themes() -> dict[str, Named]:
    rows = Theme.objects.order_by("position").values_list("slug", "label_nl", "label_en")
    return {row[0]: Named(*row) for row in rows}


@_keep
def districts() -> dict[str, Named]:
    rows = District.objects.order_by("number").values_list("slug", "name", "name")
    return {row[0]: Named(*row) for row in rows}


@_keep
def districts_by_id() -> dict[int, Named]:
    return {pk: districts()[slug] for pk, slug in District.objects.values_list("pk", "slug")}


@_keep
def referral_targets() -> dict[str, ReferralTarget]:
    return {target.code: target for target in ReferralTarget.objects.order_by("position")}


def slugs_of_themes(theme_slugs: list[str]) -> list[str]:
    """The kinds of help inside these themes."""
    wanted = set(theme_slugs)
    return [kind.slug for kind in kinds_of_help().values() if kind.theme in wanted]
