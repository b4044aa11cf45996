"""Say in plain Dutch why an offer fits, what is doubtful, and why another does not fit."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, ngettext

from requests_app.matching.candidate import Candidate
from requests_app.matching.limits import Exclusion
from requests_app.matching.weights import MAIN_IN_WISH
from requests_app.matching.wish import Wish
from requests_app.reference import kinds_of_help

SEVERAL = 0.3  # this much of further needs is worth telling
LANGUAGES = {
    "ar": gettext_noop("Arabisch"),
    "ber": gettext_noop("Berbers"),
    "tr": gettext_noop("Turks"),
    "en": gettext_noop("Engels"),
    "fr": gettext_noop("Frans"),
    "es": gettext_noop("Spaans"),
    "pl": gettext_noop("Pools"),
    "ti": gettext_noop("Tigrinya"),
    "fa": gettext_noop("Farsi"),
    "uk": gettext_noop("Oekraïens"),
    "ru": gettext_noop("Russisch"),
    "hns": gettext_noop("Sarnami"),
    "so": gettext_noop("Somalisch"),
    "pt": gettext_noop("Portugees"),
    "zh": gettext_noop("Chinees"),
}

TAGS = {
    "oud": gettext_noop("ouderen"),
    "slecht-ter-been": gettext_noop("mensen die slecht ter been zijn"),
    "rollator": gettext_noop("mensen met een rollator"),
    "rolstoel": gettext_noop("mensen in een rolstoel"),
    "lichamelijk": gettext_noop("mensen met een lichamelijke beperking"),
    "chronisch-ziek": gettext_noop("mensen die lang ziek zijn"),
    "herstellend": gettext_noop("mensen die herstellen"),
    "psychisch": gettext_noop("mensen met psychische klachten"),
    "verslaving": gettext_noop("mensen met een verslavingsverleden"),
    "lvb": gettext_noop("mensen met een verstandelijke beperking"),
    "autisme": gettext_noop("mensen met autisme of ADHD"),
    "nah": gettext_noop("mensen met hersenletsel"),
    "dementie": gettext_noop("mensen met dementie"),
    "mantelzorger": gettext_noop("mantelzorgers"),
    "jonge-mantelzorger": gettext_noop("jonge mantelzorgers"),
    "kind-extra-zorg": gettext_noop("kinderen die extra aandacht nodig hebben"),
    "gezin": gettext_noop("gezinnen"),
    "ouder-jong-kind": gettext_noop("ouders van jonge kinderen"),
    "anderstalig": gettext_noop("mensen die Nederlands leren"),
    "arabisch-berbers": gettext_noop("mensen die Arabisch of Berbers spreken"),
    "turkstalig": gettext_noop("mensen die Turks spreken"),
    "hindostaans": gettext_noop("Hindostaanse Utrechters"),
    "migrant-ouder": gettext_noop("ouderen met een migratieachtergrond"),
    "statushouder": gettext_noop("statushouders"),
    "nieuwkomer": gettext_noop("nieuwkomers"),
    "oekraine": gettext_noop("mensen uit Oekraïne"),
    "ongedocumenteerd": gettext_noop("mensen zonder verblijfspapieren"),
    "minima": gettext_noop("mensen met weinig geld"),
    "geen-netwerk": gettext_noop("mensen met weinig mensen om zich heen"),
    "geen-voedselbank": gettext_noop("mensen die niet bij de voedselbank terechtkunnen"),
    "schulden": gettext_noop("mensen met schulden"),
    "sollicitant": gettext_noop("mensen die solliciteren"),
    "dakloos": gettext_noop("mensen die dakloos zijn of waren"),
    "ex-detentie": gettext_noop("mensen die vastgezeten hebben"),
    "palliatief": gettext_noop("mensen in de laatste levensfase"),
    "rouw": gettext_noop("mensen in rouw"),
    "naaste-ggz": gettext_noop("naasten van mensen met psychische klachten"),
    "lhbti": gettext_noop("LHBTI+-mensen"),
    "hond": gettext_noop("mensen met een hond"),
}

WHY_NOT = {
    "published": gettext_lazy("staat niet in de gids"),
    "category": gettext_lazy("biedt andere hulp"),
    "district": gettext_lazy("werkt in andere wijken"),
    "postcode": gettext_lazy("werkt alleen in een paar buurten"),
    "age": gettext_lazy("is voor een andere leeftijd"),
    "requires_any": gettext_lazy("is bedoeld voor een andere groep mensen"),
    "requires_all": gettext_lazy("is bedoeld voor een andere groep mensen"),
    "excludes": gettext_lazy("kan deze situatie niet aan"),
    "language": gettext_lazy("spreekt de taal van deze persoon niet"),
    "women_only": gettext_lazy("is alleen voor vrouwen"),
    "at_home": gettext_lazy("komt niet aan huis"),
    "no_group": gettext_lazy("is een groep, en dat wil deze persoon niet"),
    "weekdays": gettext_lazy("kan niet op deze dagen"),
    "dayparts": gettext_lazy("kan niet op dit deel van de dag"),
    "waiting": gettext_lazy("heeft een te lange wachttijd"),
    "paused": gettext_lazy("heeft nu pauze"),
    "capacity": gettext_lazy("heeft geen plek"),
}
AGE_NOT_KNOWN = gettext_lazy("vraagt een leeftijd die nog niet bekend is")


def _(words: str) -> str:
    """In the language of the page. Ten offers say the same few things, so each is looked up once."""
    return _in_language(get_language(), words)


@cache
def _in_language(language: str | None, words: str) -> str:
    return gettext(words)


def explain(candidate: Candidate, wish: Wish) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Reasons, doubts, and the one sentence above them, which says what kind of help it is.

    The reasons follow the parts of the score, never a second sum.
    """
    reasons = tuple(_reasons(candidate, wish))
    doubts = tuple(_doubts(candidate, wish))
    return reasons, doubts, _sentence(candidate, wish)


