"""Pieces of the directory that many pages show, each drawn once for as long as it says the same.

Drawing is what a list costs: it takes far longer than finding the rows. What is kept is found again by
its whole contents and the language, so nothing can go stale; the oldest pieces make room.
"""

from collections.abc import Hashable, Sequence
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from network.directory.cards import OfferCard
from network.directory.offer_filters import Facet

register = template.Library()
PIECES_KEPT = 2000  # about a kilobyte each


@register.simple_tag
def offer_card(card: OfferCard, *, shows_partner: bool = True) -> SafeString:
    return _drawn("network/_offer_card.html", (("card", card), ("shows_partner", shows_partner)))


@register.simple_tag
def filter_facets(facets: Sequence[Facet]) -> SafeString:
    return _drawn("network/_filter_facets.html", (("facets", tuple(facets)),))


def _drawn(name: str, contents: tuple[tuple[str, Hashable], ...]) -> SafeString:
    if settings.DEBUG:  # who works on a template wants to see the change
        return render_to_string(name, dict(contents))
    return _kept(name, contents, get_language())


@lru_cache(maxsize=PIECES_KEPT)
def _kept(name: str, contents: tuple[tuple[str, Hashable], ...], language: str) -> SafeString:
    return render_to_string(name, dict(contents))
