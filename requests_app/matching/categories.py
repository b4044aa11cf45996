"""Turn plain needs into the kinds of help that are organised for the person who asks.

The rules are told in docs/matching.md.
"""

from requests_app.matching.care_needs import (
    PRACTICAL,
    SOCIAL,
    for_body,
    for_carers,
    for_loss,
    for_memory,
    for_mind,
)
from requests_app.matching.findings import Person
from requests_app.matching.needs import Needs


def fit_to_person(needs: Needs, person: Person) -> None:
    """Turn plain needs into the help that is organised for this person."""
    tags = frozenset(person.tags)
    is_child = (person.age is not None and person.age < 18) or (
        person.child_age is not None
        and needs.best("kind-maatje", "huiswerk-mentor", "taal-kind", "steungezin") >= 3
    )
    for_carers(needs, tags, person)
    for_memory(needs, tags)
    for_loss(needs, tags)
    for_mind(needs, tags)
    for_body(needs, tags, is_child)
    _for_origin(needs, tags, person)
    _for_life(needs, tags)
    _for_children(needs, tags, person, is_child)
    _plain(needs, person, tags)


def _for_origin(needs: Needs, tags: frozenset[str], person: Person) -> None:
    company = needs.best(*SOCIAL, "groep", "informatie")
    if "ongedocumenteerd" in tags:
        urgent = needs["voedselhulp"] >= 4
        needs.raise_to(
            "ongedocumenteerd",
            (needs["voedselhulp"] - 0.5) if urgent else max(company, needs.best(*PRACTICAL), 3.0) + 1.0,
            reason=["buurtontmoeting", "formulieren"],
        )
        needs.lower("dakloos", "nieuwkomer-wegwijs", by=0.5)
        return
    if "oekraine" in tags:
        needs.raise_to(
            "oekraine",
            max(company, needs.best("nieuwkomer-wegwijs", "taal-oefenen", "formulieren"), 3.0) + 1.0,
            reason=SOCIAL,
        )
        needs.lower("nieuwkomer-wegwijs", "maatje", "kind-maatje", "migrantenouderen", by=0.6)
        return
    if "statushouder" in tags and (company or needs["formulieren"]) and needs["taal-oefenen"] < 4:
        needs.raise_to(
            "nieuwkomer-wegwijs",
            needs.best(*SOCIAL, "formulieren") + 1.0,
            reason=["maatje", "formulieren", "praten"],
        )
        needs.lower("maatje", "bezoek-thuis", by=0.6)
    if "lhbti" in tags:
        needs.raise_to(
            "lhbti",
            max(company, needs.best("nieuwkomer-wegwijs", "cultuur", "samen-eten"), 2.5) + 1.5,
            reason=SOCIAL,
        )
        needs.lower("maatje", "praten", "rouw", "buurtontmoeting", by=0.4)
        needs.raise_to("bezoek-thuis", needs["lhbti"] * 0.62 if person.mobility == "aan-huis" else 0.0)
        if "nieuwkomer" in tags:
            needs.raise_to("nieuwkomer-wegwijs", needs["lhbti"] * 0.7)
    if "migrant-ouder" in tags and needs.best(
        "bezoek-thuis", "buurtontmoeting", "maatje", "groep", "praten", "digitale-hulp"
    ):
        score = needs.best("bezoek-thuis", "buurtontmoeting", "maatje", "groep", "praten")
        needs.raise_to(
            "migrantenouderen",
            max(score + 1.0, needs["digitale-hulp"] * 0.8),
            reason=["bezoek-thuis", "buurtontmoeting", "maatje"],
        )
        needs.lower("maatje", "taal-oefenen", by=0.6)


def _for_life(needs: Needs, tags: frozenset[str]) -> None:
    company = needs.best(*SOCIAL)
    if "ex-detentie" in tags:
        needs.raise_to("detentie", max(company, 3.0) + 1.0, reason=["maatje"])
    if "dakloos" in tags and "ongedocumenteerd" not in tags:
        needs.raise_to("dakloos", max(company, needs.best("samen-eten", "maatje"), 3.0) + 1.0, reason=SOCIAL)


