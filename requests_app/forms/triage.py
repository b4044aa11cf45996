"""What an ambassador fills in on a request's page: short forms, one for each step."""

from datetime import datetime, time
from functools import lru_cache

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador
from requests_app.forms.kinds import KindSelect, kinds_as_options, kinds_by_theme, one_kind
from requests_app.models import Consent, HelpRequest, Note
from requests_app.workflow import Outcome

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PlanForm(forms.Form):
    """The next action: what, on which day, and for a call back from what time."""

    on = forms.DateField(label=_("Wanneer"), widget=DATE)
    what = forms.CharField(label=_("Wat doet u dan"), max_length=200, required=False)
    call_back_from = forms.TimeField(
        label=_("Terugbellen vanaf"), widget=TIME, required=False, help_text=_("Alleen als u dan belt.")
    )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies vandaag of een latere dag."))
        if (on - timezone.localdate()).days > 400:
            raise forms.ValidationError(_("Kies een dag binnen een jaar."))
        return on


class NoteForm(forms.Form):
    body = forms.CharField(
        label=_("Notitie"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alleen ambassadeurs lezen dit."),
    )
    body.label_is_hidden = True  # the heading above it says the same


class ContactForm(forms.Form):
    """A contact moment: how, and whether somebody was reached; optionally when to try again."""

    KINDS = [
        (Note.Kind.CALL, _("gebeld")),
        (Note.Kind.VISIT, _("langs geweest")),
        (Note.Kind.MESSAGE, _("bericht")),
    ]

    kind = forms.ChoiceField(label=_("Hoe"), choices=KINDS, initial=Note.Kind.CALL)
    reached = forms.TypedChoiceField(
        label=_("Gesproken?"),
        choices=[("yes", _("ja")), ("no", _("nee, niemand"))],
        initial="yes",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "choices--columns"}),
    )
    body = forms.CharField(
        label=_("Wat is er gezegd"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    again_on = forms.DateField(label=_("Opnieuw proberen op"), widget=DATE, required=False)
    again_from = forms.TimeField(label=_("vanaf"), widget=TIME, required=False)

    def clean_again_on(self):
        on = self.cleaned_data["again_on"]
        if on and on < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij."))
        return on


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Overdragen aan"), queryset=Ambassador.objects.none())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Ambassador.objects.filter(user__is_active=True).select_related("user")


class CategoriesForm(forms.Form):
    """What kind of help a need is about; the main kind, and others it also touches."""

    main = forms.ChoiceField(label=_("Soort hulp"), choices=one_kind, widget=KindSelect)
    others = forms.MultipleChoiceField(label=_("Ook"), choices=kinds_by_theme, required=False)

    @property
    def slugs(self) -> list[str]:
        main = self.cleaned_data["main"]
        return [main, *(slug for slug in self.cleaned_data["others"] if slug != main)]


def main_kind_field(prefix: str, chosen: str = "") -> SafeString:
    """The first question of CategoriesForm; drawn once for each choice, until the kinds of help change."""
    return _main_kind_field(prefix, chosen, kinds_as_options())


@lru_cache(maxsize=500)
def _main_kind_field(prefix: str, chosen: str, _options: str) -> SafeString:
    return CategoriesForm(prefix=prefix, initial={"main": chosen})["main"].as_field_group()


class DangerForm(forms.Form):
    reason = forms.CharField(
        label=_("Hoe weet u dat er geen gevaar (meer) is?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(choices=Consent.Purpose.choices)
    ground = forms.ChoiceField(
        choices=[
            (Consent.Ground.SPOKEN, Consent.Ground.SPOKEN.label),
            (Consent.Ground.CONSENT, Consent.Ground.CONSENT.label),
            (Consent.Ground.VIA_PROFESSIONAL, Consent.Ground.VIA_PROFESSIONAL.label),
        ],
        initial=Consent.Ground.SPOKEN,
    )


class TakeBackForm(forms.Form):
    """Consent taken back: for what, how the resident said so, and on which day."""

    HOW = [choice for choice in Consent.How.choices if choice[0] != Consent.How.PAGE]

    purpose = forms.ChoiceField(choices=Consent.Purpose.choices)
    how = forms.ChoiceField(
        choices=HOW, error_messages={"required": _("Kies hoe de bewoner het heeft gezegd.")}
    )
    said_on = forms.DateField(
        error_messages={
            "required": _("Vul in wanneer de bewoner het heeft gezegd."),
            "invalid": _("Vul in wanneer de bewoner het heeft gezegd."),
        }
    )

    def __init__(self, *args: object, help_request: HelpRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.help_request = help_request

    def clean(self) -> dict:
        """`said_at` instead of the day: now for today, the end of an earlier day."""
        given = super().clean()
        day, today = given.pop("said_on", None), timezone.localdate()
        if day is None or "purpose" not in given:
            return given
        if day > today:
            raise forms.ValidationError(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        agreed = self.help_request.consents.filter(purpose=given["purpose"], withdrawn_at=None).first()
        if agreed and day < timezone.localdate(agreed.given_at):
            raise forms.ValidationError(_("Op deze dag had de bewoner nog geen toestemming gegeven."))
        given["said_at"] = None if day == today else timezone.make_aware(datetime.combine(day, time.max))
        return given

    @property
    def first_error(self) -> str:
        return next(error for errors in self.errors.values() for error in errors)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Hoe is het afgelopen?"),
        choices=[
            ("", _("Kies")),
            *((value, label) for value, label in Outcome.choices if value != Outcome.DUPLICATE),
        ],
        error_messages={"required": _("Kies hoe het is afgelopen.")},
    )

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.cleaned_data["outcome"]).label)
