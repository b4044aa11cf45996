"""A second opinion beside the word lists: what a text resembles among all texts that were labelled by hand.

A linear model over words, pairs and pieces of words. Its labels and features stand in
`data/second_opinion.txt`, their weights in `data/second_opinion.weights`, both made by
`tests/requests_app/matching/train_second_opinion.py`. docs/matching.md tells what it adds to the lists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import exp, sqrt

from requests_app.matching.wordlists import DATA, lines, word_set
from requests_app.matching.words import Word

DANGER, PROFESSIONAL = "danger:", "professional:"
UNCLEAR = "professional:unclear"
PIECE = 4  # letters
LEAST_WORDS = 5  # of fewer words nobody knows what they resemble
SCALE = 50  # starts and rarities are kept as whole numbers
STEP = 0.16  # and weights as bytes, in these steps
_SHOWN = 3  # words that a verdict is shown with
SHORTEST_SHOWN = 4  # letters: "met" or "mw" would explain nothing


_LITTLE = word_set("opinion.little")  # such words alone say nothing of what is asked


@dataclass(frozen=True, slots=True)
class Model:
    """The labels, the value each starts with, and for every feature its place and its rarity.

    Rarity is the logarithm of how many texts there are for one with this feature. `weights` holds a row for
    each place, with a signed byte for each label: times STEP, the weight times the rarity.
    """

    labels: tuple[str, ...]
    start: tuple[float, ...]
    features: dict[str, tuple[int, float]]
    weights: memoryview

    def row(self, place: int) -> memoryview:
        return self.weights[place * len(self.labels) : (place + 1) * len(self.labels)]


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each label is: a kind of help, `danger:…` or `professional:…`."""

    chances: dict[str, float]
    words: Sequence[Word]

    def of(self, label: str) -> float:
        return self.chances.get(label, 0.0)

    def all_of(self, prefix: str) -> float:
        """The chance of any label that begins so."""
        return sum(chance for label, chance in self.chances.items() if label.startswith(prefix))

    def likeliest(self, prefix: str) -> str:
        """The likeliest label that begins so, without that beginning."""
        labels = [label for label in self.chances if label.startswith(prefix)]
        return max(labels, key=lambda label: (self.chances[label], label)).removeprefix(prefix)

    @property
    def is_informed(self) -> bool:
        """Whether it knows at least a third of the words that tell something."""
        model = stored_model()
        telling = [word for word in self.words if word.form not in _LITTLE]
        known = sum(stem in model.features for stem in _stems(telling))
        return bool(self.words) and known >= len(telling) / 3

    def told_by(self, label: str) -> tuple[int, ...]:
        """The places of the words that speak most for a label; none for a label that was never learned."""
        model = stored_model()
        if label not in model.labels:
            return ()
        number = model.labels.index(label)
        weighed = []
        for index, word in enumerate(self.words):
            if len(word.form) < SHORTEST_SHOWN:
                continue
            known = (model.features[own] for own in features([word]) if own in model.features)
            weight = sum(model.row(place)[number] for place, _ in known)
            if weight > 0:
                weighed.append((-weight, index))
        return tuple(sorted(index for _, index in sorted(weighed)[:_SHOWN]))


def features(words: Sequence[Word]) -> set[str]:
    """What the model looks at: stems, pairs of stems (neighbours, or one apart), and pieces of words."""
    stems = _stems(words)
    says = [word.form not in _LITTLE for word in words]
    found = {own for own, telling in zip(stems, says, strict=True) if telling}
    for apart in (1, 2):
        pairs = zip(stems, stems[apart:], says, says[apart:], strict=False)
        sign = " _ " if apart == 2 else " "
        found.update(f"{one}{sign}{other}" for one, other, tells, too in pairs if tells or too)
    for form in {word.form for word in words if word.form not in _LITTLE and not word.form.isdigit()}:
        found.update(_pieces(form))
    return found


def second_opinion(words: Sequence[Word], model: Model | None = None) -> Opinion:
    """What the words resemble; the same words always give the same answer."""
    if model is not None:
        return Opinion(_weigh(words, model), words)
    # A request is read again with every step on its page. Only a digest of its words is remembered.
    key = blake2b(" ".join(word.form for word in words).encode(), digest_size=16).digest()
    shares = _weighed.get(key)
    if shares is None:
        if len(_weighed) >= _REMEMBERED:
            _weighed.clear()
        shares = _weighed[key] = _weigh(words, stored_model())
    return Opinion(shares, words)


def chance_beside(prefix: str, opinion: Opinion, places: Iterable[int]) -> float:
    """The chance of a label that begins so, in the whole text or in a sentence with one of these words.

    A cry for help in a long and ordinary request weighs little in the whole. A sentence of few words may
    mean anything.
    """
    words = opinion.words
    chances = [opinion.all_of(prefix)]
    for number in sorted({words[place].sentence for place in places}):
        sentence = [word for word in words if word.sentence == number]
        too_short = len(sentence) < LEAST_WORDS
        chances.append(1.0 if too_short else second_opinion(sentence).all_of(prefix))
    return max(chances)


_REMEMBERED = 1_000
_weighed: dict[bytes, dict[str, float]] = {}


def _weigh(words: Sequence[Word], model: Model) -> dict[str, float]:
    found = [model.features[feature] for feature in sorted(features(words)) if feature in model.features]
    size = sqrt(sum(rarity * rarity for _, rarity in found)) or 1.0
    rows = [model.row(place) for place, _ in found]
    totals = [sum(weights) for weights in zip(*rows, strict=True)] or [0] * len(model.labels)
    scores = [start + total * STEP / size for start, total in zip(model.start, totals, strict=True)]
    return dict(zip(model.labels, _shares(scores), strict=True))


def _stems(words: Sequence[Word]) -> list[str]:
    return ["0" if word.form.isdigit() else word.stem for word in words]


def _pieces(form: str) -> Iterable[str]:
    whole = f"^{form}$"
    for length in (PIECE, PIECE + 1):
        for at in range(len(whole) - length + 1):
            yield f"*{whole[at : at + length]}"


def _shares(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@lru_cache(maxsize=1)
def stored_model() -> Model:
    """The weights of this release, read once per process."""
    labels, start, *rows = lines("second_opinion")
    known = {}
    for place, row in enumerate(rows):
        feature, rarity = row.split("\t")
        known[feature] = place, int(rarity) / SCALE
    weights = memoryview((DATA / "second_opinion.weights").read_bytes()).cast("b")
    if len(weights) != len(known) * len(labels.split()):
        raise ValueError("second_opinion.weights does not belong to second_opinion.txt: learn both anew.")
    return Model(tuple(labels.split()), tuple(int(value) / SCALE for value in start.split()), known, weights)
