"""A first draft of the one line for the partner: age band, district and kind of help, never who it is."""

from django.utils.translation import gettext as _

from requests_app.matching.findings import Person
from requests_app.models import HelpRequest, Need
from requests_app.presentation import age_band
from requests_app.questions import AGE_BANDS
from requests_app.reference import kinds_of_help

YOUNGEST = AGE_BANDS[0][1]  # "jonger dan 18" follows without a word between


def draft_summary(help_request: HelpRequest, need: Need, person: Person) -> str:
    """Such as "Vrouw van 65 tot en met 74 in Overvecht, woont alleen. Het gaat om: maatje."."""
    who = {"v": _("Vrouw"), "m": _("Man")}.get(person.gender, _("Bewoner"))
    band = age_band(help_request.facts) or age_band({"age": person.age})
    if band == YOUNGEST:
        who = f"{who} {band}"
    elif band:
        who = _("%(who)s van %(age)s") % {"who": who, "age": band}
    if help_request.district:
        who = _("%(who)s in %(district)s") % {"who": who, "district": help_request.district.name}
    mobility = {
        "slecht-ter-been": _("loopt moeilijk"),
        "rolstoel": _("in een rolstoel"),
        "aan-huis": _("kan het huis niet uit"),
    }
    parts = [who]
    if person.mobility in mobility:
        parts.append(mobility[person.mobility])
    if person.alone:
        parts.append(_("woont alleen"))
    kinds = kinds_of_help()
    labels = [kinds[slug].label for slug in need.category_slugs if slug in kinds]
    sentence = ", ".join(parts)
    if labels:
        sentence = _("%(who)s. Het gaat om: %(kinds)s.") % {
            "who": sentence,
            "kinds": ", ".join(labels).lower(),
        }
    return sentence
