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
# Where each is corrected: a control of the facts form.
CONTROLS = {
    "age": "id_age",
    "child_age": "id_child_age",
    "district": "id_district",
    "language": "id_speaks_nl",
    "mobility": "id_mobility",
    "urgency": "id_urgency",
    "availability": "id_days_0",
    "gender": "id_gender",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `meaning` says what was read in it, "" for nothing.

    `control`: the id in the facts form where the reading is corrected; "" for a kind of help or danger, which
    are corrected on the request's own page.
    """

    text: str
    meaning: str = ""
    is_danger: bool = False
    control: str = ""


def mark(understood: Understanding) -> list[Piece]:
    """The whole text in pieces, in order; where two readings overlap the first one stands."""
    kinds = kinds_of_help()
    spans = [(span, str(_("gevaar")), True, "") for danger in understood.dangers for span in danger.spans]
    for category in understood.categories:
        label = kinds[category.slug].label if category.slug in kinds else category.slug
        spans += [(span, label, False, "") for span in category.spans]
    for finding in understood.findings:
        label = str(KINDS_OF_FINDING.get(finding.kind, _("over de bewoner")))
        control = CONTROLS.get(finding.kind, "id_tags_0")
        spans += [(span, label, False, control) for span in finding.spans]
    pieces, place = [], 0
    for span, meaning, is_danger, control in sorted(spans, key=lambda found: (found[0].start, not found[2])):
        if span.start < place or span.end <= span.start:
            continue
        if span.start > place:
            pieces.append(Piece(understood.text[place : span.start]))
        pieces.append(Piece(understood.text[span.start : span.end], meaning, is_danger, control))
        place = span.end
    if place < len(understood.text):
        pieces.append(Piece(understood.text[place:]))
    return pieces
