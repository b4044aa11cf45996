"""Districts, themes and categories as the directory's pages use them."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language

from network.directory.kept import NETWORK, kept
from network.directory.models import Category, District, Theme


@dataclass(frozen=True)
class DistrictEntry:
    slug: str
    name: str
    tile_row: int
    tile_column: int


@dataclass(frozen=True)
class Labelled:
    slug: str
    label_nl: str
    label_en: str

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_nl


@dataclass(frozen=True)
class CategoryEntry(Labelled):
    theme: str
    description: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    districts: tuple[DistrictEntry, ...]
    themes: tuple[Labelled, ...]
    categories: tuple[CategoryEntry, ...]

    @cached_property
    def district_by_slug(self) -> dict[str, DistrictEntry]:
        return {district.slug: district for district in self.districts}

    @cached_property
    def theme_by_slug(self) -> dict[str, Labelled]:
        return {theme.slug: theme for theme in self.themes}

    @cached_property
    def category_by_slug(self) -> dict[str, CategoryEntry]:
        return {category.slug: category for category in self.categories}

    def district_names(self, slugs: list[str]) -> list[str]:
        """Names in the order of the city's own numbers; a slug nobody knows is left out."""
        chosen = set(slugs)
        return [district.name for district in self.districts if district.slug in chosen]

    def covers_the_city(self, slugs: list[str]) -> bool:
        return bool(self.districts) and set(slugs) >= set(self.district_by_slug)

    def categories_of(self, themes: list[str]) -> list[str]:
        return [category.slug for category in self.categories if category.theme in set(themes)]

    def categories_for_words(self, text: str) -> list[str]:
        """Categories whose label or everyday keywords contain what somebody searches for.

        Each word of three letters and more must begin a word of the category; "eenzaam" gives "maatje".
        """
        asked = [word for word in folded(text).split() if len(word) > 2]
        if not asked:
            return []
        return [
            category.slug
            for category in self.categories
            if all(any(known.startswith(word) for known in _words(category)) for word in asked)
        ]


@kept(NETWORK)
def current() -> Catalogue:
    return Catalogue(
        districts=tuple(
            DistrictEntry(*row)
            for row in District.objects.values_list("slug", "name", "tile_row", "tile_column")
        ),
        themes=tuple(Labelled(*row) for row in Theme.objects.values_list("slug", "label_nl", "label_en")),
        categories=tuple(
            CategoryEntry(slug, nl, en, theme, description, tuple(keywords))
            for slug, nl, en, theme, description, keywords in Category.objects.values_list(
                "slug", "label_nl", "label_en", "theme__slug", "description", "keywords"
            )
        ),
    )


def folded(text: str) -> str:
    """Lower case without accents, everything but letters and digits as a space."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )


def _words(category: CategoryEntry) -> set[str]:
    return set(folded(" ".join((category.label_nl, category.label_en, *category.keywords))).split())
