"""What is chosen and typed around the queue: several requests at once, and a search to keep."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador
from requests_app.models import SavedView

AT_MOST_AT_ONCE = 100


class BulkAssignForm(forms.Form):
    """`to`: a colleague, or None for the queue of the district."""

    QUEUE = "wachtrij"

    to = forms.CharField()
    back = forms.CharField(required=False, max_length=500)

    def clean(self) -> dict:
        """`chosen`: public ids; the view looks them up among what is visible."""
        ids = forms.UUIDField()
        self.cleaned_data["chosen"] = [
            ids.clean(value) for value in self.data.getlist("chosen")[:AT_MOST_AT_ONCE]
        ]
        if not self.cleaned_data["chosen"]:
            raise forms.ValidationError(_("Kies eerst de vragen."))
        return self.cleaned_data

    def clean_to(self) -> Ambassador | None:
        if self.cleaned_data["to"] == self.QUEUE:
            return None
        number = self.cleaned_data["to"]
        found = Ambassador.objects.filter(pk=number, user__is_active=True) if number.isdecimal() else None
        if not found or not found.exists():
            raise forms.ValidationError(_("Kies een collega."))
        return found.select_related("user").get()


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "query"]

    def clean_query(self) -> str:
        """Filters only: no words somebody looked for, no place in the list."""
        query = QueryDict(self.cleaned_data["query"].lstrip("?"), mutable=True)
        for name in ("q", "zoek", "na", "voor", "csrfmiddlewaretoken"):
            query.pop(name, None)
        return query.urlencode()[:500]
