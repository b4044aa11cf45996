"""The online form in three short steps. Which words it uses depends on for whom somebody asks."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from requests_app.models import Consent, HelpRequest
from requests_app.questions import QuestionForm, Voice

CONTACT_BY = HelpRequest.ContactBy


class StoryForm(QuestionForm):
    """Step 1: what is it about, and for whom."""

    questions = ("text", "for_whom")
    required = frozenset({"text", "for_whom"})


class SituationForm(QuestionForm):
    """Step 2: what helps us to find something that fits. Nothing here has to be answered."""

    questions = (
        "postcode4",
        "age_band",
        "alone",
        "mobility",
        "language",
        "helpers",
        "days",
        "dayparts",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = "nl"


class ContactForm(QuestionForm):
    """Step 3: how we reach you, and what you agree to, per purpose and with nothing ticked beforehand."""

    consent_handle = forms.BooleanField(required=False)
    consent_share = forms.BooleanField(required=False)
    consent_follow_up = forms.BooleanField(required=False)

    OWN = ("name", "phone", "email", "contact_by", "contact_when")
    FOR_OTHER = (
        "asker_name",
        "asker_relation",
        "asker_phone",
        "asker_email",
        "contact_by",
        "contact_when",
        "name",
        "phone",
    )

    def __init__(self, *args: object, voice: Voice = Voice.SELF, **kwargs: object) -> None:
        self.is_for_other = voice is Voice.OTHER
        self.questions = self.FOR_OTHER if self.is_for_other else self.OWN
        self.required = frozenset({"asker_name"} if self.is_for_other else {"name"}) | {"contact_by"}
        super().__init__(*args, voice=voice, **kwargs)
        labels, hints = (CONSENT_FOR_OTHER if self.is_for_other else CONSENT_OWN), CONSENT_HINTS
        for name in CONSENT_FIELDS:
            self.fields[name].label = labels[name]
            self.fields[name].help_text = hints[name]
            self.fields[name].short = _("Toestemming")

    def clean(self) -> dict:
        answers = super().clean()
        if not answers.get("consent_handle") and "consent_handle" not in self.errors:
            self.add_error(
                "consent_handle",
                _("Zonder uw ja mogen wij de vraag niet lezen. Liever niet hier? Bel ons: %(phone)s.")
                % {"phone": settings.CONTACT_PHONE},
            )
        self._check_way_back(answers)
        return answers

    def _check_way_back(self, answers: dict) -> None:
        """The way somebody chose to be reached must be there."""
        phone_field, email_field = ("asker_phone", "asker_email") if self.is_for_other else ("phone", "email")
        has_phone = answers.get("phone") or answers.get("asker_phone")
        if {phone_field, email_field} & set(self.errors):
            return
        way = answers.get("contact_by")
        if way == CONTACT_BY.EMAIL and not answers.get(email_field):
            self.add_error(email_field, _("Vul een e-mailadres in, of kies bij ‘bereiken’ voor bellen."))
        elif way in {CONTACT_BY.PHONE, CONTACT_BY.TEXT} and not has_phone:
            self.add_error(phone_field, _("Vul een telefoonnummer in, of kies bij ‘bereiken’ voor e-mail."))

    def grounds(self) -> dict[str, str]:
        """Per purpose that was ticked, on what ground; for somebody else it is hearsay, and noted as such."""
        ground = Consent.Ground.VIA_RELATIVE if self.is_for_other else Consent.Ground.CONSENT
        return {
            purpose: ground.value for name, purpose in CONSENT_FIELDS.items() if self.cleaned_data.get(name)
        }


CONSENT_FIELDS = {
    "consent_handle": Consent.Purpose.HANDLE.value,
    "consent_share": Consent.Purpose.SHARE.value,
    "consent_follow_up": Consent.Purpose.FOLLOW_UP.value,
}
CONSENT_OWN = {
    "consent_handle": _(
        "Ja, NIZU mag mijn vraag lezen en behandelen, ook wat ik over mijn gezondheid vertel."
    ),
    "consent_share": _("Ja, NIZU mag mijn gegevens geven aan een organisatie die mij gaat helpen."),
    "consent_follow_up": _("Ja, NIZU mag later vragen hoe het ging."),
}
CONSENT_FOR_OTHER = {
    "consent_handle": _(
        "Ja, degene voor wie ik dit vraag weet ervan en vindt goed dat NIZU de vraag behandelt."
    ),
    "consent_share": _(
        "Ja, die persoon vindt goed dat NIZU de gegevens geeft aan een organisatie die gaat helpen."
    ),
    "consent_follow_up": _("Ja, NIZU mag later vragen hoe het ging."),
}
CONSENT_HINTS = {
    "consent_handle": _("Dit is nodig om te kunnen helpen."),
    "consent_share": _("Zegt u nu geen ja? Dan vragen wij het eerst, voordat wij iets delen."),
    "consent_follow_up": _("Zo leren wij wat goed werkt. Dit mag u overslaan."),
}


def voice_of(for_whom: str) -> Voice:
    return Voice.OTHER if for_whom == HelpRequest.ForWhom.OTHER else Voice.SELF
