"""The network's own files as plain values, and the texts written for these tests; no database."""

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from network.directory.services import fixture
from requests_app.matching.vocabulary import Vocabulary

HERE = Path(__file__).parent
DEMO_REQUESTS = Path(__file__).parents[3] / "requests_app" / "data" / "demo_requests.jsonl"


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text written for the tests: the right route, and which kinds of help may come first."""

    route: str
    kinds: frozenset[str]
    postcode4: str | None
    text: str


def own_texts(*numbers: int) -> list[OwnText]:
    """The texts of the numbered files, all of them without a number."""
    paths = sorted(HERE.glob("own_requests_*.txt"))
    return [
        text
        for path in paths
        if not numbers or int(path.stem.rsplit("_", 1)[1]) in numbers
        for text in _texts(path)
    ]


def unseen_texts() -> list[OwnText]:
    """Texts that nothing was learned from or tuned on, nor ever should be."""
    return _texts(HERE / "unseen_requests.txt")


def _texts(path: Path) -> list[OwnText]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            route, kinds, postcode4, text = line.split("|", 3)
            route = route.partition(":")[0]  # the urgency may stand behind it
            found.append(
                OwnText(route, frozenset(kinds.split(",")), None if postcode4 == "-" else postcode4, text)
            )
    return found


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the network's files."""
    return Vocabulary.build(
        categories=[
            (row["slug"], row["theme_slug"], row["volunteer_fit"] != "nee")
            for row in _rows("help_categories.csv")
        ],
        districts=[(row["slug"], row["name"]) for row in _rows("districts.csv")],
        neighbourhoods=[
            (row["name"], row["subdistrict"], row["district_slug"]) for row in _rows("neighbourhoods.csv")
        ],
        postcodes=[
            *(
                (row["postcode4"], row["woonplaats"], "Utrecht", row["district_slug"] or None)
                for row in _rows("postcodes.csv")
            ),
            *(
                (row["postcode4"], row["woonplaats"], row["gemeente"], None)
                for row in _rows("postcodes_outside.csv")
            ),
        ],
        referral_targets=[row["code"] for row in _rows("referral_targets.csv")],
    )


@lru_cache(maxsize=1)
def offers() -> dict[str, dict]:
    """The offers of the files by slug, as the files write them."""
    partners = json.loads((fixture.DATA / "partners.json").read_text(encoding="utf-8"))["partners"]
    return {offer["id"]: offer for partner in partners for offer in partner["offers"]}


def _rows(name: str) -> list[dict]:
    with (fixture.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