def also_helps_with(slugs: Iterable[str]) -> list[str]:
    """As one reason, if any: the kinds of help of the other needs that the partner can give."""
    kinds = kinds_of_help()
    labels = [f"‘{kinds[slug].label}’" for slug in slugs if slug in kinds]
    return [_("Kan ook helpen met: %(kinds)s") % {"kinds": ", ".join(labels)}] if labels else []


def why_not(exclusion: Exclusion) -> str:
    """One sentence: the first limits in the way of this offer."""
    words = WHY_NOT if exclusion.age_is_known else WHY_NOT | {"age": AGE_NOT_KNOWN}
    limits = list(dict.fromkeys(str(words[name]) for name in exclusion.limits))[:2]
    return _("%(title)s van %(partner)s %(why)s.") % {
        "title": exclusion.title,
        "partner": exclusion.partner_name,
        "why": _(" en ").join(limits),
    }


def _reasons(candidate: Candidate, wish: Wish) -> list[str]:
    reasons = []
    if candidate.more >= SEVERAL:
        reasons.append(_("Doet meer dan één ding dat gevraagd wordt"))
    audience = next((TAGS[tag] for tag in _required(candidate, wish) if tag in TAGS), None)
    if audience:
        reasons.append(_("Is er speciaal voor %(people)s") % {"people": _(audience)})
    language = next(
        (
            LANGUAGES[code]
            for code in wish.person.languages
            if code in candidate.languages and code in LANGUAGES
        ),
        None,
    )
    if language:
        reasons.append(_("Spreekt %(language)s") % {"language": _(language)})
    if candidate.near >= 0.75 and wish.district:
        reasons.append(_("Komt uit de wijk zelf"))
    if wish.person.mobility == "aan-huis" and candidate.mode == "home":
        reasons.append(_("Komt aan huis"))
    elif candidate.transport_included:
        reasons.append(_("Haalt op en brengt thuis"))
    if candidate.waiting_weeks == 0:
        reasons.append(_("Kan meteen beginnen"))
    return reasons


def _doubts(candidate: Candidate, wish: Wish) -> list[str]:
    doubts = []
    days = candidate.days_since_confirmed
    if days is None or days > settings.CAPACITY_KNOWN_DAYS:
        doubts.append(_("Niet zeker of er plek is: dat is lang niet bevestigd"))
    elif days > settings.CAPACITY_FRESH_DAYS:
        doubts.append(
            ngettext(
                "De plek is %(days)d dag geleden voor het laatst bevestigd",
                "De plek is %(days)d dagen geleden voor het laatst bevestigd",
                days,
            )
            % {"days": days}
        )
    if candidate.places_left == 1:
        doubts.append(_("Wees snel: er is nog één plek"))
    if candidate.waiting_weeks >= 2:
        doubts.append(
            ngettext(
                "De wachttijd is %(weeks)d week", "De wachttijd is %(weeks)d weken", candidate.waiting_weeks
            )
            % {"weeks": candidate.waiting_weeks}
        )
    if wish.person.age is None and wish.person.child_age is None and (candidate.age_min or 0) > 18:
        doubts.append(_("Vraag de leeftijd (vanaf %(age)d jaar)") % {"age": candidate.age_min})
    if wish.district is None:
        doubts.append(_("Vraag de wijk"))
    if wish.person.speaks_nl == "geen" and not wish.person.languages:
        doubts.append(_("Vraag welke taal deze persoon spreekt"))
    if candidate.cost_text and candidate.cost_text.strip().lower() != "gratis":
        doubts.append(_("Zeg wat het kost: %(cost)s") % {"cost": candidate.cost_text})
    return doubts


def _sentence(candidate: Candidate, wish: Wish) -> str:
    kind = kinds_of_help().get(candidate.shared_slug)
    if kind is None:
        return _("Kan hierbij helpen.")
    if candidate.main >= 0.9:
        return _("Doet precies wat gevraagd wordt: ‘%(kind)s’.") % {"kind": kind.label}
    if candidate.more >= SEVERAL or _is_main_in_offer(candidate, wish):
        return _("Kan een deel doen van wat gevraagd wordt: ‘%(kind)s’.") % {"kind": kind.label}
    return _("Doet vooral iets anders, maar ook ‘%(kind)s’.") % {"kind": kind.label}


def _is_main_in_offer(candidate: Candidate, wish: Wish) -> bool:
    """Whether the shared kind of help is what the offer is for; only the wish puts another first."""
    place = wish.categories.index(candidate.shared_slug)
    return candidate.main >= 0.9 * MAIN_IN_WISH[min(place, len(MAIN_IN_WISH) - 1)]


def _required(candidate: Candidate, wish: Wish) -> list[str]:
    """What the offer asks for and this person has."""
    return [*candidate.requires_all, *(tag for tag in candidate.requires_any if tag in wish.tags)]
