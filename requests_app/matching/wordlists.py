"""Read the files in `data/`: plain text, one thing a line, # for a remark."""

from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """The lines of a list that say something; none when there is no such list."""
    path = DATA / f"{name}.txt"
    if not path.exists():
        return []
    return [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    found = {}
    for line in lines("sets"):
        name, _, words = line.partition(":")
        found[name] = frozenset(words.split())
    return found


def word_set(name: str) -> frozenset[str]:
    """A named set of single words from `data/sets.txt`."""
    return _sets()[name]
