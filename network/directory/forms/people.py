"""What somebody types to let people in, and to say what they may do."""

from datetime import date, timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.accounts.models import User
from network.accounts.roles import Role
from network.directory.models import District, Partner
from network.directory.services.people import AT_A_PARTNER

GRANTABLE = [role for role in Role if role is not Role.KEEPER]
ALL_DISTRICTS_AT_MOST = timedelta(days=92)


def _choices(roles: list[Role]) -> list[tuple[str, str]]:
    return [(role.value, str(role.label).capitalize()) for role in roles]


class RoleForm(forms.Form):
    """A role, with the organisation or the districts that belong to it."""

    role = forms.ChoiceField(label=_("Rol"), widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(
        Partner.objects.order_by("name"),
        label=_("Organisatie"),
        required=False,
        empty_label=_("Kies een organisatie"),
        help_text=_("Alleen bij een rol bij een partner."),
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.all(),
        label=_("Wijken"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        help_text=_("Alleen bij een ambassadeur."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _choices(GRANTABLE)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict:
        data = super().clean()
        role = data.get("role")
        if role in AT_A_PARTNER and not data.get("partner"):
            self.add_error("partner", _("Kies bij welke organisatie deze persoon werkt."))
        if role is Role.AMBASSADOR and not data.get("districts"):
            self.add_error("districts", _("Kies minstens één wijk."))
        if role not in AT_A_PARTNER:
            data["partner"] = None
        if role is not Role.AMBASSADOR:
            data["districts"] = []
        return data


class InviteForm(RoleForm):
    """An invitation by the coordinator: to any role but the keeper's."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(label=_("E-mailadres"), help_text=_("Hier komt de uitnodiging aan."))
    field_order = ["name", "email", "role", "partner", "districts"]


class InviteColleagueForm(forms.Form):
    """An invitation by a partner's admin, to the own organisation."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(label=_("E-mailadres"), help_text=_("Hier komt de uitnodiging aan."))
    role = forms.ChoiceField(
        label=_("Wat gaat deze persoon doen?"),
        choices=[
            (Role.PARTNER_MEMBER.value, _("Doorverwijzingen behandelen")),
            (Role.PARTNER_ADMIN.value, _("Profiel, aanbod en mensen bijhouden")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class DistrictsForm(forms.Form):
    """The districts of an ambassador; the right to all of them ends by itself."""

    districts = forms.ModelMultipleChoiceField(
        District.objects.all(),
        label=_("Wijken"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
        error_messages={"required": _("Kies minstens één wijk, of haal de rol weg.")},
    )
    all_until = forms.DateField(
        label=_("Alle wijken, tot en met"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        help_text=_("Bijvoorbeeld om een tijd iedereen te vervangen. Hooguit drie maanden."),
    )

    def clean_all_until(self) -> date | None:
        until, today = self.cleaned_data["all_until"], timezone.localdate()
        if until and not today <= until <= today + ALL_DISTRICTS_AT_MOST:
            raise ValidationError(_("Kies een dag in de komende drie maanden."))
        return until


class WelcomeForm(forms.Form):
    """The first page of somebody invited: how we call you, and a password."""

    name = forms.CharField(
        label=_("Uw naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=_("Minstens 12 tekens. Een korte zin werkt goed."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict:
        data = super().clean()
        if password := data.get("password"):
            try:
                validate_password(password, User(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Naam"), "language": _("Taal van de portal en van mails")}
        widgets = {"language": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            choices=[("nl", "Nederlands"), ("en", "English")],
            widget=forms.RadioSelect,
        )
