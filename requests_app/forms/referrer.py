"""Mail domains the coordinators keep."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.mail_domains import domain_of, is_open_to_all
from requests_app.models import KnownDomain

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
# A last part that itself belongs to nobody: "co.uk".
SHARED_ENDS = frozenset({"co.uk", "org.uk", "ac.uk", "com.tr", "com.au", "gov.uk", "nhs.uk"})


class KnownDomainForm(forms.ModelForm):
    class Meta:
        model = KnownDomain
        fields = ["domain", "organisation"]
        labels = {"domain": _("Deel van het mailadres achter de @"), "organisation": _("Organisatie")}
        help_texts = {"domain": _("Bijvoorbeeld: praktijkdelinde.nl. Een heel adres mag ook.")}

    def clean_domain(self) -> str:
        domain = domain_of(self.cleaned_data["domain"])
        if not DOMAIN.fullmatch(domain) or domain in SHARED_ENDS:
            raise forms.ValidationError(_("Dit is geen domein. Voorbeeld: praktijkdelinde.nl."))
        if is_open_to_all(domain):
            raise forms.ValidationError(
                _("Bij %(domain)s kan iedereen een adres krijgen. Daarom kan dit niet in de lijst.")
                % {"domain": domain}
            )
        return domain


class RefuseReferrerForm(forms.Form):
    reason = forms.CharField(
        max_length=1000,
        error_messages={"required": _("Schrijf op waarom u denkt dat de verwijzer niet echt is.")},
    )