def _for_children(needs: Needs, tags: frozenset[str], person: Person, is_child: bool) -> None:
    if person.child_age is None and not is_child:
        if "gezin" not in tags:
            needs.lower("kindregelingen", by=0.4)
        if person.age is not None:
            needs.lower("kind-maatje", "huiswerk-mentor", by=0.4)
        return
    if is_child and needs["maatje"] >= 3 and (needs["kind-maatje"] or person.child_age is not None):
        needs.raise_to("kind-maatje", max(needs["maatje"], needs["kind-maatje"]) + 0.5, reason=["maatje"])
        needs.lower("maatje", "bezoek-thuis", by=0.4)
    if person.age is not None and person.age < 18 and needs["praten"]:
        needs.raise_to("kind-maatje", needs["praten"] + 0.5, reason=["praten"])
    if (
        needs["taal-kind"]
        and needs["taal-oefenen"]
        and needs["gezinssteun"] < 4
        and (person.age is None or person.age < 18)
    ):
        needs.raise_to("taal-kind", needs["taal-oefenen"] + 1.0, reason=["taal-oefenen"])
        needs.lower("taal-oefenen", by=0.3)
    if needs["taal-kind"] >= 4:
        needs.lower("taal-oefenen", "bezoek-thuis", "gezinssteun", by=0.4)
    if needs["kindregelingen"] >= 4:
        needs.lower("kind-maatje", "bewegen", "digitale-hulp", by=0.4)
    if needs["steungezin"] >= 4:
        needs.lower("gezinssteun", by=0.7)
        needs.raise_to("kind-maatje", needs["steungezin"] * 0.6)
    if needs["huiswerk-mentor"] >= 4:
        needs.lower("kind-maatje", by=0.55)
    if (
        person.child_age is not None
        and person.child_age <= 7
        and needs.best("praten", "groep")
        and needs["kind-maatje"] < 3
    ):
        needs.raise_to("gezinssteun", needs.best("praten", "groep"), reason=["praten"])


def _plain(needs: Needs, person: Person, tags: frozenset[str]) -> None:
    """Needs that no group of people explains."""
    if needs["praten"]:
        housebound = person.mobility == "aan-huis" or "oud" in tags
        needs.raise_to("bezoek-thuis" if housebound else "maatje", needs["praten"] * 0.8, reason=["praten"])
    if needs["groep"]:
        needs.raise_to("buurtontmoeting", needs["groep"] * 0.6, reason=["groep"])
    if needs["psychische-steun"]:
        needs.raise_to("psychisch-maatje", needs["psychische-steun"] * 0.6, reason=["psychische-steun"])
    if (
        "oud" in tags
        and needs["bezoek-thuis"]
        and needs["maatje"]
        and needs["bezoek-thuis"] >= needs["maatje"] - 1.5
    ):
        needs.lower("maatje", by=0.7)
    if needs["samen-eten"] >= 4:
        needs.lower("maatje", "bezoek-thuis", by=0.55)
        if needs["buurtontmoeting"] < needs["samen-eten"] - 1:
            needs.lower("buurtontmoeting", by=0.6)
    if needs["belcontact"] >= 4:
        needs.lower("bezoek-thuis", by=0.6)
    if needs["meedoen"] >= 5:
        needs.lower("klussen-huis", by=0.6)
    if needs["uitje-begeleiding"] >= 5 and needs["ziekenhuis-begeleiding"] < 5:
        needs.lower("vervoer", by=0.7)
    if needs.best(*PRACTICAL) >= 5:
        strongest = needs.best(*PRACTICAL)
        if needs["maatje"] < 4:
            needs.lower("maatje", by=0.5)
        if needs["bezoek-thuis"] < strongest * 0.6:
            needs.lower("bezoek-thuis", by=0.6)
