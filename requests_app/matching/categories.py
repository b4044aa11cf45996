"""Turn plain needs into the kinds of help that are organised for the person who asks.

The rules are told in docs/matching.md.
"""

from requests_app.matching.findings import Person
from requests_app.matching.needs import Needs


def fit_to_person(needs: Needs, person: Person) -> None:
    """Turn plain needs into the help that is organised for this person."""
    tags = frozenset(person.tags)
    is_child = (person.age is not None and person.age < 18) or (
        person.child_age is not None
        and needs.best("kind-maatje", "huiswerk-mentor", "taal-kind", "steungezin") >= 3
    )
    _for_carers(needs, tags, person)
    _for_memory(needs, tags)
    _for_loss(needs, tags)
    _for_mind(needs, tags)
    _for_body(needs, tags, is_child)
    _for_origin(needs, tags, person)
    _for_life(needs, tags)
    _for_children(needs, tags, person, is_child)
    _plain(needs, person, tags)


SOCIAL = (
    "maatje",
    "bezoek-thuis",
    "buurtontmoeting",
    "uitje-begeleiding",
    "wandelen",
    "praten",
    "psychische-steun",
)
PRACTICAL = (
    "boodschappen",
    "klussen-huis",
    "tuin",
    "opknappen",
    "administratie",
    "formulieren",
    "schulden",
    "digitale-hulp",
    "vervoer",
    "ziekenhuis-begeleiding",
    "maaltijd",
    "kleding",
    "voedselhulp",
    "reparatie",
    "huisdier",
    "huishoudhulp",
    "kindregelingen",
)


def _for_carers(needs: Needs, tags: frozenset[str], person: Person) -> None:
    if "mantelzorger" not in tags or "naaste-ggz" in tags:
        return
    if needs["groep"]:
        needs.raise_to("mantelzorg-lotgenoten", needs["groep"] + 1.5, reason=["groep"])
        needs.lower("herstelgroep", "buurtontmoeting")
    if needs["praten"] or needs["informatie"]:
        needs.raise_to(
            "mantelzorg-advies", needs.best("praten", "informatie") + 1.5, reason=["praten", "informatie"]
        )
    if needs["mantelzorg-advies"] and needs["mantelzorg-advies"] >= needs["mantelzorg-lotgenoten"]:
        needs.raise_to("mantelzorg-lotgenoten", needs["mantelzorg-advies"] * 0.62)
    if needs["mantelzorg-lotgenoten"] > needs["mantelzorg-advies"]:
        needs.raise_to("mantelzorg-advies", needs["mantelzorg-lotgenoten"] * 0.62)
    if needs["respijt"] >= 4:
        needs.lower("mantelzorg-advies", "mantelzorg-lotgenoten", "bezoek-thuis", "maatje")
    if person.age is not None and person.age < 25:
        needs.raise_to("jonge-mantelzorger", 6.5)
        needs.lower("mantelzorg-advies", "mantelzorg-lotgenoten", "kind-maatje")
    if needs.best("mantelzorg-advies", "mantelzorg-lotgenoten", "respijt") >= 4:
        needs.lower("gezinssteun", "psychische-steun", "maatje")


def _for_memory(needs: Needs, tags: frozenset[str]) -> None:
    if "nah" in tags:
        needs.raise_to(
            "nah",
            max(needs.best(*SOCIAL, "groep", "informatie", "mantelzorg-lotgenoten") + 1.5, 2.8),
            reason=SOCIAL,
        )
        needs.lower("dementie-maatje", by=0.2)
    if "dementie" not in tags:
        return
    if needs.best("informatie", "groep", "buurtontmoeting", "meedoen", "mantelzorg-lotgenoten"):
        score = needs.best("informatie", "groep", "buurtontmoeting", "meedoen", "mantelzorg-lotgenoten")
        needs.raise_to(
            "dementie-ontmoeting", score + 1.8, reason=["informatie", "groep", "buurtontmoeting", "meedoen"]
        )
        needs.lower("buurtontmoeting", "meedoen", "huisbezoek-75", by=0.4)
    if needs.best("maatje", "bezoek-thuis", "wandelen", "uitje-begeleiding", "praten"):
        score = needs.best("maatje", "bezoek-thuis", "wandelen", "uitje-begeleiding")
        needs.raise_to(
            "dementie-maatje", score + 1.8, reason=["maatje", "bezoek-thuis", "wandelen", "uitje-begeleiding"]
        )
        needs.lower("maatje", "bezoek-thuis", by=0.5)
        needs.lower("wandelen", "uitje-begeleiding", by=0.7)
    if needs["respijt"]:
        needs.raise_to("dementie-maatje", needs["respijt"] * 0.85, reason=["respijt"])
    if needs.best(*PRACTICAL, "dementie-maatje", "dementie-ontmoeting", "mantelzorg-advies") < 4:
        needs.raise_to("dementie-maatje", 2.6)
        needs.raise_to("dementie-ontmoeting", 2.5)


