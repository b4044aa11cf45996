"""The referral panel: the one line for the partner, and why another offer than the first."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.models import Consent, HelpRequest

OTHER_CHOICE = [
    ("", _("Kies")),
    ("wish", _("De bewoner wil dit liever")),
    ("known", _("De bewoner kent deze organisatie")),
    ("agreed", _("Al besproken met de partner")),
    ("closer", _("Dichterbij of makkelijker te bereiken")),
    ("other", _("Anders")),
]


class ReferralForm(forms.Form):
    """`ask_reason`: the offer is not the first suggestion. `ask_ground`: nothing is on record yet."""

    summary = forms.CharField(
        label=_("Eén zin voor de partner"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Zonder naam, adres of telefoonnummer. De partner leest dit voordat hij kiest."),
        error_messages={"required": _("Schrijf in één zin waar het om gaat.")},
    )
    other_choice_reason = forms.ChoiceField(
        label=_("Waarom niet de eerste suggestie?"), choices=OTHER_CHOICE, required=False
    )
    ground = forms.ChoiceField(
        label=_("De bewoner vindt het goed dat wij dit delen"),
        choices=[
            (Consent.Ground.SPOKEN, _("Ja, net besproken (mondeling)")),
            (Consent.Ground.VIA_PROFESSIONAL, _("Ja, dat zegt de verwijzer")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vraag eerst of de bewoner het goed vindt.")},
    )

    def __init__(
        self, *args: object, help_request: HelpRequest, ask_reason: bool, ask_ground: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.help_request = help_request
        self.fields["summary"].count = True
        if ask_reason:
            self.fields["other_choice_reason"].required = True
            self.fields["other_choice_reason"].error_messages["required"] = _("Kies een reden.")
        else:
            del self.fields["other_choice_reason"]
        if not ask_ground:
            del self.fields["ground"]

    def clean_summary(self) -> str:
        summary = " ".join(self.cleaned_data["summary"].split())
        if found := names_somebody(summary, self.help_request):
            raise forms.ValidationError(
                _("Haal ‘%(found)s’ weg: de partner mag nog niet weten wie het is.") % {"found": found}
            )
        return summary


# Words that stand before a name and tell nothing.
TITLES = {"mevrouw", "mevr", "meneer", "dhr", "mw", "familie", "van", "der", "den", "het", "een", "bewoner"}


def names_somebody(summary: str, help_request: HelpRequest) -> str:
    """What in a sentence tells who the resident is, or ""; a person remains the judge of the rest."""
    if found := re.search(r"\S+@\S+\.\S+|(?:\d[\s-]?){8,}|\b\d{4}\s?[A-Za-z]{2}\b", summary):
        return found[0].strip()
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", summary)}
    named = f"{help_request.name} {help_request.asker_name}"
    for word in re.findall(r"[^\W\d_]{3,}", named):
        if word.lower() not in TITLES and word.lower() in words:
            return word
    return ""
