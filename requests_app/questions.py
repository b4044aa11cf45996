"""The one question set: what the network asks, whichever door somebody comes through.

A question is asked in the voice of its door. A form names its questions and its voice and gets its
fields here, so that an answer means the same everywhere and a new question is one entry in QUESTIONS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_app.fields import PostcodeField, email, one_of, phone, refuse_bsn, select, some_of, story, words
from requests_app.models import HelpRequest


class Voice(Enum):
    """Who is asked, about whom."""

    SELF = auto()  # the resident, about themselves
    OTHER = auto()  # somebody near the resident
    CLERK = auto()  # an ambassador or the desk, who listens and types
    PROFESSIONAL = auto()  # a professional, about a client


# A voice that has no words of its own borrows those of another.
BORROWS = {Voice.OTHER: Voice.SELF, Voice.PROFESSIONAL: Voice.CLERK, Voice.CLERK: Voice.SELF}

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


@dataclass(frozen=True)
class Question:
    """One thing we ask. `ask` and `hint` hold the words per voice; `sees` says who reads the answer.

    `short` names the question in a list of what is missing.
    """

    make: Callable[[], forms.Field]
    ask: Mapping[Voice, str | Promise]
    hint: Mapping[Voice, str | Promise] = field(default_factory=dict)
    missing: str | Promise = ""
    sees: str | Promise = ""
    short: str | Promise = ""

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
        for name in ("sees", "short"):
            if getattr(self, name):
                setattr(made, name, getattr(self, name))
        return made


SELF, OTHER, CLERK, PROFESSIONAL = Voice.SELF, Voice.OTHER, Voice.CLERK, Voice.PROFESSIONAL


QUESTIONS: dict[str, Question] = {
    "text": Question(
        story,
        {
            SELF: _("Waarbij zoekt u hulp?"),
            CLERK: _("De vraag, in de woorden van de bewoner"),
            PROFESSIONAL: _("Waarbij zoekt uw cliënt hulp?"),
        },
        {
            SELF: _("Vertel het in uw eigen woorden. Een paar zinnen is genoeg."),
            CLERK: _("Schrijf op wat u hoort. Het portaal leest mee."),
            PROFESSIONAL: _(
                "Alleen wat nodig is om passende hulp te vinden, en de taal als dat geen Nederlands is. "
                "Geen diagnose, geen BSN."
            ),
        },
        missing=_("Vertel in een paar woorden waarbij hulp nodig is."),
        sees=_("Een ambassadeur van NIZU leest dit. Een organisatie leest het pas als die gaat helpen."),
        short=_("De vraag"),
    ),
    "for_whom": Question(
        one_of(FOR_WHOM, "choices--boxes"),
        {SELF: _("Voor wie zoekt u hulp?"), CLERK: _("Wie vraagt?")},
        short=_("Voor wie"),
    ),
    "postcode4": Question(
        lambda: PostcodeField(
            max_length=10, widget=forms.TextInput(attrs={"class": "short", "autocomplete": "postal-code"})
        ),
        {
            SELF: _("Wat is uw postcode?"),
            OTHER: _("Wat is de postcode van deze persoon?"),
            CLERK: _("Postcode van de bewoner"),
            PROFESSIONAL: _("Voor welke buurt? De postcode van uw cliënt"),
        },
        {SELF: _("De vier cijfers zijn genoeg. Zo vinden wij hulp in de buurt.")},
        short=_("Postcode"),
    ),
    "age_band": Question(
        select(AGE_BANDS, _("Zeg ik liever niet")),
        {
            SELF: _("Hoe oud bent u?"),
            OTHER: _("Hoe oud is deze persoon?"),
            CLERK: _("Leeftijd van de bewoner"),
        },
        {SELF: _("Sommige hulp is er alleen voor een bepaalde leeftijd.")},
        short=_("Leeftijd"),
    ),
    "alone": Question(
        one_of(YES_NO, "choices--columns"),
        {
            SELF: _("Woont u alleen?"),
            OTHER: _("Woont deze persoon alleen?"),
            CLERK: _("Woont de bewoner alleen?"),
        },
        short=_("Alleen wonen"),
    ),
    "mobility": Question(
        one_of(MOBILITY, "choices--columns"),
        {
            SELF: _("Hoe gaat het lopen?"),
            OTHER: _("Hoe gaat het lopen bij deze persoon?"),
            CLERK: _("Hoe gaat het lopen bij de bewoner?"),
        },
        short=_("Lopen"),
    ),
    "language": Question(
        select(LANGUAGES),
        {
            SELF: _("In welke taal praat u het liefst?"),
            OTHER: _("In welke taal praat deze persoon het liefst?"),
            CLERK: _("In welke taal praat de bewoner het liefst?"),
        },
        short=_("Taal"),
    ),
    "helpers": Question(
        some_of(HELPERS, ""),
        {
            SELF: _("Wie helpt u nu al?"),
            OTHER: _("Wie helpt deze persoon nu al?"),
            CLERK: _("Wie helpt de bewoner nu al?"),
        },
        short=_("Wie helpt nu al"),
    ),
    "days": Question(some_of(WEEKDAYS), {SELF: _("Op welke dagen komt hulp goed uit?")}),
    "dayparts": Question(some_of(DAYPARTS), {SELF: _("En op welk moment van de dag?")}),
    "name": Question(
        words(autocomplete="name"),
        {
            SELF: _("Uw naam"),
            OTHER: _("Naam van de persoon voor wie u hulp zoekt"),
            CLERK: _("Naam van de bewoner"),
            PROFESSIONAL: _("Naam van uw cliënt"),
        },
        {PROFESSIONAL: _("Alleen de ambassadeur ziet de naam, en een organisatie die de vraag aanneemt.")},
        missing=_("Vul een naam in, zodat wij weten naar wie wij vragen."),
    ),
    "phone": Question(
        phone,
        {
            SELF: _("Uw telefoonnummer"),
            OTHER: _("Telefoonnummer van deze persoon"),
            CLERK: _("Telefoonnummer van de bewoner"),
            PROFESSIONAL: _("Telefoonnummer van uw cliënt"),
        },
        {
            OTHER: _("Alleen als wij deze persoon zelf mogen bellen."),
            PROFESSIONAL: _("Of van een naaste of begeleider die wij mogen bellen."),
        },
        missing=_("Vul een telefoonnummer in, zodat de ambassadeur kan bellen."),
    ),
    "email": Question(
        email,
        {SELF: _("Uw e-mailadres"), CLERK: _("E-mailadres van de bewoner")},
        {SELF: _("U krijgt een mail met een link. Daarmee ziet u wat er met uw vraag gebeurt.")},
    ),
    "contact_by": Question(
        one_of(CONTACT_BY, "choices--columns"),
        {SELF: _("Hoe mogen wij u bereiken?"), CLERK: _("Hoe is de bewoner te bereiken?")},
        short=_("Manier van contact"),
    ),
    "contact_when": Question(
        words(200),
        {
            SELF: _("Wanneer bent u goed te bereiken?"),
            CLERK: _("Wanneer is de bewoner goed te bereiken?"),
            PROFESSIONAL: _("Wanneer is uw cliënt goed te bereiken?"),
        },
        {SELF: _("Bijvoorbeeld: op maandag, na 2 uur.")},
        short=_("Wanneer te bereiken"),
    ),
    "asker_name": Question(
        words(autocomplete="name"),
        {SELF: _("Uw naam")},
        {PROFESSIONAL: _("Zo weet de ambassadeur wie die bij uw organisatie kan bellen.")},
        missing=_("Vul uw naam in."),
    ),
    "asker_relation": Question(
        words(),
        {SELF: _("Wat bent u van deze persoon?"), PROFESSIONAL: _("Uw functie")},
        {
            SELF: _("Bijvoorbeeld: dochter, buurman, vriendin."),
            PROFESSIONAL: _("Bijvoorbeeld: praktijkverpleegkundige."),
        },
        short=_("Wat u van deze persoon bent"),
    ),
    "asker_organisation": Question(words(autocomplete="organization"), {SELF: _("Uw organisatie")}),
    "asker_phone": Question(phone, {SELF: _("Uw telefoonnummer")}),
    "asker_email": Question(
        email,
        {SELF: _("Uw e-mailadres"), PROFESSIONAL: _("Uw e-mailadres op uw werk")},
        {SELF: _("U krijgt een mail met een link. Daarmee ziet u wat er met de vraag gebeurt.")},
        missing=_("Vul uw e-mailadres in."),
    ),
    "asker_reference": Question(
        words(40, validators=(refuse_bsn,)),
        {SELF: _("Uw eigen kenmerk")},
        {SELF: _("Zo herkent u deze vraag terug. Geen BSN en geen cliëntnummer van een zorgsysteem.")},
    ),
}  # fmt: skip


ABOUT_RESIDENT = frozenset({"name", "phone", "email", "postcode4"})


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
        if self.voice is not Voice.SELF:  # what the browser knows is of who types, not of the resident
            for name in ABOUT_RESIDENT.intersection(asked):
                asked[name].widget.attrs["autocomplete"] = "off"
        self.fields = {**asked, **self.fields}
