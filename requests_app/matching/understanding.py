"""Understand a request: its route, danger, district, kinds of help and the facts of the person.

Deterministic, without input or output: the word lists and the vocabulary are read once per process.
"""

from collections.abc import Mapping

from requests_app.matching.categories import fit_to_person
from requests_app.matching.danger import (
    CERTAIN,
    ENOUGH_WITHOUT_A_NEED,
    beside_danger,
    dangers_in,
    find_danger,
    spans_of,
)
from requests_app.matching.facts import read_person, sender_words
from requests_app.matching.findings import Danger, Finding, Understanding
from requests_app.matching.lexicon import lexicon
from requests_app.matching.needs import order_categories, score_needs
from requests_app.matching.negation import Reading
from requests_app.matching.phrase import Hit
from requests_app.matching.places import find_place
from requests_app.matching.routing import choose_route, choose_urgency
from requests_app.matching.second_opinion import second_opinion
from requests_app.matching.vocabulary import Vocabulary, stored_vocabulary
from requests_app.matching.words import split_words

__all__ = ["Danger", "Understanding", "find_danger", "understand"]


def understand(
    text: str,
    *,
    channel: str,
    postcode4: str | None = None,
    facts: Mapping | None = None,
    vocabulary: Vocabulary | None = None,
) -> Understanding:
    """All that can be read from one request, every fact with its words.

    `facts` are given beside the text: age, child_age, gender, language, mobility, availability.
    """
    vocabulary = vocabulary or stored_vocabulary()
    words = split_words(text)
    hits = lexicon().book.find(words)
    sender = sender_words(words)
    hits = [hit for hit in hits if not _told_by_sender(hit, sender)]
    reading = Reading(words, hits)
    place = find_place(text, words, postcode4, vocabulary)
    person, findings = read_person(words, hits, reading, facts)
    needs = score_needs(hits, reading)
    fit_to_person(needs, person)
    opinion = second_opinion(words)
    categories = order_categories(needs, words, frozenset(vocabulary.themes), opinion)
    enough = CERTAIN if needs.is_clear else ENOUGH_WITHOUT_A_NEED
    dangers = dangers_in(words, hits, enough=enough, opinion=opinion)
    if dangers:
        categories = beside_danger(dangers, categories, needs.scores)
    route, refer_to, why = choose_route(
        words,
        hits,
        reading,
        dangers=dangers,
        place=place,
        person=person,
        categories=categories,
        opinion=opinion,
        professional_categories=vocabulary.professional_categories,
    )
    urgency = choose_urgency(
        hits,
        reading,
        dangers,
        categories[0].slug if categories else "",
        next((finding.value for finding in why if finding.kind == "professional"), ""),
    )
    findings += why
    if place.spans:
        findings.append(Finding("district", place.district or place.municipality or "", place.spans))
    hurry = [hit for hit in hits if hit.label == f"urgency:{urgency}"]
    if hurry:
        findings.append(Finding("urgency", urgency, spans_of(words, hurry)))
    findings += [Finding("danger", danger.kind, danger.spans) for danger in dangers]
    findings += [Finding("category", category.slug, category.spans) for category in categories]
    return Understanding(
        text=text,
        route=route,
        urgency=urgency,
        categories=categories,
        district=place.district,
        postcode4=place.postcode4,
        person=person,
        danger=dangers[0] if dangers else None,
        dangers=tuple(dangers),
        refer_to=tuple(code for code in refer_to if code in vocabulary.referral_targets),
        municipality=place.municipality,
        findings=tuple(findings),
    )


def _told_by_sender(hit: Hit, sender: range) -> bool:
    """ "Wmo-consulent: …" asks for no household help, and a nurse who writes needs no nursing."""
    return hit.label.startswith(("needs:", "professional:")) and any(index in sender for index in hit.words)
