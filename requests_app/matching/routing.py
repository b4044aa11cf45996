"""Who should help: volunteers, a professional, the emergency services, or another municipality."""

from collections.abc import Sequence

from requests_app.matching.danger import spans_at, spans_of
from requests_app.matching.findings import Danger, Finding, FoundCategory, Person, Route, Urgency
from requests_app.matching.lexicon import lexicon
from requests_app.matching.negation import Reading
from requests_app.matching.phrase import Hit
from requests_app.matching.places import Place
from requests_app.matching.second_opinion import PROFESSIONAL, Opinion, chance_beside
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word

CERTAIN = 5.0
LIKELY = 0.3  # the chance from which the second opinion alone says that it is professional work
OVERRULED = 0.15  # the chance below which the phrases alone do not say so
OUTSIDE_TARGET = "gemeente-elders"
CALL_BACK = "ambassadeur"
# A note beside the main question is no reason to send everything on: these need to be the main question.
_ONLY_WHEN_MAIN = {"household": "huishoudhulp", "personal-care": "huishoudhulp"}


def choose_route(
    words: Sequence[Word],
    hits: Sequence[Hit],
    reading: Reading,
    *,
    dangers: Sequence[Danger],
    place: Place,
    person: Person,
    categories: Sequence[FoundCategory],
    opinion: Opinion,
    professional_categories: frozenset[str],
) -> tuple[str, tuple[str, ...], list[Finding]]:
    """The route, the referral targets that belong to it, and the words it was read from."""
    if dangers:
        codes = [code for danger in dangers for code in danger.refer_to]
        return Route.EMERGENCY, tuple(dict.fromkeys(codes)), []
    if place.municipality is not None:
        return Route.OUTSIDE_AREA, (OUTSIDE_TARGET,), []
    chance = opinion.all_of(PROFESSIONAL)
    reasons = professional_reasons(words, hits, reading, categories)
    told_at = (hit.words[0] for _, found in reasons for hit in found)
    if reasons and chance_beside(PROFESSIONAL, opinion, told_at) >= OVERRULED:
        codes = [
            code for reason, _ in reasons for code in lexicon().sections[f"professional:{reason}"].refer_to
        ]
        findings = [Finding("professional", reason, spans_of(words, found)) for reason, found in reasons]
        return Route.PROFESSIONAL, tuple(dict.fromkeys(codes)), findings
    if chance >= LIKELY and (not categories or chance > opinion.of(categories[0].slug)):
        reason = opinion.likeliest(PROFESSIONAL)
        spans = spans_at(words, opinion.told_by(PROFESSIONAL + reason))
        refer_to = lexicon().sections[PROFESSIONAL + reason].refer_to
        return Route.PROFESSIONAL, refer_to, [Finding("professional", reason, spans)]
    if not categories:
        return Route.PROFESSIONAL, (CALL_BACK,), []  # nobody can tell what is asked: somebody calls back
    if categories[0].slug in professional_categories:
        return Route.PROFESSIONAL, ("buurtteam",), []
    return Route.VOLUNTEER, (), []


def professional_reasons(
    words: Sequence[Word], hits: Sequence[Hit], reading: Reading, categories: Sequence[FoundCategory]
) -> list[tuple[str, list[Hit]]]:
    """Why this belongs to professionals, with the phrases that say so; empty when it does not."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.label.startswith("professional:") and not reading.is_denied(hit) and not reading.is_past(hit):
            found.setdefault(hit.label.removeprefix("professional:"), []).append(hit)
    main = categories[0].slug if categories else ""
    reasons = []
    for reason, told in found.items():
        weak = {hit.phrase.source for hit in told}
        if max(hit.weight for hit in told) < CERTAIN and len(weak) < 2:
            continue
        needed = _ONLY_WHEN_MAIN.get(reason)
        if needed and main != needed:
            continue
        reasons.append((reason, told))
    return reasons


def choose_urgency(
    hits: Sequence[Hit], reading: Reading, dangers: Sequence[Danger], main: str, professional: str = ""
) -> str:
    """How soon help must start: what the words say, or what is usual for the main need."""
    if dangers:
        return Urgency.CRISIS
    for level in (Urgency.URGENT, Urgency.SOON):
        if {main, professional} & word_set(f"urgency.{level}"):
            return level
        if any(hit.label == f"urgency:{level}" and not reading.is_denied(hit) for hit in hits):
            return level
    return Urgency.NORMAL
