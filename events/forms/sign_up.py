"""Signing up: what a visitor tells, and what a coordinator fills in for somebody else."""

from collections.abc import Sequence

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.models import BreakoutGroup, Event

one_line = RegexValidator(
    r"[\x00-\x1f\x7f]", gettext_lazy("Gebruik gewone letters en tekens."), inverse_match=True
)


class GroupField(forms.TypedChoiceField):
    """One of the groups that were read already, so that drawing the form asks the database nothing."""

    def __init__(self, groups: Sequence[BreakoutGroup], *, full_allowed: bool, **options) -> None:
        self.groups = {str(group.pk): group for group in groups}
        self.full = {number for number, group in self.groups.items() if is_full(group)}
        self.full_allowed = full_allowed
        super().__init__(
            choices=[("", _("Geen voorkeur")), *((n, group_label(g)) for n, g in self.groups.items())],
            coerce=self.groups.get,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            label=_("Bij welke deelgroep sluit u aan?"),
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if value in self.full and not self.full_allowed:
            raise forms.ValidationError(_("Deze deelgroep is vol. Kies een andere deelgroep."))


def is_full(group: BreakoutGroup) -> bool:
    return group.places is not None and group.taken >= group.places


def group_label(group: BreakoutGroup) -> str:
    if group.places is None:
        return group.title
    free = group.places - group.taken
    if free <= 0:
        return _("%(group)s (vol)") % {"group": group.title}
    words = ngettext("%(group)s (nog %(free)s plek)", "%(group)s (nog %(free)s plekken)", free)
    return words % {"group": group.title, "free": free}


class SignUpForm(forms.Form):
    """event: from with_card_data(); groups: from with_taken()."""

    name = forms.CharField(
        label=gettext_lazy("Uw naam"),
        max_length=120,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("Hier sturen wij uw bevestiging naartoe."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisatie of initiatief"),
        max_length=120,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    wants_lunch = forms.BooleanField(label=gettext_lazy("Ik eet mee met de lunch"), required=False)
    needs = forms.CharField(
        label=gettext_lazy("Waar kunnen wij rekening mee houden?"),
        help_text=gettext_lazy("Bijvoorbeeld: rolstoel, schrijftolk, dieet."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, event: Event, groups: Sequence[BreakoutGroup], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if groups:
            # Who lands on the waiting list may wish for any group: it is looked at again when a place comes.
            self.fields["group"] = GroupField(groups, full_allowed=event.is_full)
        if not event.asks_for_lunch:
            del self.fields["wants_lunch"]
        self.fields["email"].sees = _("De coördinator ziet uw naam, e-mailadres en organisatie.")
        self.fields["needs"].sees = _("Alleen de coördinator ziet dit, om de dag voor te bereiden.")
        self.order_fields(["name", "email", "organisation", "group", "wants_lunch", "needs"])

    def person(self) -> dict:
        """The values of services.sign_up.Person."""
        told = self.cleaned_data
        return {
            "name": told["name"],
            "email": told["email"],
            "organisation": told["organisation"],
            "group": told.get("group"),
            "wants_lunch": told.get("wants_lunch", False),
            "needs": told["needs"],
            "language": (get_language() or "nl")[:2],
        }


class ByHandForm(SignUpForm):
    """A coordinator signs somebody up, by telephone or at the door."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam")
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].help_text = _("Deze persoon krijgt een mail met een link om af te melden.")
        for name in ("email", "needs"):
            del self.fields[name].sees
        for field in self.fields.values():
            field.widget.attrs.pop("autocomplete", None)
        if "wants_lunch" in self.fields:
            self.fields["wants_lunch"].label = _("Eet mee met de lunch")
        if "group" in self.fields:
            self.fields["group"].label = _("Deelgroep")
