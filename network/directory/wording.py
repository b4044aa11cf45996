"""An offer's limits in plain words, for cards and pages."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from network.directory.catalogue import Catalogue
from network.directory.models import Offer
from network.directory.vocabulary import DAYPARTS, LANGUAGES, TAGS, WEEKDAYS


def enumeration(words: Iterable[object]) -> str:
    """ "maandag, dinsdag en vrijdag"."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def districts(offer: Offer, catalogue: Catalogue) -> str:
    if offer.postcodes4:
        return _("postcodes %(codes)s") % {"codes": enumeration(sorted(offer.postcodes4))}
    if catalogue.covers_the_city(offer.district_slugs):
        return _("heel Utrecht")
    return enumeration(catalogue.district_names(offer.district_slugs))


def districts_short(offer: Offer, catalogue: Catalogue) -> str:
    """For a card: at most three names, then how many more."""
    names = catalogue.district_names(offer.district_slugs)
    if offer.postcodes4 or len(names) <= 3 or catalogue.covers_the_city(offer.district_slugs):
        return districts(offer, catalogue)
    return _("%(names)s en %(number)s andere wijken") % {
        "names": ", ".join(names[:2]),
        "number": len(names) - 2,
    }


def ages(offer: Offer) -> str:
    """ "18 tot en met 65 jaar"; empty for every age."""
    if offer.age_min and offer.age_max is not None:
        text = _("%(low)s tot en met %(high)s jaar") % {"low": offer.age_min, "high": offer.age_max}
    elif offer.age_min:
        text = _("vanaf %(low)s jaar") % {"low": offer.age_min}
    elif offer.age_max is not None:
        text = _("tot en met %(high)s jaar") % {"high": offer.age_max}
    else:
        return ""
    if offer.age_applies_to == Offer.AgeAppliesTo.CHILD:
        return _("kind: %(ages)s") % {"ages": text}
    if offer.age_applies_to == Offer.AgeAppliesTo.PARENT:
        return _("ouder: %(ages)s") % {"ages": text}
    return text


def languages(offer: Offer) -> str:
    return enumeration(LANGUAGES.get(code, code) for code in offer.languages)


def other_languages(offer: Offer) -> str:
    """What a card says: nearly everyone speaks Dutch and English, so only the others."""
    return enumeration(LANGUAGES.get(code, code) for code in offer.languages if code not in ("nl", "en"))


def weekdays(offer: Offer) -> str:
    """ "maandag tot en met vrijdag" for three days and more in a row, else a list."""
    chosen = [day for day in WEEKDAYS if day in offer.weekdays]
    places = [list(WEEKDAYS).index(day) for day in chosen]
    if len(chosen) == len(WEEKDAYS):
        return _("elke dag")
    if len(chosen) > 2 and places[-1] - places[0] == len(chosen) - 1:
        return _("%(first)s tot en met %(last)s") % {
            "first": WEEKDAYS[chosen[0]],
            "last": WEEKDAYS[chosen[-1]],
        }
    return enumeration(WEEKDAYS[day] for day in chosen)


def dayparts(offer: Offer) -> str:
    return enumeration(DAYPARTS[part] for part in DAYPARTS if part in offer.dayparts)


def tags(slugs: Iterable[str], labels: Mapping[str, object] = TAGS) -> list[str]:
    """Each completes the sentence "voor wie …"."""
    return [str(labels.get(slug, slug)) for slug in slugs]
