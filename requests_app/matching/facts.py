"""The facts of the person helped, read from the words and from what was filled in beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from requests_app.matching.ages import read_ages
from requests_app.matching.availability import find_availability
from requests_app.matching.danger import spans_of
from requests_app.matching.findings import OLD_FROM, Availability, Finding, Person, Span
from requests_app.matching.language import read_language
from requests_app.matching.negation import Reading
from requests_app.matching.phrase import Hit
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word

_GONE = frozenset(
    ["overleden", "gestorven", "dood", "overleed", "stierf", "died", "passed", "overlijden", "begraven"]
)
_FEMALE = word_set("facts.female")
_MALE = word_set("facts.male")
_SENDERS = word_set("facts.senders")
LONGEST_SENDER = 5


@dataclass(slots=True)
class _Notes:
    tags: dict[str, list[Hit]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_person(
    words: Sequence[Word], hits: Sequence[Hit], reading: Reading, facts: Mapping | None
) -> tuple[Person, list[Finding]]:
    """The person and where each fact was read; a fact that was filled in goes before one that was read."""
    given = dict(facts or {})
    notes = _Notes()
    _read_tags(words, hits, reading, notes)
    ages = read_ages(words)
    age = given.get("age", ages.adult.years if ages.adult else None)
    child_age = given.get("child_age", ages.child.years if ages.child else None)
    if age is not None and age < 18 and child_age is None:
        child_age = age
    if ages.adult:
        notes.findings.append(Finding("age", str(ages.adult.years), (ages.adult.span,)))
    if ages.child:
        notes.findings.append(Finding("child_age", str(ages.child.years), (ages.child.span,)))

    language = read_language(words, hits, given.get("language"))
    notes.findings += language.findings
    if "naaste-ggz" in notes.tags:
        notes.tags.pop("psychisch", None)  # the relative's illness, not the asker's
    tags = set(notes.tags) | set(language.tags)
    mobility, mobility_spans = _mobility(words, hits, tags, given.get("mobility"))
    if mobility_spans:
        notes.findings.append(Finding("mobility", mobility, mobility_spans))
    gender, gender_spans = _gender(words, given.get("gender"))
    if gender_spans:
        notes.findings.append(Finding("gender", gender or "", gender_spans))
    availability, when = _availability(words, given.get("availability"))
    if when and availability:
        notes.findings.append(
            Finding("availability", " ".join((*availability.days, *availability.parts)), when)
        )
    tags |= _derived_tags(tags, age, child_age, mobility, language.origin)
    person = Person(
        age=age,
        child_age=child_age,
        languages=language.codes,
        speaks_nl=language.speaks_nl,
        mobility=mobility,
        gender=gender,
        availability=availability,
        tags=tuple(sorted(tags)),
        alone=any(hit.label == "cues:alone" for hit in hits) or None,
    )
    notes.findings += [
        Finding("tag", tag, spans_of(words, found)) for tag, found in sorted(notes.tags.items())
    ]
    return person, notes.findings


def _read_tags(words: Sequence[Word], hits: Sequence[Hit], reading: Reading, notes: _Notes) -> None:
    strength: dict[str, float] = {}
    sender = sender_words(words)
    for hit in hits:
        if not hit.label.startswith("tags:"):
            continue
        tag = hit.label.removeprefix("tags:")
        if tag in {"psychisch", "naaste-ggz", "mantelzorger"} and any(index in sender for index in hit.words):
            continue
        if reading.is_denied(hit) or (
            reading.is_past(hit) and tag not in {"ex-detentie", "nah", "verslaving", "psychisch"}
        ):
            continue
        if tag in {
            "dementie",
            "palliatief",
            "lichamelijk",
            "chronisch-ziek",
            "psychisch",
        } and _about_the_dead(words, hit):
            continue
        strength[tag] = strength.get(tag, 0) + hit.weight
        notes.tags.setdefault(tag, []).append(hit)
    for tag, weight in strength.items():
        if weight < 3:
            del notes.tags[tag]


def sender_words(words: Sequence[Word]) -> range:
    """The words before the first colon of a note ("GZ-psycholoog: …"): who writes, not who needs help."""
    if len(words) > 1 and words[0].clause == 0:
        length = next((index for index, word in enumerate(words) if word.clause != 0), len(words))
        if length <= LONGEST_SENDER and any(word.form.endswith(tuple(_SENDERS)) for word in words[:length]):
            return range(length)
    return range(0)


def _about_the_dead(words: Sequence[Word], hit: Hit) -> bool:
    clause = words[hit.words[0]].clause
    return any(word.form in _GONE for word in words if word.clause == clause)


def _mobility(
    words: Sequence[Word], hits: Sequence[Hit], tags: set[str], given: str | None
) -> tuple[str, tuple[Span, ...]]:
    housebound = [hit for hit in hits if hit.label == "cues:housebound"]
    if given:
        return given, ()
    if "rolstoel" in tags:
        return "rolstoel", ()
    if housebound:
        return "aan-huis", spans_of(words, housebound)
    if {"rollator", "slecht-ter-been"} & tags:
        return "slecht-ter-been", ()
    return "goed", ()


def _gender(words: Sequence[Word], given: str | None) -> tuple[str | None, tuple[Span, ...]]:
    """The first person named: in a note that is nearly always the person helped."""
    if given:
        return given, ()
    for index, word in enumerate(words):
        before = words[index - 1].form if index else ""
        if before in {"mijn", "my", "haar", "zijn", "hun"} and word.form in {
            "man",
            "vrouw",
            "vriend",
            "vriendin",
        }:
            continue
        if word.form in _FEMALE:
            return "v", (Span(word.start, word.end),)
        if word.form in _MALE:
            return "m", (Span(word.start, word.end),)
    return None, ()


def _availability(
    words: Sequence[Word], given: Mapping | None
) -> tuple[Availability | None, tuple[Span, ...]]:
    if given:
        return Availability(tuple(given.get("days") or ()), tuple(given.get("parts") or ())), ()
    return find_availability(words)


def _derived_tags(
    tags: set[str], age: int | None, child_age: int | None, mobility: str, origin: bool
) -> set[str]:
    derived = set()
    if age is not None and age >= OLD_FROM:
        derived.add("oud")
    if mobility in {"slecht-ter-been", "rolstoel"}:
        derived.add(mobility)
    if "rollator" in tags:
        derived.add("slecht-ter-been")
    if child_age is not None and child_age < 18 and (age is None or age >= 18):
        derived.add("gezin")
        if child_age <= 7:
            derived.add("ouder-jong-kind")
    if tags & {"statushouder", "oekraine"}:
        derived.add("nieuwkomer")
    if (
        tags & {"arabisch-berbers", "turkstalig", "hindostaans", "anderstalig"}
        and origin
        and ((age is not None and age >= 55) or "oud" in tags)
    ):
        derived.add("migrant-ouder")
    return derived
