"""Where somebody lives: from the postcode, else from names in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from requests_app.matching.findings import Span
from requests_app.matching.vocabulary import CITY, PostcodeArea, Vocabulary
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word, plain

_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([a-z]{2})\b(?!\w)|postcode:?\s*([1-9]\d{3})\b")
_COMPASS = {
    "oost": "oost",
    "west": "west",
    "zuid": "zuid",
    "noordoost": "noordoost",
    "noordwest": "noordwest",
    "zuidwest": "zuidwest",
}
_BEFORE_COMPASS = frozenset({"in", "utrecht", "buurtteam", "wijk", "uit", "utrechtse"})
_LIVES = frozenset(
    ["woon", "woont", "wonen", "woonachtig", "live", "lives", "living", "verblijf", "verblijft"]
)
_KIN = word_set("places.kin")
# Mostly it is their need, unlike that of grown children far away; unless the question is how to get there.
_ELDERS = (
    "moeder|vader|ma|pa|opa|oma|ouders|tante|oom|schoonmoeder|schoonvader|schoonouders|buurman|buurvrouw"
    "|mother|father"
)
_GOING_THERE = re.compile(
    r"\b(bezoek\w*|rijd\w*|breng\w*|naartoe|daarheen|toe|vervoer|taxi|lift|bus|visit\w*)\b"
)
_FAR_CITIES = [
    "amsterdam",
    "rotterdam",
    "groningen",
    "eindhoven",
    "tilburg",
    "breda",
    "nijmegen",
    "arnhem",
    "haarlem",
    "almere",
    "apeldoorn",
    "enschede",
    "zwolle",
    "leiden",
    "delft",
    "hilversum",
    "gouda",
    "culemborg",
    "vianen",
    "leerdam",
    "tiel",
    "ede",
    "veenendaal",
    "barneveld",
    "lelystad",
    "dordrecht",
    "zaandam",
    "hoofddorp",
]
_NO_POSTCODE = word_set("places.no-postcode")


@dataclass(frozen=True, slots=True)
class Place:
    """A district of the city, or another municipality; nothing when the text tells neither."""

    district: str | None = None
    postcode4: str | None = None
    municipality: str | None = None  # only when outside the city
    spans: tuple[Span, ...] = ()


def find_place(text: str, words: Sequence[Word], postcode4: str | None, vocabulary: Vocabulary) -> Place:
    """The postcode decides; without one, a postcode or a name in the text does."""
    flat = plain(text)
    named = _named_district(flat, vocabulary)
    spans: tuple[Span, ...] = ()
    if not postcode4:
        postcode4, spans = _postcode_in(flat)
    if postcode4:
        area = vocabulary.postcodes.get(postcode4)
        if area is not None and area.in_city:
            return Place(area.district or (named[0] if named else None), postcode4, None, spans)
        relative = _relative_in_city(flat, words, named)
        if relative:
            return Place(named[0] if named else None, None, None, relative)
        return Place(None, postcode4, _municipality(area, flat, words, vocabulary), spans)
    if named and _lives_elsewhere(flat, vocabulary) is None:
        return Place(named[0], None, None, (named[1],))
    elsewhere = _lives_elsewhere(flat, vocabulary)
    if elsewhere:
        return Place(None, None, elsewhere[0], (elsewhere[1],))
    return Place(named[0], None, None, (named[1],)) if named else Place()


def _postcode_in(flat: str) -> tuple[str | None, tuple[Span, ...]]:
    for found in _POSTCODE.finditer(flat):
        code, letters, bare = found.groups()
        if bare or letters not in _NO_POSTCODE:
            return bare or code, (Span(found.start(), found.end()),)
    return None, ()


def _named_district(flat: str, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """The longest name of a place in the city, else a compass name with a word like "buurtteam" before it."""
    best: tuple[str, Span] | None = None
    for name, slug in vocabulary.district_names.items():
        at = flat.find(name)
        if (
            at >= 0
            and _stands_alone(flat, at, len(name))
            and (best is None or len(name) > best[1].end - best[1].start)
        ):
            best = (slug, Span(at, at + len(name)))
    if best:
        return best
    for found in re.finditer(r"\b(\w+)[ -](noordoost|noordwest|zuidwest|oost|west|zuid)\b", flat):
        if found.group(1) in _BEFORE_COMPASS:
            return _COMPASS[found.group(2)], Span(found.start(2), found.end(2))
    dreef = re.search(r"\b\w{3,}dreef\b", flat)  # nearly all streets called so lie in Overvecht
    return ("overvecht", Span(dreef.start(), dreef.end())) if dreef else None


def _stands_alone(flat: str, at: int, length: int) -> bool:
    before = flat[at - 1] if at else " "
    after = flat[at + length] if at + length < len(flat) else " "
    return not before.isalnum() and (not after.isalnum() or flat[at:].startswith("lombok"))


def _lives_elsewhere(flat: str, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """A place outside the city where the person lives: after "woont in", or the address of a short note."""
    places = dict(vocabulary.outside_places) | {city: city.capitalize() for city in _FAR_CITIES}
    places |= {name.partition("-")[0]: town for name, town in places.items() if "-" in name}
    for name, town in places.items():
        if name not in flat:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", flat):
            before = flat[max(0, found.start() - 60) : found.start()]
            clause = re.split(r"[.;!?,]", before)[-1].split()
            lives = [index for index, word in enumerate(clause) if word in _LIVES]
            elder = not _GOING_THERE.search(flat) and bool(
                re.search(rf"\b({_ELDERS})( woont| wonen| lives| live)?( in| uit)? ?$", before)
            )
            relative = (
                bool(lives)
                and bool(set(clause[: lives[-1]][-3:]) & _KIN)
                and "ik" not in clause
                and not elder
            )
            address = re.search(
                r"\b(mw|mevr|mevrouw|dhr|hr|meneer|inwoner|iemand|client|patient|gezin)\.?( uit| in|,)? ?$",
                before,
            )
            noted = not before.strip() and flat[found.end() : found.end() + 1] in {":", ",", "."}
            told = noted or elder or before.endswith(("ik ben van ", "ik ben uit "))
            if (
                (lives and not relative and not any(word in {"woonde", "vroeger"} for word in clause))
                or address
                or told
            ):
                return town, Span(found.start(), found.end())
    return None


def _relative_in_city(flat: str, words: Sequence[Word], named: tuple[str, Span] | None) -> tuple[Span, ...]:
    """The words that say a relative lives in the city, though the writer does not."""
    found = re.search(
        r"\b(moeder|vader|ouders|opa|oma|zus|broer|tante|oom|schoonmoeder|schoonvader|zoon|dochter|mother|father)\b"
        r"[^.!?]{0,40}\b(woont|wonen|lives|live)\b[^.!?]{0,25}",
        flat,
    )
    if not found:
        return ()
    near = flat[found.start() : found.end() + 20]
    if CITY.lower() in near or (named and flat[named[1].start : named[1].end] in near):
        return (Span(found.start(), found.end()),)
    return ()


def _municipality(area: PostcodeArea | None, flat: str, words: Sequence[Word], vocabulary: Vocabulary) -> str:
    if area is not None:
        return area.municipality
    elsewhere = _lives_elsewhere(flat, vocabulary)
    return elsewhere[0] if elsewhere else ""
