"""How often the matcher is right, on labelled requests (format: network/data/README.md)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from requests_app.matching.advice import Advice, advise
from requests_app.matching.findings import Person, Route
from requests_app.matching.ranking import shortlist
from requests_app.matching.understanding import understand
from requests_app.matching.vocabulary import Vocabulary
from requests_app.matching.wish import WEEKS_TO_START, Wish

MODES = ("text", "facts")
CHANNELS = frozenset({"online", "phone", "neighbourhood", "professional"})
ROUTES = frozenset({Route.VOLUNTEER, Route.PROFESSIONAL, Route.EMERGENCY, Route.OUTSIDE_AREA})


class BadFileError(ValueError):
    """The file does not hold labelled requests; the message names the line."""


@dataclass(frozen=True, slots=True)
class LabelledRequest:
    """What the matcher may see (channel, text, postcode4, facts), and apart from it what is right."""

    name: str
    channel: str
    text: str
    postcode4: str | None
    facts: dict | None
    expected: dict


@dataclass(frozen=True, slots=True)
class Result:
    """One request in one mode: what was advised and how it counts."""

    request: LabelledRequest
    route: str
    categories: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def wants_offer(self) -> bool:
        return self.request.expected["route"] == Route.VOLUNTEER

    @property
    def right_route(self) -> bool:
        return self.route == self.request.expected["route"]

    @property
    def first_acceptable(self) -> bool:
        return bool(self.shown) and self.shown[0] in self.request.expected["acceptable_offers"]

    @property
    def any_acceptable(self) -> bool:
        return bool(set(self.shown) & set(self.request.expected["acceptable_offers"]))

    @property
    def unacceptable(self) -> tuple[str, ...]:
        """Shown, and neither acceptable nor neutral."""
        expected = self.request.expected
        fine = {*expected["acceptable_offers"], *expected.get("also_possible_offers", ())}
        return tuple(offer for offer in self.shown if offer not in fine)


def read_requests(path: Path) -> list[LabelledRequest]:
    """The labelled requests of a file; raises BadFileError naming the line of the first mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path}: cannot be read ({error}).") from error
    requests = [
        _request(line, f"{path}, line {number}")
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    if not requests:
        raise BadFileError(f"{path}: holds no request.")
    return requests


def evaluate(
    requests: Sequence[LabelledRequest], mode: str, *, vocabulary: Vocabulary, at: datetime
) -> list[Result]:
    """The results in one mode: from the text alone, or with the facts an ambassador would have confirmed."""
    return [_result(request, mode, vocabulary, at) for request in requests]


def figures(results: Sequence[Result]) -> dict[str, float | None]:
    """The nine figures, 0 to 1; None where nothing can be counted."""
    expected = [result.request.expected for result in results]
    is_emergency = [labels["route"] == Route.EMERGENCY for labels in expected]
    said_emergency = [result.route == Route.EMERGENCY for result in results]
    outside = [result for result in results if result.request.expected["route"] == Route.OUTSIDE_AREA]
    asked = [result for result in results if result.request.expected["categories"]]
    wanting = [result for result in results if result.wants_offer]
    shown = [offer for result in wanting for offer in result.shown]
    both = sum(truly and said for truly, said in zip(is_emergency, said_emergency, strict=True))
    return {
        "route_accuracy": _share(sum(result.right_route for result in results), len(results)),
        "emergency_recall": _share(both, sum(is_emergency)),
        "emergency_precision": _share(both, sum(said_emergency)),
        "outside_accuracy": _share(sum(result.right_route for result in outside), len(outside)),
        "category_top1": _share(sum(_main(result) in result.categories[:1] for result in asked), len(asked)),
        "category_top3": _share(sum(_main(result) in result.categories[:3] for result in asked), len(asked)),
        "first_acceptable": _share(sum(result.first_acceptable for result in wanting), len(wanting)),
        "first3_acceptable": _share(sum(result.any_acceptable for result in wanting), len(wanting)),
        "unacceptable_share": _share(sum(len(result.unacceptable) for result in wanting), len(shown)),
    }


def detail(result: Result) -> str:
    """One line: what was suggested, and why it counts as right or wrong."""
    expected = result.request.expected
    if not result.right_route:
        verdict = f"wrong route, expected {expected['route']}"
    elif not result.wants_offer:
        verdict = "right route"
    elif result.first_acceptable:
        verdict = "first is acceptable"
    elif result.any_acceptable:
        verdict = f"first is not acceptable ({', '.join(expected['acceptable_offers'][:3])}), one of three is"
    else:
        verdict = f"none of three is acceptable ({', '.join(expected['acceptable_offers'][:3])})"
    if result.wants_offer and result.unacceptable:
        verdict += f"; unacceptable: {', '.join(result.unacceptable)}"
    return f"{result.request.name}: {result.route} [{', '.join(result.shown) or '-'}] {verdict}"


def _result(request: LabelledRequest, mode: str, vocabulary: Vocabulary, at: datetime) -> Result:
    understood = understand(
        request.text,
        channel=request.channel,
        postcode4=request.postcode4,
        facts=request.facts,
        vocabulary=vocabulary,
    )
    wish = Wish.from_understanding(understood)
    if mode == "facts":
        wish = _confirmed(wish, request)
    advice: Advice = advise(understood, wish, at)
    shown = tuple(suggestion.slug for suggestion in shortlist(advice.suggestions))
    return Result(request, advice.route, wish.categories, shown)


def _confirmed(wish: Wish, request: LabelledRequest) -> Wish:
    expected = request.expected
    return replace(
        wish,
        categories=tuple(expected["categories"]),
        district=expected["district"],
        postcode4=request.postcode4,
        urgency=expected["urgency"],
        person=Person.from_mapping(expected["person"]),
    )


def _main(result: Result) -> str:
    return result.request.expected["categories"][0]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _request(line: str, where: str) -> LabelledRequest:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadFileError(f"{where}: is not JSON ({error.msg}).") from error
    problem = next(_problems(row), None)
    if problem:
        raise BadFileError(f"{where}: {problem}.")
    return LabelledRequest(
        str(row.get("id", where)),
        row["channel"],
        row["text"],
        row.get("postcode4"),
        row.get("facts"),
        row["expected"],
    )


def _problems(row: object) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "is not an object"
        return
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        yield '"text" is missing or empty'
    if row.get("channel") not in CHANNELS:
        yield f'"channel" is {row.get("channel")!r}, not one of {", ".join(sorted(CHANNELS))}'
    if not isinstance(row.get("postcode4"), str | None):
        yield '"postcode4" is no text'
    if not isinstance(row.get("facts"), dict | None):
        yield '"facts" is no object'
    expected = row.get("expected")
    if not isinstance(expected, dict):
        yield '"expected" is missing'
        return
    if expected.get("route") not in ROUTES:
        yield f'"expected.route" is {expected.get("route")!r}, not one of {", ".join(sorted(ROUTES))}'
    if expected.get("urgency") not in WEEKS_TO_START:
        yield f'"expected.urgency" is {expected.get("urgency")!r}, not one of {", ".join(WEEKS_TO_START)}'
    for name in ("categories", "acceptable_offers"):
        if not isinstance(expected.get(name), list):
            yield f'"expected.{name}" is no list'
    if not isinstance(expected.get("person"), dict):
        yield '"expected.person" is no object'
    if not isinstance(expected.get("district"), str | None) or "district" not in expected:
        yield '"expected.district" is missing'
