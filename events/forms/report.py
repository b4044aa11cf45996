"""The report of a meeting: how many came, what was said per group, what will be done."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.event import FIRST_DAY, LAST_DAY, DayInput
from events.forms.rows import RowForm, rows_formset
from events.forms.sign_up import one_line


class ReportForm(forms.Form):
    attended = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen waren er?"), min_value=0, max_value=5000, required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip


class LineForm(RowForm):
    """groups: those of the meeting, read once for all rows."""

    group = forms.TypedChoiceField(label=gettext_lazy("Deelgroep"), required=False, empty_value=None)
    text = forms.CharField(
        label=gettext_lazy("Wat is er gezegd of besloten?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, groups=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        numbered = {str(group.pk): group for group in groups}
        self.fields["group"].choices = [("", _("Allen")), *((n, g.title) for n, g in numbered.items())]
        self.fields["group"].coerce = numbered.get


class ActionForm(RowForm):
    text = forms.CharField(
        label=gettext_lazy("Actiepunt"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner_role = forms.CharField(
        label=gettext_lazy("Wie doet het? (functie)"), max_length=120, validators=[one_line]
    )
    due_on = forms.DateField(label=gettext_lazy("Klaar op"), widget=DayInput, required=False)
    done_on = forms.DateField(label=gettext_lazy("Gedaan op"), widget=DayInput, required=False)

    def clean(self) -> dict:
        for name in ("due_on", "done_on"):
            day = self.cleaned_data.get(name)
            if day and not FIRST_DAY <= day < LAST_DAY:
                self.add_error(name, _("Deze datum kan niet kloppen."))
        return self.cleaned_data


LineFormSet = rows_formset(LineForm, prefix="uitkomsten")
ActionFormSet = rows_formset(ActionForm, prefix="acties")
