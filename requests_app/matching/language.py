"""Which languages somebody speaks, and how much Dutch."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from requests_app.matching.danger import spans_of
from requests_app.matching.findings import Finding, Span
from requests_app.matching.phrase import Hit
from requests_app.matching.wordlists import lines, word_set
from requests_app.matching.words import Word

_ENGLISH = word_set("language.english")
_DUTCH = word_set("language.dutch")
_CULTURE_TAGS = {
    "ar": "arabisch-berbers",
    "ber": "arabisch-berbers",
    "tr": "turkstalig",
    "hns": "hindostaans",
}
_MOROCCAN = frozenset(["marokkaans", "marokkaanse", "marokko", "marokkaan", "moroccan", "riffijn"])
_ORIGIN_ONLY = word_set("language.origin-only")


@dataclass(frozen=True, slots=True)
class Language:
    """Languages beside Dutch, how much Dutch, the tags that follow, and whether an origin is told."""

    codes: tuple[str, ...]
    speaks_nl: str
    tags: frozenset[str]
    origin: bool
    findings: tuple[Finding, ...]


def read_language(words: Sequence[Word], hits: Sequence[Hit], given: str | None) -> Language:
    """From names of languages and countries, what is said about Dutch, and the language of the text."""
    spoken, origins = _language_words()
    codes: dict[str, list[Span]] = {}
    hinted: set[str] = set()
    for index, word in enumerate(words):
        span = Span(word.start, word.end)
        if word.form in spoken and not _is_about_others(words, index):
            codes.setdefault(spoken[word.form], []).append(span)
        elif word.form in origins:
            hinted.add(origins[word.form])
    labels = {hit.label for hit in hits}
    english = is_english(words)
    if given and given != "nl":
        codes.setdefault(given, [])
    codes.pop("nl", None)
    if english:
        codes.setdefault("en", [])
    if "cues:native" in labels and not given:
        return Language((), "goed", frozenset(_origin_tags(words, hinted, set())), bool(hinted), ())
    speaks_nl = "goed"
    speaks_other = any(
        word.form in {"spreekt", "spreek", "spreken"}
        and any(near.form in spoken for near in words[index + 1 : index + 4])
        for index, word in enumerate(words)
    )
    if "cues:says-nothing-dutch" in labels or (
        speaks_other
        and "cues:some-dutch" not in labels
        and not any(word.form in {"nederlands", "dutch"} for word in words)
        and not any(word.form in {"thuis", "we", "wij"} for word in words)
    ):
        speaks_nl = "geen"
    elif "cues:some-dutch" in labels or english or (given and given != "nl") or set(codes) - {"en"}:
        speaks_nl = "beetje"
    if speaks_nl == "geen" and not codes:
        codes.update((code, []) for code in hinted)
    tags = _origin_tags(words, hinted, set(codes))
    if speaks_nl != "goed":
        tags.add("anderstalig")
    if speaks_nl == "geen":
        tags.add("geen-nederlands")
    if any(hit.label in {"tags:statushouder", "tags:oekraine"} for hit in hits):
        tags.add("anderstalig")
    findings = [Finding("language", code, tuple(spans)) for code, spans in codes.items() if spans]
    for label in ("cues:says-nothing-dutch", "cues:some-dutch"):
        told = [hit for hit in hits if hit.label == label]
        if told:
            findings.append(Finding("speaks_nl", speaks_nl, spans_of(words, told)))
    origin = bool(hinted or set(codes) - {"en"} or {word.form for word in words} & _ORIGIN_ONLY)
    return Language(tuple(codes), speaks_nl, frozenset(tags), origin, tuple(findings))


def is_english(words: Sequence[Word]) -> bool:
    """Whether the text is written in English."""
    english = sum(word.form in _ENGLISH for word in words)
    dutch = sum(word.form in _DUTCH for word in words)
    return english > dutch + 1


def _is_about_others(words: Sequence[Word], index: int) -> bool:
    """ "English lessons", "Engels leren": a language to learn is not one that is spoken."""
    near = {word.form for word in words[max(0, index - 3) : index + 3]}
    return bool(near & {"leren", "les", "lessen", "learn", "cursus", "eten", "restaurant", "huiswerk", "vak"})


def _origin_tags(words: Sequence[Word], hinted: set[str], codes: set[str]) -> set[str]:
    tags = {_CULTURE_TAGS[code] for code in codes | (hinted & {"tr", "hns"}) if code in _CULTURE_TAGS}
    if any(word.form in _MOROCCAN for word in words):
        tags.add("arabisch-berbers")
    if "ar" in hinted:
        tags.add("arabisch-berbers")
    return tags


@lru_cache(maxsize=1)
def _language_words() -> tuple[dict[str, str], dict[str, str]]:
    spoken: dict[str, str] = {}
    origins: dict[str, str] = {}
    for line in lines("languages"):
        words, _, hints = line.partition("|")
        code, *names = words.split()
        spoken.update(
            (name, code) for form in names for name in (form.replace("-", ""), form) if "-" not in name
        )
        origins.update((hint, code) for hint in hints.split())
    return spoken, origins
