"""What a partner answers and reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.workflow import DeclineReason, Outcome

# How a partner can say it ended; the other outcomes are for the ambassador.
PARTNER_OUTCOMES = [
    Outcome.HELPED,
    Outcome.PARTLY,
    Outcome.SOLVED_OTHERWISE,
    Outcome.PROFESSIONAL,
    Outcome.NO_FIT,
    Outcome.UNREACHABLE,
    Outcome.WITHDRAWN,
]
NO_IDENTITY = _("Noem geen namen.")


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Waarom kunt u niet helpen?"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een reden. Dan weet de ambassadeur hoe die verder zoekt.")},
    )
    note = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        max_length=300,
        required=False,
        help_text=NO_IDENTITY,
        widget=forms.TextInput,
    )


class AskForm(forms.Form):
    question = forms.CharField(
        label=_("Wat wilt u weten?"),
        max_length=500,
        help_text=_("De ambassadeur antwoordt. De vraag blijft voor u staan."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op wat u wilt weten.")},
    )


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Hoe is het afgelopen?"),
        choices=[(outcome.value, outcome.label) for outcome in PARTNER_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het is afgelopen.")},
    )
