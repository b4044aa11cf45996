"""The one question set: what the network asks, whichever door somebody comes through.

A question is asked in the voice of its door. A form names its questions and its voice and gets its
fields here, so that an answer means the same everywhere and a new question is one entry in QUESTIONS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from requests_app.models import HelpRequest

TEXT_MAX = 4000


class Voice(Enum):
    """Who is asked, about whom."""

    SELF = auto()  # the resident, about themselves
    OTHER = auto()  # somebody near the resident
    CLERK = auto()  # an ambassador or the desk, who listens and types
    PROFESSIONAL = auto()  # a professional, about a client


# A voice that has no words of its own borrows those of another.
BORROWS = {Voice.OTHER: Voice.CLERK, Voice.PROFESSIONAL: Voice.CLERK, Voice.CLERK: Voice.SELF}

FOR_WHOM = [
    (HelpRequest.ForWhom.SELF.value, _("Voor mijzelf")),
    (HelpRequest.ForWhom.OTHER.value, _("Voor iemand anders")),
]
CONTACT_BY = [
    (HelpRequest.ContactBy.PHONE.value, _("Bellen")),
    (HelpRequest.ContactBy.EMAIL.value, _("E-mail")),
    (HelpRequest.ContactBy.TEXT.value, _("Sms of WhatsApp")),
]
AGE_BANDS = [
    ("0-17", _("jonger dan 18")),
    ("18-26", _("18 tot en met 26")),
    ("27-49", _("27 tot en met 49")),
    ("50-54", _("50 tot en met 54")),
    ("55-64", _("55 tot en met 64")),
    ("65-74", _("65 tot en met 74")),
    ("75-84", _("75 tot en met 84")),
    ("85-", _("85 of ouder")),
]
MOBILITY = [
    ("goed", _("Goed")),
    ("slecht-ter-been", _("Moeilijk lopen")),
    ("rolstoel", _("Met een rolstoel")),
    ("aan-huis", _("Kan het huis niet uit")),
]
HELPERS = [
    ("family", _("Familie of vrienden")),
    ("neighbours", _("Buren")),
    ("professional", _("Een beroepskracht, zoals de thuiszorg of het buurtteam")),
    ("volunteer", _("Een vrijwilliger")),
    ("nobody", _("Niemand")),
]
LANGUAGES = [
    ("nl", _("Nederlands")),
    ("en", _("Engels")),
    ("ar", _("Arabisch")),
    ("ber", _("Berbers")),
    ("tr", _("Turks")),
    ("uk", _("Oekraïens")),
    ("ru", _("Russisch")),
    ("pl", _("Pools")),
    ("ti", _("Tigrinya")),
    ("fa", _("Farsi of Dari")),
    ("fr", _("Frans")),
    ("es", _("Spaans")),
    ("hns", _("Sarnami")),
]
WEEKDAYS = [
    ("ma", _("maandag")),
    ("di", _("dinsdag")),
    ("wo", _("woensdag")),
    ("do", _("donderdag")),
    ("vr", _("vrijdag")),
    ("za", _("zaterdag")),
    ("zo", _("zondag")),
]
DAYPARTS = [("ochtend", _("ochtend")), ("middag", _("middag")), ("avond", _("avond"))]
YES_NO = [("yes", _("Ja")), ("no", _("Nee"))]


class PostcodeField(forms.CharField):
    """Takes "3561", "3561 AB" or "3561ab"; keeps the four digits, because more is not needed."""

    def clean(self, value: object) -> str:
        typed = "".join(super().clean(value).split()).upper()
        if not typed:
            return ""
        digits, letters = typed[:4], typed[4:]
        known = digits.isascii() and digits.isdigit() and len(digits) == 4 and digits[0] != "0"
        if not known or (letters and not (len(letters) == 2 and letters.isascii() and letters.isalpha())):
            raise forms.ValidationError(
                _("Vul een postcode in zoals 3561 of 3561 AB. Weet u die niet? Laat het vak dan leeg.")
            )
        return digits


def _phone() -> PhoneNumberField:
    message = _("Dit telefoonnummer klopt niet. Voorbeeld: 06 12345678, of met landcode: +32 470 12 34 56.")
    found = PhoneNumberField(
        error_messages={"invalid": message},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    found.max_length = 40
    found.validators = [MaxLengthValidator(40), *found.validators]
    return found


def _email() -> forms.EmailField:
    return forms.EmailField(
        max_length=254,
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Voorbeeld: naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _words(max_length: int = 120, autocomplete: str = "") -> Callable[[], forms.Field]:
    attributes = {"autocomplete": autocomplete} if autocomplete else {}
    return lambda: forms.CharField(max_length=max_length, widget=forms.TextInput(attrs=attributes))


def _one_of(choices: list, style: str = "") -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect(attrs={"class": style} if style else {}),
        error_messages={"required": _("Kies een van de antwoorden.")},
    )


def _some_of(choices: list, style: str = "choices--columns") -> Callable[[], forms.Field]:
    return lambda: forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple(attrs={"class": style} if style else {})
    )


def _select(choices: list, empty: str | Promise = "") -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(choices=[("", empty), *choices] if empty else choices)


@dataclass(frozen=True)
class Question:
    """One thing we ask. `ask` and `hint` hold the words per voice; `sees` says who reads the answer."""

    make: Callable[[], forms.Field]
    ask: Mapping[Voice, str | Promise]
    hint: Mapping[Voice, str | Promise] = field(default_factory=dict)
    missing: str | Promise = ""
    sees: str | Promise = ""

    @staticmethod
    def _in_voice(words: Mapping[Voice, str | Promise], voice: Voice) -> str | Promise:
        while voice not in words and voice in BORROWS:
            voice = BORROWS[voice]
        return words.get(voice, "")

    def field(self, voice: Voice, *, required: bool = False) -> forms.Field:
        """A fresh form field for this question, in the words of this voice."""
        made = self.make()
        made.label = self._in_voice(self.ask, voice)
        made.help_text = self._in_voice(self.hint, voice)
        made.required = made.widget.is_required = required
        if self.missing:
            made.error_messages["required"] = self.missing
        if self.sees:
            made.sees = self.sees
        return made


SELF, OTHER, CLERK, PROFESSIONAL = Voice.SELF, Voice.OTHER, Voice.CLERK, Voice.PROFESSIONAL


def _text() -> forms.CharField:
    found = forms.CharField(max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 6}))
    found.count = True
    return found


QUESTIONS: dict[str, Question] = {
    "text": Question(
        _text,
        {
            SELF: _("Waarbij zoekt u hulp?"),
            CLERK: _("De vraag, in de woorden van de bewoner"),
            PROFESSIONAL: _("Waarbij zoekt uw cliënt hulp?"),
        },
        {
            SELF: _("Vertel het in uw eigen woorden. Een paar zinnen is genoeg."),
            CLERK: _("Schrijf op wat u hoort. Het portaal leest mee."),
            PROFESSIONAL: _("Alleen wat nodig is om passende hulp te vinden. Geen diagnose, geen BSN."),
        },
        missing=_("Vertel in een paar woorden waarbij hulp nodig is."),
        sees=_("De ambassadeur van uw wijk leest dit. Een organisatie pas als die u gaat helpen."),
    ),
    "for_whom": Question(
        _one_of(FOR_WHOM, "choices--boxes"),
        {SELF: _("Voor wie zoekt u hulp?"), CLERK: _("Wie vraagt?")},
    ),
    "postcode4": Question(
        lambda: PostcodeField(
            max_length=10, widget=forms.TextInput(attrs={"class": "short", "autocomplete": "postal-code"})
        ),
        {SELF: _("Wat is uw postcode?"), CLERK: _("Postcode van de bewoner")},
        {SELF: _("De vier cijfers zijn genoeg. Zo vinden wij hulp in de buurt.")},
    ),
    "age_band": Question(
        _select(AGE_BANDS, _("Zeg ik liever niet")),
        {SELF: _("Hoe oud bent u?"), CLERK: _("Leeftijd van de bewoner")},
        {SELF: _("Sommige hulp is er alleen voor een bepaalde leeftijd.")},
    ),
    "alone": Question(
        _one_of(YES_NO, "choices--columns"),
        {SELF: _("Woont u alleen?"), CLERK: _("Woont de bewoner alleen?")},
    ),
    "mobility": Question(
        _one_of(MOBILITY, "choices--columns"),
        {SELF: _("Hoe gaat het lopen?"), CLERK: _("Hoe gaat het lopen bij de bewoner?")},
    ),
    "language": Question(
        _select(LANGUAGES),
        {
            SELF: _("In welke taal praat u het liefst?"),
            CLERK: _("In welke taal praat de bewoner het liefst?"),
        },
    ),
    "helpers": Question(
        _some_of(HELPERS, ""),
        {SELF: _("Wie helpt u nu al?"), CLERK: _("Wie helpt de bewoner nu al?")},
    ),
    "days": Question(_some_of(WEEKDAYS), {SELF: _("Op welke dagen komt hulp goed uit?")}),
    "dayparts": Question(_some_of(DAYPARTS), {SELF: _("En op welk moment van de dag?")}),
    "name": Question(
        _words(autocomplete="name"),
        {SELF: _("Uw naam"), CLERK: _("Naam van de bewoner")},
        missing=_("Vul een naam in, zodat wij weten naar wie wij vragen."),
    ),
    "phone": Question(
        _phone,
        {SELF: _("Uw telefoonnummer"), CLERK: _("Telefoonnummer van de bewoner")},
    ),
    "email": Question(
        _email,
        {SELF: _("Uw e-mailadres"), CLERK: _("E-mailadres van de bewoner")},
        {SELF: _("U krijgt een mail met een link. Daarmee ziet u wat er met uw vraag gebeurt.")},
    ),
    "contact_by": Question(
        _one_of(CONTACT_BY, "choices--columns"),
        {SELF: _("Hoe mogen wij u bereiken?"), CLERK: _("Hoe is de bewoner te bereiken?")},
    ),
    "contact_when": Question(
        _words(200),
        {SELF: _("Wanneer bent u goed te bereiken?"), CLERK: _("Wanneer is de bewoner goed te bereiken?")},
        {SELF: _("Bijvoorbeeld: op maandag, na 2 uur.")},
    ),
    "asker_name": Question(_words(autocomplete="name"), {SELF: _("Uw naam")}, missing=_("Vul uw naam in.")),
    "asker_relation": Question(
        _words(),
        {SELF: _("Wat bent u van deze persoon?"), PROFESSIONAL: _("Uw functie")},
        {
            SELF: _("Bijvoorbeeld: dochter, buurman, vriendin."),
            PROFESSIONAL: _("Bijvoorbeeld: praktijkverpleegkundige."),
        },
    ),
    "asker_organisation": Question(_words(autocomplete="organization"), {SELF: _("Uw organisatie")}),
    "asker_phone": Question(_phone, {SELF: _("Uw telefoonnummer")}),
    "asker_email": Question(
        _email,
        {SELF: _("Uw e-mailadres"), PROFESSIONAL: _("Uw e-mailadres op uw werk")},
        {SELF: _("U krijgt een mail met een link. Daarmee ziet u wat er met de vraag gebeurt.")},
        missing=_("Vul uw e-mailadres in."),
    ),
    "asker_reference": Question(
        _words(40),
        {SELF: _("Uw eigen kenmerk")},
        {SELF: _("Zo herkent u deze vraag terug. Geen BSN en geen cliëntnummer van een zorgsysteem.")},
    ),
}  # fmt: skip


class QuestionForm(forms.Form):
    """A form made of questions. `questions` names them in order, `required` those that must be answered."""

    questions: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    voice = Voice.SELF

    def __init__(self, *args: object, voice: Voice | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.voice = voice or self.voice
        asked = {
            name: QUESTIONS[name].field(self.voice, required=name in self.required) for name in self.questions
        }
        self.fields = {**asked, **self.fields}
