"""Whose age is told: the person helped, the child, or somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from requests_app.matching.findings import Span
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word

CHILD_UNTIL = 18
OLDEST = 109

_CHILD = word_set("ages.child")
_KIN = word_set("ages.kin")
_CLIENT = word_set("ages.client")
_SELF = frozenset({"ik", "ben", "im", "am", "i", "zelf"})
_DURATION_BEFORE = word_set("ages.duration-before")
_DURATION_AFTER = word_set("ages.duration-after")
_YEARS = frozenset(["jaar", "jr", "jaren", "jarige", "jarig", "years", "year", "yrs", "yo", "oud", "old"])
_UNITS = word_set("ages.units")
_DECADES = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
_ONES = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9}
_SMALL = _ONES | {
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
}
_WRITTEN = (
    _DECADES
    | {f"{one}en{ten}": value + number for ten, value in _DECADES.items() for one, number in _ONES.items()}
    | _SMALL
)
_LIFE_STAGES = {
    "baby": 0,
    "zuigeling": 0,
    "dreumes": 1,
    "peuter": 3,
    "kleuter": 5,
    "brugklasser": 12,
    "brugklas": 12,
    "toddler": 2,
    "newborn": 0,
    "huilbaby": 0,
}


@dataclass(frozen=True, slots=True)
class Age:
    """One age in the text and whose it is: self, child, kin or client."""

    years: int
    whose: str
    span: Span


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages that matter: of the adult (or young person) helped and of the child."""

    adult: Age | None = None
    child: Age | None = None


def find_ages(words: Sequence[Word]) -> list[Age]:
    """Every age told, not the durations: "mijn moeder van 84", "ben 61", "al 4 jaar" is none."""
    found = []
    for index, word in enumerate(words):
        years = _number(words, index)
        if years is None or not _is_age(words, index, years):
            continue
        found.append(Age(years, _whose(words, index, years), Span(word.start, word.end)))
    return found


def read_ages(words: Sequence[Word]) -> Ages:
    """The age of the person helped and of the child; someone else's age is left out."""
    found = find_ages(words)
    grown = [age for age in found if age.years >= CHILD_UNTIL]
    young = [age for age in found if age.years < CHILD_UNTIL]
    child = young[0] if young else _child_by_stage(words)
    adult = None
    for whose in ("kin", "client", "self", "child"):
        adult = next((age for age in grown if age.whose == whose), None)
        if adult:
            break
    own = next((age for age in grown if age.whose == "self"), None)
    if own and adult and adult.whose == "kin" and (adult.years < own.years - 15 and adult.years < 30):
        adult = own
    if adult is None and child and child.whose == "self":
        adult = child
    return Ages(adult, child)


def _number(words: Sequence[Word], index: int) -> int | None:
    form = words[index].form
    after = words[index + 1] if index + 1 < len(words) else None
    if (
        form.isdigit()
        and after
        and after.form in {"er", "ers", "ster"}
        and after.start == words[index].end + 1
    ):
        return int(form) + 3  # "een 50-er": somewhere in that decade
    if form.isdigit() and len(form) <= 3:
        return int(form)
    if (
        form.endswith(("jarige", "jarig", "jr"))
        and form.removesuffix("e").removesuffix("jarig").removesuffix("jr").isdigit()
    ):
        return int(form.removesuffix("e").removesuffix("jarig").removesuffix("jr"))
    if form.endswith(("er", "plusser")) and form[:2].isdigit() and "plus" in form:
        return int(form[:2])
    if form in _WRITTEN:
        following = words[index + 1].form if index + 1 < len(words) else ""
        if form in _ONES and following not in _YEARS:
            return None
        return _WRITTEN[form]
    return None


