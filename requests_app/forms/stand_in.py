"""Who looks after my requests while I am away."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Ambassador
from requests_app.models import StandIn


class StandInForm(forms.ModelForm):
    class Meta:
        model = StandIn
        fields = ["deputy", "first_day", "last_day"]
        widgets = {
            "first_day": forms.DateInput(attrs={"type": "date"}),
            "last_day": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        colleagues = Ambassador.objects.filter(user__is_active=True).exclude(pk=self.instance.absent_id)
        self.fields["deputy"].queryset = colleagues.select_related("user").order_by("user__name")
        self.fields["deputy"].empty_label = _("Kies een collega")

    def clean_last_day(self):
        last_day = self.cleaned_data["last_day"]
        if last_day < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij."))
        return last_day