def _for_loss(needs: Needs, tags: frozenset[str]) -> None:
    if "palliatief" in tags:
        if needs.best("praten", "levensvragen"):
            needs.raise_to("levensvragen", needs.best("praten", "levensvragen") + 1.5, reason=["praten"])
            needs.lower("rouw", "laatste-fase", by=0.6)
        elif needs.best(*SOCIAL, "respijt", "mantelzorg-advies", "laatste-fase"):
            score = needs.best(*SOCIAL, "respijt", "mantelzorg-advies")
            needs.raise_to("laatste-fase", score + 1.5, reason=["respijt", *SOCIAL])
        if "mantelzorger" in tags:
            needs.raise_to("respijt", needs["laatste-fase"] * 0.6)
    if "rouw" in tags and needs.best("praten", "groep", "levensvragen"):
        home = needs["bezoek-thuis"] > needs["praten"] + 0.5
        needs.raise_to(
            "rouw", needs.best("praten", "groep") + (0.0 if home else 1.5), reason=["praten", "groep"]
        )
        if not home:
            needs.lower("bezoek-thuis", "maatje", by=0.6)


def _for_mind(needs: Needs, tags: frozenset[str]) -> None:
    if "naaste-ggz" in tags and needs.best(
        "praten", "groep", "informatie", "mantelzorg-advies", "naasten-ggz"
    ):
        score = needs.best(
            "praten",
            "groep",
            "informatie",
            "mantelzorg-advies",
            "maatje",
            "mantelzorg-lotgenoten",
            "naasten-ggz",
        )
        needs.raise_to("naasten-ggz", score + 2.0, reason=["praten", "groep", "informatie"])
        needs.lower(
            "gezinssteun",
            "maatje",
            "mantelzorg-advies",
            "mantelzorg-lotgenoten",
            "kind-maatje",
            "herstelgroep",
            by=0.4,
        )
        return
    if not tags & {"psychisch", "verslaving"}:
        return
    if needs.best("groep", "herstelgroep"):
        needs.raise_to("herstelgroep", needs.best("groep", "herstelgroep") + 1.0, reason=["groep"])
        needs.lower("buurtontmoeting", "maatje", "praten", by=0.6)
    company = needs.best(
        "maatje", "uitje-begeleiding", "wandelen", "psychische-steun", "praten", "bezoek-thuis"
    )
    if company and "psychisch" in tags and needs["rouw"] < company:
        if "oud" in tags and needs["bezoek-thuis"] >= company:
            needs.raise_to("psychisch-maatje", company * 0.8)
            return
        needs.raise_to(
            "psychisch-maatje",
            company + 1.5,
            reason=["maatje", "psychische-steun", "wandelen", "uitje-begeleiding", "praten"],
        )
        needs.lower("maatje", "wandelen", "uitje-begeleiding", "bezoek-thuis", by=0.45)
    elif company and "verslaving" in tags:
        needs.raise_to("psychisch-maatje", company + 0.5, reason=["maatje"])
        needs.raise_to("herstelgroep", company * 0.8)
    if needs.best("meedoen", "buurtontmoeting") >= 3 and needs["maatje"] < 4 and "psychisch" in tags:
        needs.raise_to(
            "herstelgroep",
            needs.best("meedoen", "buurtontmoeting") + 0.5,
            reason=["meedoen", "buurtontmoeting"],
        )
    if not company and needs.best(*PRACTICAL, "herstelgroep", "meedoen", "buurtontmoeting", "bewegen") < 3:
        needs.raise_to("psychisch-maatje", 2.6)


def _for_body(needs: Needs, tags: frozenset[str], is_child: bool) -> None:
    company = needs.best(
        "maatje",
        "bezoek-thuis",
        "uitje-begeleiding",
        "buurtontmoeting",
        "praten",
        "kind-maatje" if is_child else "maatje",
    )
    if "lvb" in tags and company:
        needs.raise_to("lvb", company + 1.2, reason=SOCIAL)
        needs.raise_to("maatje", company * 0.75)
        needs.lower("uitje-begeleiding", "bezoek-thuis", "cultuur", by=0.6)
    if "autisme" in tags and needs["steungezin"] < 4:
        if needs["uitje-begeleiding"] >= 4:
            needs.raise_to("autisme", needs["uitje-begeleiding"] + 0.5, reason=["uitje-begeleiding"])
            needs.lower("meedoen", "kind-maatje", by=0.5)
        elif company:
            needs.raise_to(
                "autisme", company + (0.5 if not is_child else -0.5), reason=["maatje", "kind-maatje"]
            )
            needs.lower("bezoek-thuis", by=0.5)
    if tags & {"lichamelijk", "chronisch-ziek"} and not tags & {
        "psychisch",
        "lvb",
        "nah",
        "dementie",
        "palliatief",
    }:
        if needs["maatje"] >= 4 and needs["bezoek-thuis"] < needs["maatje"]:
            needs.raise_to("lichamelijk", needs["maatje"] + 0.5, reason=["maatje"])
        elif needs["bezoek-thuis"] >= 3:
            needs.raise_to("lichamelijk", needs["bezoek-thuis"] * 0.8)
        if "lichamelijk" in tags and needs.best("uitje-begeleiding", "buurtontmoeting") >= 4:
            needs.raise_to(
                "lichamelijk",
                needs.best("uitje-begeleiding", "buurtontmoeting") * 0.85,
                reason=["uitje-begeleiding"],
            )


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
