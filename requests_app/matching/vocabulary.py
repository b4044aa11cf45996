"""What the network's own tables know: categories, places, postcodes and referral targets."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from network.directory.kept import NETWORK, kept
from requests_app.matching.wordlists import lines
from requests_app.matching.words import plain

CITY = "Utrecht"


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """Where a 4-digit postcode lies; `district` is None for other municipalities and PO boxes."""

    place: str
    municipality: str
    district: str | None

    @property
    def in_city(self) -> bool:
        return self.municipality == CITY


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything understanding needs from the database, as plain values."""

    themes: Mapping[str, str]  # category slug → theme slug
    professional_categories: frozenset[str]  # categories that are no work for volunteers
    postcodes: Mapping[str, PostcodeArea]
    district_names: Mapping[str, str]  # plain name → district slug
    referral_targets: frozenset[str]
    outside_places: Mapping[str, str] = field(default_factory=dict)  # plain place name → municipality

    @classmethod
    def build(
        cls,
        *,
        categories: Iterable[tuple[str, str, bool]],
        districts: Iterable[tuple[str, str]],
        neighbourhoods: Iterable[tuple[str, str, str]],
        postcodes: Iterable[tuple[str, str, str, str | None]],
        referral_targets: Iterable[str],
    ) -> "Vocabulary":
        """From rows: (category, theme, fit for volunteers), (district, name), (name, subdistrict, district),
        (code, place, municipality, district) and referral target codes."""
        categories, postcodes = list(categories), list(postcodes)
        names: dict[str, str] = {}
        for name, subdistrict, district in neighbourhoods:
            for part in (*_place_names(name), *_place_names(subdistrict)):
                # A name that two districts share tells nothing.
                names[part] = district if names.get(part, district) == district else ""
        for slug, name in districts:
            if len(name) > len("binnen") or name == "Overvecht":
                names[plain(name)] = slug
        for line in lines("places"):
            slug, _, aliases = line.partition(" ")
            names.update((plain(alias.strip()), slug) for alias in aliases.split(";"))
        areas = {code: PostcodeArea(place, town, district) for code, place, town, district in postcodes}
        return cls(
            themes={slug: theme for slug, theme, _ in categories},
            professional_categories=frozenset(slug for slug, _, fit in categories if not fit),
            postcodes=areas,
            district_names={name: slug for name, slug in names.items() if slug},
            referral_targets=frozenset(referral_targets),
            outside_places={
                plain(name): area.municipality
                for area in areas.values()
                if not area.in_city
                for name in (area.place, area.municipality)
            },
        )

    @classmethod
    def from_database(cls) -> "Vocabulary":
        """The vocabulary of this portal, read in five short queries."""
        from network.models import Category, District, Neighbourhood, Postcode, ReferralTarget

        return cls.build(
            categories=[
                (slug, theme, fit != Category.VolunteerFit.NO)
                for slug, theme, fit in Category.objects.values_list("slug", "theme__slug", "volunteer_fit")
            ],
            districts=District.objects.values_list("slug", "name"),
            neighbourhoods=Neighbourhood.objects.values_list("name", "subdistrict", "district__slug"),
            postcodes=Postcode.objects.values_list("code", "place", "municipality", "district__slug"),
            referral_targets=ReferralTarget.objects.values_list("code", flat=True),
        )


@kept(NETWORK)
def stored_vocabulary() -> Vocabulary:
    """The vocabulary of the database, kept in the process while it is true."""
    return Vocabulary.from_database()


def _place_names(name: str) -> list[str]:
    """ "Oud Hoograven-Noord" → oud hoograven; "Domplein. Neude. Janskerkhof" → three names."""
    parts = re.split(r"[.,/]| en omgeving| e\.o\.| en |(?<=\w)-(?=[A-Z])", name)
    cleaned = [
        re.sub(r"\b(noord|zuid|oost|west|centrum|en omgeving|bedrijven\w*|omgeving)\b", "", plain(part))
        for part in parts
    ]
    return [part.strip(" -") for part in cleaned if len(part.strip(" -")) > 5]
