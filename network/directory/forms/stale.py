"""Two people, one form: whoever saves second is told, and loses nothing."""

import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _


class StaleFormMixin(forms.ModelForm):
    """Carries a digest of the row as it was shown. A row that changed since is not overwritten unseen.

    What the person typed stays in the form; saving once more keeps it. Fetch the row under a lock before
    making the bound form, or two saves at the same moment slip past each other.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    changed_meanwhile = _(
        "Een collega heeft dit intussen ook gewijzigd. Uw tekst staat hieronder en is nog niet bewaard. "
        "Bewaar nog een keer om de wijziging van uw collega te vervangen."
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.digest = self._digest()
        self.initial["seen"] = self.digest

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("seen") != self.digest:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.digest
            raise forms.ValidationError(self.changed_meanwhile, code="stale")
        return cleaned

    def _digest(self) -> str:
        values = [str(self.instance.serializable_value(name)) for name in self._meta.fields]
        return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]
