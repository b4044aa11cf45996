"""Short lists of the network that nearly every page prints: kept in the process while they are true."""

from dataclasses import dataclass

from django.utils.translation import get_language

from network.directory.kept import NETWORK, PEOPLE, kept
from network.models import Ambassador, Category, District, ReferralTarget, Theme


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


@kept(PEOPLE)
def colleagues() -> list[Colleague]:
    rows = Ambassador.objects.filter(user__is_active=True).order_by("user__name", "pk")
    return [Colleague(*row) for row in rows.values_list("pk", "user__name")]


@kept(PEOPLE)
def ambassador_names() -> dict[int, str]:
    """Everybody who is or was an ambassador: an old request still says whose it was."""
    return dict(Ambassador.objects.values_list("pk", "user__name"))


@kept(NETWORK)
def kinds_of_help() -> dict[str, KindOfHelp]:
    """Slug → kind of help, in the order of the list."""
    rows = Category.objects.order_by("theme__position", "position").values_list(
        "slug", "theme__slug", "label_nl", "label_en"
    )
    return {row[0]: KindOfHelp(*row) for row in rows}


@kept(NETWORK)
def themes() -> dict[str, Named]:
    rows = Theme.objects.order_by("position").values_list("slug", "label_nl", "label_en")
    return {row[0]: Named(*row) for row in rows}


@kept(NETWORK)
def districts() -> dict[str, Named]:
    rows = District.objects.order_by("number").values_list("slug", "name", "name")
    return {row[0]: Named(*row) for row in rows}


@kept(NETWORK)
def districts_by_id() -> dict[int, Named]:
    return {pk: districts()[slug] for pk, slug in District.objects.values_list("pk", "slug")}


@kept(NETWORK)
def referral_targets() -> dict[str, ReferralTarget]:
    return {target.code: target for target in ReferralTarget.objects.order_by("position")}


def slugs_of_themes(theme_slugs: list[str]) -> list[str]:
    """The kinds of help inside these themes."""
    wanted = set(theme_slugs)
    return [kind.slug for kind in kinds_of_help().values() if kind.theme in wanted]
