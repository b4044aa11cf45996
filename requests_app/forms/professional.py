"""A professional hands over a client: who they are by a mailed code, six fields, and the client's yes."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from requests_app.mail_domains import domain_of, is_open_to_all
from requests_app.models import Consent, HelpRequest
from requests_app.questions import QUESTIONS, QuestionForm, Voice


class AddressForm(forms.Form):
    """Step 1: the work address, to which the code goes."""

    email = QUESTIONS["asker_email"].field(Voice.PROFESSIONAL, required=True)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("U krijgt een code van zes cijfers. U heeft geen account nodig.")

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        if is_open_to_all(domain_of(address)):
            raise forms.ValidationError(
                _("Gebruik het adres van uw werk. Vraagt u als naaste? Gebruik dan ‘Ik zoek hulp’.")
            )
        return address


class ProfessionalForm(QuestionForm):
    """Step 2: six fields to find help and to call the client, the client's yes, and a number of one's own."""

    voice = Voice.PROFESSIONAL
    SIX = ("text", "name", "phone", "contact_when", "postcode4", "asker_name")
    questions = (*SIX, "asker_reference")
    required = frozenset({"text", "name", "phone", "asker_name"})

    how = forms.ChoiceField(
        label=_("Hoe weet u dat uw cliënt het goed vindt?"),
        choices=[
            ("spoken", _("Wij hebben het samen besproken")),
            ("written", _("De cliënt heeft het schriftelijk gezegd")),
            ("representative", _("De vertegenwoordiger vindt het goed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe u het weet. Zonder ja van uw cliënt kunnen wij niets doen.")},
    )
    client_agrees = forms.BooleanField(
        label=_("Mijn cliënt weet dit en vindt het goed, ook dat NIZU gegevens over de gezondheid ziet."),
        error_messages={
            "required": _("Zonder ja van uw cliënt mogen wij de vraag niet behandelen. Bespreek het eerst.")
        },
    )
    may_share = forms.BooleanField(
        required=False,
        label=_("Mijn cliënt vindt goed dat NIZU de gegevens geeft aan een organisatie die gaat helpen."),
        help_text=_("Zonder dit vragen wij het uw cliënt eerst zelf."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].sees = ""  # those words are for the resident
        for name in ("how", "client_agrees", "may_share"):
            self.fields[name].short = _("Toestemming")

    def six(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.SIX)

    def grounds(self) -> dict[str, str]:
        ground = Consent.Ground.VIA_PROFESSIONAL.value
        purposes = [Consent.Purpose.HANDLE.value]
        if self.cleaned_data.get("may_share"):
            purposes.append(Consent.Purpose.SHARE.value)
        return dict.fromkeys(purposes, ground)

    def answers(self, email: str) -> dict:
        """The cleaned answers, with what follows from the door: somebody else asks, at a proven address."""
        return {**self.cleaned_data, "for_whom": HelpRequest.ForWhom.OTHER, "asker_email": email}
