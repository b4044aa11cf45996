"""What is known about a resident, in words: for the ambassador's page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.directory.vocabulary import TAGS
from requests_app.models import HelpRequest
from requests_app.questions import AGE_BANDS, DAYPARTS, HELPERS, LANGUAGES, MOBILITY, WEEKDAYS

Words = str | Promise
SPEAKS_NL = {"goed": gettext_lazy("goed"), "beetje": gettext_lazy("een beetje"), "geen": gettext_lazy("niet")}


def known_facts(help_request: HelpRequest) -> list[tuple[Words, Words]]:
    """(question, answer) for everything somebody told; what is not known is not there."""
    facts: Mapping = help_request.facts
    availability = facts.get("availability") or {}
    alone = {True: _("ja"), False: _("nee")}.get(facts.get("alone"), "")
    found = [
        (_("Postcode"), help_request.postcode4),
        (_("Leeftijd"), dict(AGE_BANDS).get(facts.get("age_band")) or facts.get("age")),
        (_("Leeftijd kind"), facts.get("child_age")),
        (_("Vrouw of man"), {"v": _("vrouw"), "m": _("man")}.get(facts.get("gender"), "")),
        (_("Woont alleen"), alone),
        (_("Lopen"), dict(MOBILITY).get(facts.get("mobility"), "")),
        (_("Taal"), dict(LANGUAGES).get(help_request.language, "") if help_request.language != "nl" else ""),
        (_("Spreekt Nederlands"), SPEAKS_NL.get(facts.get("speaks_nl"), "")),
        (_("Wie helpt nu al"), _listed(HELPERS, facts.get("helpers"))),
        (_("Dagen"), _listed(WEEKDAYS, availability.get("days"))),
        (_("Moment"), _listed(DAYPARTS, availability.get("parts"))),
        (_("Bewoner"), _listed(list(TAGS.items()), facts.get("tags"))),
    ]
    return [(label, value) for label, value in found if value not in (None, "")]


def _listed(choices: list[tuple[str, Words]], chosen: list[str] | None) -> str:
    return ", ".join(str(label) for code, label in choices if code in (chosen or []))
