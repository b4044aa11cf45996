"""The kinds of help for who is ill, cares for somebody, forgets, or has lost somebody."""

from requests_app.matching.findings import Person
from requests_app.matching.needs import Needs

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


def for_carers(needs: Needs, tags: frozenset[str], person: Person) -> None:
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


def for_memory(needs: Needs, tags: frozenset[str]) -> None:
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


def for_loss(needs: Needs, tags: frozenset[str]) -> None:
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


def for_mind(needs: Needs, tags: frozenset[str]) -> None:
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


def for_body(needs: Needs, tags: frozenset[str], is_child: bool) -> None:
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
