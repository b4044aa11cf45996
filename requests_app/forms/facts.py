"""What is known about a request, to be completed and confirmed by the ambassador."""

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.directory.vocabulary import TAGS
from network.models import District
from requests_app.matching.findings import Person
from requests_app.matching.wish import implied_tags
from requests_app.models import HelpRequest, Route, Urgency
from requests_app.questions import AGE_BANDS, DAYPARTS, MOBILITY, WEEKDAYS, QuestionForm, Voice
from requests_app.reference import districts

SPEAKS_NL = [("goed", _("goed")), ("beetje", _("een beetje")), ("geen", _("niet"))]
GENDERS = [("v", _("vrouw")), ("m", _("man"))]
UNKNOWN = [("", _("niet bekend"))]
COLUMNS = ("name", "phone", "email", "contact_by", "contact_when", "postcode4", "language")


class FactsForm(QuestionForm):
    """Fields of the request and the facts behind it; `version` is what the page was filled with."""

    questions = ("name", "phone", "email", "contact_by", "contact_when", "postcode4", "language", "alone")
    voice = Voice.CLERK

    version = forms.IntegerField(widget=forms.HiddenInput)
    urgency = forms.ChoiceField(label=_("Spoed"), choices=Urgency.choices)
    route = forms.ChoiceField(label=_("Voor wie is deze vraag"), choices=Route.choices)
    district = forms.ChoiceField(label=_("Wijk"), required=False)
    age = forms.IntegerField(label=_("Leeftijd van de bewoner"), min_value=0, max_value=120, required=False)
    child_age = forms.IntegerField(
        label=_("Leeftijd van het kind"), min_value=0, max_value=25, required=False
    )
    gender = forms.ChoiceField(label=_("Vrouw of man"), choices=[*UNKNOWN, *GENDERS], required=False)
    speaks_nl = forms.ChoiceField(
        label=_("Spreekt Nederlands"), choices=[*UNKNOWN, *SPEAKS_NL], required=False
    )
    mobility = forms.ChoiceField(label=_("Hoe gaat het lopen"), choices=[*UNKNOWN, *MOBILITY], required=False)
    days = forms.MultipleChoiceField(
        label=_("Dagen die goed uitkomen"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )
    parts = forms.MultipleChoiceField(
        label=_("Moment van de dag"),
        choices=DAYPARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )
    tags = forms.MultipleChoiceField(
        label=_("Wat er bij deze bewoner hoort"),
        choices=list(TAGS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
    )

    def __init__(
        self, *args: object, help_request: HelpRequest, read: Person | None = None, **kwargs: object
    ) -> None:
        """`read`: what the portal understood; it fills what nobody confirmed yet, as a proposal."""
        self.help_request = help_request
        initial = initial_of(help_request)
        proposed = _proposed(read, initial) if read else {}
        if help_request.facts.get("age_band"):
            proposed.pop("age", None)
        super().__init__(*args, initial=initial | proposed, **kwargs)
        self.proposed_labels = [self.fields[name].label for name in proposed]
        for name in ("email", "postcode4", "contact_when"):
            self.fields[name].help_text = ""
        if band := dict(AGE_BANDS).get(help_request.facts.get("age_band")):
            self.fields["age"].help_text = _("Gekozen is: %(band)s.") % {"band": band}
        self.fields["district"].choices = [
            ("", _("Nog geen wijk")),
            *((slug, name.label) for slug, name in districts().items()),
        ]

    @property
    def changes(self) -> dict[str, object]:
        """Fields of HelpRequest as they should become."""
        answers = self.cleaned_data
        changes: dict[str, object] = {name: answers.get(name) or "" for name in COLUMNS}
        changes["language"] = answers["language"] or "nl"
        changes["contact_by"] = answers["contact_by"] or self.help_request.contact_by
        changes["urgency"] = answers["urgency"]
        changes["route"] = answers["route"]
        changes["district"] = District.objects.filter(slug=answers["district"]).first()
        changes["facts"] = self._facts()
        return changes

    def _facts(self) -> dict:
        """What was known and not asked here stays; what was cleared goes."""
        answers = self.cleaned_data
        facts = dict(self.help_request.facts)
        for name in ("age", "child_age", "gender", "speaks_nl", "mobility", "tags"):
            _put(facts, name, answers[name])
        _put(facts, "alone", {"yes": True, "no": False}.get(answers["alone"]))
        availability = {name: answers[name] for name in ("days", "parts") if answers[name]}
        _put(facts, "availability", availability)
        if answers["age"] is not None:
            facts.pop("age_band", None)
        elif facts.get("age_band") and "age" in self.help_request.facts:
            facts["age"] = self.help_request.facts["age"]  # the one that stands for the band
        return facts


def _put(facts: dict, name: str, value: object) -> None:
    if value in (None, "", [], {}):
        facts.pop(name, None)
    else:
        facts[name] = value


def initial_of(help_request: HelpRequest) -> dict[str, object]:
    facts = help_request.facts
    availability = facts.get("availability") or {}
    return {
        **{name: getattr(help_request, name) for name in (*COLUMNS, "urgency", "route", "version")},
        **{name: facts.get(name) for name in ("child_age", "gender", "speaks_nl", "mobility", "tags")},
        "age": None
        if facts.get("age_band")
        else facts.get("age"),  # nobody said the age that stands for a band
        "district": help_request.district.slug if help_request.district else "",
        "alone": {True: "yes", False: "no"}.get(facts.get("alone"), ""),
        "days": availability.get("days") or [],
        "parts": availability.get("parts") or [],
    }


def _proposed(read: Person, initial: Mapping[str, object]) -> dict[str, object]:
    """What was read in the words and not said by anybody: only where nothing is filled in."""
    implied = implied_tags(read)  # follow from age and mobility, so nobody has to confirm them
    found: dict[str, object] = {
        "age": read.age,
        "child_age": read.child_age,
        "gender": read.gender,
        "mobility": read.mobility if read.mobility != "goed" else None,
        "speaks_nl": read.speaks_nl if read.speaks_nl != "goed" else None,
        "alone": {True: "yes", False: "no"}.get(read.alone) if read.alone is not None else None,
        "tags": [tag for tag in read.tags if tag in TAGS and tag not in implied],
        "days": list(read.availability.days) if read.availability else [],
        "parts": [part for part in read.availability.parts if part in dict(DAYPARTS)]
        if read.availability
        else [],
    }
    return {name: value for name, value in found.items() if value and not initial.get(name)}


def differences(form: FactsForm, current: HelpRequest) -> list[tuple[str | Promise, str, str]]:
    """(question, what you typed, what a colleague saved meanwhile) for every answer that differs."""
    theirs = initial_of(current)
    found = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        mine, other = form.cleaned_data.get(name), theirs.get(name)
        if (mine or "") != (other or "") and str(mine or "") != str(other or ""):
            found.append((field.label, _in_words(field, mine), _in_words(field, other)))
    return found


def _in_words(field: forms.Field, value: object) -> str:
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values if one not in (None, "")) or "–"
