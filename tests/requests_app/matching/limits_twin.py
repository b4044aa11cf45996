"""The hard limits once more, in plain Python: the oracle that the one SQL statement is held against."""

from requests_app.matching.wish import Wish


def broken_limits(offer: dict, wish: Wish) -> set[str]:
    """Names of the limits an offer (as the files write it) does not pass for this wish."""
    person, tags = wish.person, wish.tags
    checks = {
        "category": not set(offer["categories"]) & set(wish.categories),
        "district": wish.district is not None and wish.district not in offer["districts"],
        "postcode": bool(offer["postcodes4"] and wish.postcode4)
        and wish.postcode4 not in {str(code) for code in offer["postcodes4"]},
        "age": _wrong_age(offer, wish),
        "requires_any": bool(offer["requires_any"]) and not tags & set(offer["requires_any"]),
        "requires_all": not set(offer["requires_all"]) <= tags,
        "excludes": bool(tags & set(offer["excludes"])),
        "language": person.speaks_nl == "geen"
        and bool(person.languages)
        and not set(offer["languages"]) & set(person.languages),
        "women_only": offer["women_only"] and person.gender != "v",
        "at_home": person.mobility == "aan-huis"
        and offer["mode"] not in {"thuis", "telefoon"}
        and not offer["transport_included"],
        "no_group": "geen-groep" in tags and offer["format"] in {"groep", "inloop"},
        "weekdays": _apart(offer["weekdays"], person.availability.days if person.availability else ()),
        "dayparts": _apart(offer["dayparts"], person.availability.parts if person.availability else ()),
        "waiting": wish.weeks_to_start is not None and offer["waiting_weeks"] > wish.weeks_to_start,
        "capacity": offer["capacity_free"] < 1,
    }
    return {name for name, breaks in checks.items() if breaks}


def _apart(offered, wished) -> bool:
    return bool(wished) and not set(offered) & set(wished)


def _wrong_age(offer: dict, wish: Wish) -> bool:
    person = wish.person
    age = person.age
    if offer["age_applies_to"] == "kind" and person.child_age is not None:
        age = person.child_age
    low, high = offer["age_min"] or 0, offer["age_max"] if offer["age_max"] is not None else 120
    if age is None:
        only_old = low >= 50 and "oud" not in wish.tags
        only_young = high <= 30 and offer["age_applies_to"] != "kind"
        return only_old or only_young
    return not low <= age <= high
