"""Rows in a form that works without script: change, add, take away, put in another order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

AT_MOST = 40
EMPTY_AT_THE_END = 2


class RowForm(forms.Form):
    """One row; left empty it does not count. `id` is the row's number, empty for a new one."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RowsFormSet(forms.BaseFormSet):
    """Rows of one meeting. A button named `<prefix>-more` asks for more empty rows instead of saving."""

    def __init__(self, data=None, *args, **kwargs) -> None:
        self.wants_more = data is not None and f"{kwargs.get('prefix') or self.own_prefix}-more" in data
        if self.wants_more:
            data = self._with_more_rows(data, kwargs.get("prefix") or self.own_prefix)
        super().__init__(data, *args, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.own_prefix

    @staticmethod
    def _with_more_rows(data, prefix: str):
        data = data.copy()
        try:
            total = int(data.get(f"{prefix}-TOTAL_FORMS", 0))
        except ValueError:
            return data
        data[f"{prefix}-TOTAL_FORMS"] = str(min(max(total, 0) + EMPTY_AT_THE_END, AT_MOST))
        return data

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Volgorde")
        form.fields["ORDER"].widget.attrs["class"] = "short"
        form.fields["DELETE"].label = _("Haal weg")

    def rows(self) -> list[dict[str, Any]]:
        """The rows that count, in the order asked for; one without a number goes to the end."""
        listed = [
            form for form in self.forms if form.cleaned_data.get("title") or form.cleaned_data.get("text")
        ]
        listed = [form for form in listed if not form.cleaned_data.get("DELETE")]
        listed.sort(key=lambda form: (form.cleaned_data["ORDER"] is None, form.cleaned_data["ORDER"] or 0))
        return [
            {name: value for name, value in form.cleaned_data.items() if name not in ("ORDER", "DELETE")}
            for form in listed
        ]

    def clean(self) -> None:
        numbers = [form.cleaned_data.get("id") for form in self.forms if form.is_valid()]
        numbers = [number for number in numbers if number]
        if len(numbers) != len(set(numbers)):
            raise ValidationError(_("Een regel staat er dubbel in. Laad de pagina opnieuw."))


def rows_formset(form: type[RowForm], *, prefix: str) -> type[RowsFormSet]:
    made = forms.formset_factory(
        form, formset=RowsFormSet, extra=EMPTY_AT_THE_END, can_order=True, can_delete=True,
        max_num=AT_MOST, absolute_max=AT_MOST + 10,
    )  # fmt: skip
    made.own_prefix = prefix
    return made