def _is_age(words: Sequence[Word], index: int, years: int) -> bool:
    if not 0 <= years <= OLDEST:
        return False
    form = words[index].form
    before = words[index - 1].form if index else ""
    earlier = words[index - 2].form if index > 1 else ""
    after = words[index + 1].form if index + 1 < len(words) else ""
    later = words[index + 2].form if index + 2 < len(words) else ""
    people = _CHILD | _KIN | _CLIENT | _SELF
    if form.endswith(("jarige", "jarig", "jr", "plusser")) and not form.isdigit():
        return True
    if after in {"er", "ers", "ster"} and words[index + 1].start == words[index].end + 1:
        return True
    if after in _UNITS or (after == "x"):
        return after == "kids" and False
    if (
        before
        in {
            "vmbo",
            "groep",
            "nummer",
            "nr",
            "postcode",
            "huisnummer",
            "klas",
            "lijn",
            "tel",
            "kamer",
            "om",
            "ca",
        }
        and after not in _YEARS
    ):
        return False
    if after in _YEARS:
        if after in {"jarige", "jarig", "yo", "jr", "oud", "old"} or later in {"oud", "old", "jong"}:
            return True
        if later in _DURATION_AFTER:
            return (
                before in {"ben", "is", "van"}
                and later in {"alleen", "in", "zonder", "ziek", "bij", "voor"}
                and words[index + 1].clause != words[index + 2].clause
            )
        if before in _DURATION_BEFORE and before != "bijna":
            return False
        return years > 3 or before in people or before in {"van", "is", "ben"}
    if before in {
        "van",
        "is",
        "ben",
        "im",
        "am",
        "leeftijd",
        "age",
        "aged",
        "was",
        "wordt",
        "word",
        "bijna",
        "net",
        "pas",
        "boven",
    }:
        if before == "is" and earlier not in people | {"zij", "hij", "nu", "he", "she", "ze", "die", "hier"}:
            return False
        if before in {"net", "pas", "wordt", "word", "was"} and years < 4:
            return False
        if before == "van":
            return earlier in people or _person_near(words, index - 2)
        return years >= 4 or before in {"van", "is"}
    if before == "zn" or (before == "zijn" and after == "e"):
        return False
    if before in people or (
        before in {"jaar", "mij", "wij", "ouders", "allebei", "beiden", "beide", "tussen", "en"}
        and _person_near(words, index - 2)
    ):
        return years >= 16 or before in _CHILD | _SELF or years >= 4 or before == "en"
    if words[index].clause != (words[index - 1].clause if index else -1) and index:
        # After a comma or between brackets: "Mw, 51, zoekt", "mijn vader (83)", "buurvrouw (bijna 90)".
        alone = after == "" or words[index + 1].clause != words[index].clause
        return alone and years >= 4 and (_person_near(words, index - 1) or years >= 18)
    if index == 0 or before in {"x"}:
        return after in _YEARS
    return False


def _person_near(words: Sequence[Word], index: int, reach: int = 4) -> bool:
    people = _CHILD | _KIN | _CLIENT | _SELF
    return any(word.form in people for word in words[max(0, index - reach) : index + 1])


def _whose(words: Sequence[Word], index: int, years: int) -> str:
    """The nearest person before the number, or right after it ("84-jarige moeder")."""
    for word in words[index + 1 : index + 4]:
        if words[index].form.endswith("jarige") or (
            words[index + 1].form in {"jarige", "jaar"} and word.form not in _YEARS
        ):
            if word.form in _CHILD and years < 30:
                return "child"
            if word.form in _KIN and "mijn" not in {word.form}:
                return "kin" if _is_mine(words) else "client"
    for word in reversed(words[max(0, index - 6) : index]):
        if word.sentence != words[index].sentence:
            break
        if word.form in {"ben", "im", "am", "ik", "i"}:
            return "self"
        if word.form in _CHILD and years < 30:
            return "child"
        if word.form in _KIN:
            return "kin" if _is_mine(words) else "client"
        if word.form in _CLIENT:
            return "client"
    return "child" if years < 12 else ("self" if _is_mine(words) else "client")


def _is_mine(words: Sequence[Word]) -> bool:
    return any(word.form in {"ik", "mijn", "my", "i", "onze", "wij", "we", "haar"} for word in words)


def _child_by_stage(words: Sequence[Word]) -> Age | None:
    for index, word in enumerate(words):
        after = words[index + 1].form if index + 1 < len(words) else ""
        if word.form in _LIFE_STAGES:
            return Age(_LIFE_STAGES[word.form], "child", Span(word.start, word.end))
        if word.form == "groep" and after.isdigit() and 1 <= int(after) <= 8:
            return Age(int(after) + 3, "child", Span(word.start, words[index + 1].end))
        if (
            word.form.isdigit()
            and after in {"maanden", "maand", "weken", "months", "weeks"}
            and any(near.form in _CHILD for near in words[max(0, index - 4) : index + 5])
        ):
            return Age(0, "child", Span(word.start, words[index + 1].end))
    return None
