"""A first draft of the one line for the partner: age, district and kind of help, never who it is."""

from django.utils.translation import gettext as _

from requests_app.models import HelpRequest, Need
from requests_app.reference import kinds_of_help


def draft_summary(help_request: HelpRequest, need: Need) -> str:
    """Such as "Vrouw van 74 in Overvecht, slecht ter been, woont alleen. Het gaat om: maatje."."""
    facts = help_request.facts
    who = {"v": _("Vrouw"), "m": _("Man")}.get(facts.get("gender"), _("Bewoner"))
    parts = [_("%(who)s van %(age)s") % {"who": who, "age": facts["age"]} if facts.get("age") else who]
    if help_request.district:
        parts[0] = _("%(who)s in %(district)s") % {"who": parts[0], "district": help_request.district.name}
    mobility = {
        "slecht-ter-been": _("loopt moeilijk"),
        "rolstoel": _("in een rolstoel"),
        "aan-huis": _("kan het huis niet uit"),
    }
    if facts.get("mobility") in mobility:
        parts.append(mobility[facts["mobility"]])
    if facts.get("alone"):
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
