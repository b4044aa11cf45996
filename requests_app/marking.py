"""The resident's own words, with those marked that the portal understood."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from requests_app.matching.findings import Understanding
from requests_app.reference import kinds_of_help

KINDS_OF_FINDING = {
    "age": _("leeftijd"),
    "child_age": _("leeftijd van een kind"),
    "district": _("waar iemand woont"),
    "language": _("taal"),
    "mobility": _("lopen"),
    "urgency": _("spoed"),
    "availability": _("wanneer het uitkomt"),
    "gender": _("vrouw of man"),
    "tag": _("over de bewoner"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `meaning` says what was read in it, "" for nothing."""

    text: str
    meaning: str = ""
    is_danger: bool = False


def mark(understood: Understanding) -> list[Piece]:
    """The whole text in pieces, in order; where two readings overlap the first one stands."""
    kinds = kinds_of_help()
    spans = [(span, str(_("gevaar")), True) for danger in understood.dangers for span in danger.spans]
    for category in understood.categories:
        label = kinds[category.slug].label if category.slug in kinds else category.slug
        spans += [(span, label, False) for span in category.spans]
    for finding in understood.findings:
        label = str(KINDS_OF_FINDING.get(finding.kind, _("over de bewoner")))
        spans += [(span, label, False) for span in finding.spans]
    pieces, place = [], 0
    for span, meaning, is_danger in sorted(spans, key=lambda found: (found[0].start, not found[2])):
        if span.start < place or span.end <= span.start:
            continue
        if span.start > place:
            pieces.append(Piece(understood.text[place : span.start]))
        pieces.append(Piece(understood.text[span.start : span.end], meaning, is_danger))
        place = span.end
    if place < len(understood.text):
        pieces.append(Piece(understood.text[place:]))
    return pieces
