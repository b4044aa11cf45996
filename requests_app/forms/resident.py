"""What the resident fills in on the own page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.models import HelpRequest
from requests_app.questions import QuestionForm


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code uit de mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={"required": _("Vul de zes cijfers uit de mail in.")},
    )


class CardForm(forms.Form):
    """The code on the printed card, with the last three digits of the telephone number that was given."""

    card_code = forms.CharField(
        label=_("Code op uw kaart"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Vul de code van uw kaart in.")},
    )
    digits = forms.RegexField(
        r"^\s*[0-9]{3}\s*$",
        label=_("De laatste drie cijfers van uw telefoonnummer"),
        max_length=10,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Vul drie cijfers in."),
            "invalid": _("Vul precies drie cijfers in."),
        },
    )


class FindForm(forms.Form):
    """For who has a card but not the link."""

    reference = forms.CharField(
        label=_("Uw nummer"),
        help_text=_("Het begint met HV."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Vul uw nummer in. Het staat op uw kaart.")},
    )
    card_code = CardForm.base_fields["card_code"]

    def number(self) -> int | None:
        digits = "".join(filter(str.isdecimal, self.cleaned_data["reference"]))
        return int(digits) if digits.isascii() and 0 < len(digits) < 16 else None


class AddForm(forms.Form):
    words = forms.CharField(
        label=_("Wilt u iets aanvullen?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat u wilt aanvullen.")},
    )


class CorrectForm(QuestionForm):
    """Contact details; a way to be reached must be left."""

    questions = ("name", "phone", "email", "contact_by", "contact_when")
    required = frozenset({"contact_by"})

    def clean(self) -> dict:
        answers = super().clean()
        way = answers.get("contact_by")
        email_way = HelpRequest.ContactBy.EMAIL
        if way == email_way and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul een e-mailadres in, of kies bij ‘bereiken’ voor bellen."))
        if way and way != email_way and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Vul een telefoonnummer in, of kies bij ‘bereiken’ voor e-mail."))
        return answers
