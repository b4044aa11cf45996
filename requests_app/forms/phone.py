"""The phone and desk form: one screen, filled in while talking; only words and a way back are needed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests_app.forms.kinds import kinds_by_theme
from requests_app.forms.triage import DATE, TIME
from requests_app.models import Channel, Consent, Urgency
from requests_app.questions import QuestionForm, Voice

CHANNELS = [
    (Channel.PHONE, _("aan de telefoon")),
    (Channel.NEIGHBOURHOOD, _("in de buurt, aan tafel")),
]

# Whoever listens and types needs a word, not a sentence.
SHORT_LABELS = {
    "name": _("Naam"),
    "phone": _("Telefoon"),
    "email": _("E-mail"),
    "postcode4": _("Postcode"),
    "contact_when": _("Wanneer te bereiken"),
    "asker_name": _("Wie belt"),
    "asker_relation": _("Wat is dat van de bewoner"),
    "asker_phone": _("Telefoon van wie belt"),
    "asker_organisation": _("Organisatie"),
    "language": _("Taal"),
    "alone": _("Woont alleen"),
    "mobility": _("Lopen"),
    "helpers": _("Wie helpt nu al"),
}


class PhoneForm(QuestionForm):
    """Answers of the one question set, with what the ambassador decides on the spot."""

    questions = (
        "text", "name", "phone", "email", "contact_when", "postcode4", "alone", "mobility", "language",
        "helpers", "asker_name", "asker_relation", "asker_phone", "asker_organisation",
    )  # fmt: skip
    required = frozenset({"text"})
    voice = Voice.CLERK

    channel = forms.ChoiceField(
        label=_("Waar bent u in gesprek?"),
        choices=CHANNELS,
        initial=Channel.PHONE,
        widget=forms.RadioSelect(attrs={"class": "choices--columns"}),
    )
    age = forms.IntegerField(label=_("Leeftijd"), min_value=0, max_value=120, required=False)
    main_kind = forms.ChoiceField(
        label=_("Soort hulp"), required=False, help_text=_("Leeg: wat het portaal voorstelt.")
    )
    urgency = forms.ChoiceField(
        label=_("Spoed"), required=False, choices=[("", _("Wat het portaal voorstelt")), *Urgency.choices[:3]]
    )
    share = forms.BooleanField(
        label=_("De bewoner vindt het goed dat wij gegevens delen met een organisatie die past"),
        required=False,
    )
    follow_up = forms.BooleanField(label=_("Wij mogen later vragen hoe het ging"), required=False)
    mine = forms.BooleanField(label=_("Ik houd deze vraag zelf"), required=False, initial=True)
    again_on = forms.DateField(label=_("Terugbellen op"), widget=DATE, required=False)
    again_from = forms.TimeField(label=_("vanaf"), widget=TIME, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main_kind"].choices = [("", _("Wat het portaal voorstelt")), *kinds_by_theme()]
        self.fields["language"].initial = "nl"
        self.fields["language"].required = False
        for name, label in SHORT_LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
        self.fields["text"].sees = ""
        self.fields["text"].widget.attrs |= {"autofocus": True, "rows": 5}

    def clean_again_on(self):
        on = self.cleaned_data["again_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij."))
        return on

    def clean(self) -> dict:
        answers = super().clean()
        ways = ("phone", "email", "asker_phone")
        if not any(answers.get(name) for name in ways) and not any(name in self.errors for name in ways):
            self.add_error(
                "phone", _("Vraag een telefoonnummer of e-mailadres, anders kunnen wij niet terugbellen.")
            )
        return answers

    @property
    def grounds(self) -> dict[str, str]:
        """The resident on the line agrees to handling by asking; the rest is asked for and ticked."""
        said = {Consent.Purpose.HANDLE: Consent.Ground.SPOKEN}
        if self.cleaned_data["share"]:
            said[Consent.Purpose.SHARE] = Consent.Ground.SPOKEN
        if self.cleaned_data["follow_up"]:
            said[Consent.Purpose.FOLLOW_UP] = Consent.Ground.SPOKEN
        return {str(purpose): str(ground) for purpose, ground in said.items()}


# What a draft keeps of a form: the answers, not the token that came with them.
DRAFT_FIELDS = (*PhoneForm.questions, *PhoneForm.declared_fields)
