"""What a partner types about itself."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from network.directory.forms.stale import StaleFormMixin
from network.directory.models import Contact, Partner


class HttpsURLField(forms.URLField):
    """ "voorbeeld.nl" becomes "https://voorbeeld.nl"."""

    def __init__(self, **kwargs) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class PartnerForm(StaleFormMixin):
    """The profile as the directory shows it. Saving it counts as having checked it."""

    class Meta:
        model = Partner
        fields = ["profile", "audience", "website"]
        field_classes = {"website": HttpsURLField}
        help_texts = {
            "profile": _("Wie u bent en wat u doet, in een paar zinnen."),
            "audience": _("Voor welke mensen u er bent."),
        }
        widgets = {"audience": forms.Textarea(attrs={"rows": 3})}

    def save(self, commit: bool = True) -> Partner:
        self.instance.profile_checked_on = timezone.localdate()
        return super().save(commit)


class ManagedPartnerForm(PartnerForm):
    """What a coordinator keeps besides: name, kind, how sure the network is, and whether it is shown."""

    class Meta(PartnerForm.Meta):
        fields = ["name", "kind", "profile", "audience", "website", "local_status", "is_published"]
        labels = {"local_status": _("Werkt in Utrecht")}


class PauseForm(forms.Form):
    """A day to pause up to, or no day to go on."""

    until = forms.DateField(
        label=_("Pauze tot en met"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        help_text=_("Tot en met deze dag krijgt u geen nieuwe vragen. Wat al loopt, gaat door."),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies vandaag of later."))
        return until


class ContactForm(forms.ModelForm):
    phone = PhoneNumberField(label=_("Telefoonnummer"), required=False, region="NL")

    class Meta:
        model = Contact
        fields = ["role", "email", "phone"]

    def clean_phone(self) -> str:
        phone = self.cleaned_data.get("phone")
        return phone.as_e164 if phone else ""

    def clean(self) -> dict:
        cleaned = super().clean()
        # Beside the field; the table's own constraint would say it above the form.
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Vul een e-mailadres of een telefoonnummer in."))
        return cleaned


ContactFormSet = forms.inlineformset_factory(
    Partner, Contact, form=ContactForm, extra=1, can_delete=True, max_num=20, validate_max=True
)
