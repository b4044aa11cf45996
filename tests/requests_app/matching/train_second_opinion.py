"""Make `data/second_opinion.*` from every labelled text. Run it after texts or phrases were added:

    python -m venv .learn && .learn/bin/pip install scikit-learn snowballstemmer
    .learn/bin/python -m tests.requests_app.matching.train_second_opinion [--judge 10 …]

The outcome is the same every time: nothing in it is left to chance. `--judge` writes nothing: it leaves the
own_requests files of those numbers out of the learning and prints how well their texts are read without them.
"""

import json
import math
import sys
from collections import Counter

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from requests_app.matching.danger import LIKELY, dangers_in
from requests_app.matching.lexicon import lexicon
from requests_app.matching.second_opinion import (
    DANGER,
    PROFESSIONAL,
    SCALE,
    STEP,
    Model,
    features,
    second_opinion,
)
from requests_app.matching.wordlists import DATA
from requests_app.matching.words import split_words
from tests.requests_app.matching.learned_from import DEMO_REQUESTS, HERE, digest

PHRASE_WEIGHT = 0.5  # a phrase says less than a whole request
# There are more texts about professional work than in life; and no danger must be missed.
PROFESSIONAL_WEIGHT, DANGER_WEIGHT = 0.6, 1.3
SOFTNESS = 30.0
LEAST_TEXTS = 2  # a feature of one text only teaches nothing
LEAST_WEIGHT = 3  # in units of STEP: smaller ones count for nothing and are written as 0
HEAD = "# Of the second opinion, made by tests/requests_app/matching/train_second_opinion.py.\n"
LEARNED_FROM = "# Learned from texts"


def labelled(left_out=()):
    """Text, label and weight of all that was labelled by hand, but for the files of these numbers."""
    for line in DEMO_REQUESTS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = row["expected"]
        label = _label(expected["route"], expected["categories"][:1], row["text"])
        yield row["text"], label, _weight(label)
    for path in sorted(HERE.glob("own_requests_*.txt")):
        if path.stem.rsplit("_", 1)[1] not in left_out:
            for route, kinds, text in _own(path):
                label = _label(route, kinds, text)
                yield text, label, _weight(label)
    for line in (HERE / "phrases_to_learn.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, _, phrases = line.partition(": ")
            for phrase in phrases.split(" ; "):
                yield phrase, label, PHRASE_WEIGHT


def _own(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            route, kinds, _, text = line.split("|", 3)
            yield route.partition(":")[0], kinds.split(","), text


def _weight(label):
    if label.startswith(DANGER):
        return DANGER_WEIGHT
    return PROFESSIONAL_WEIGHT if label.startswith(PROFESSIONAL) else 1.0


def _label(route, kinds, text):
    """The kind of help, or what sort of danger or professional work; - when it is neither."""
    kind = kinds[0] if kinds and kinds[0] != "-" else ""
    if route == "volunteer":
        return kind
    words = split_words(text)
    hits = lexicon().book.find(words)
    if route == "emergency":
        dangers = dangers_in(words, hits)
        own = f"{DANGER}{kind}" if f"danger:{kind}" in lexicon().sections else ""
        return own or (f"{DANGER}{dangers[0].kind}" if dangers else f"{DANGER}violence")
    if route == "professional":
        reasons = Counter()
        for hit in hits:
            if hit.label.startswith("professional:"):
                reasons[hit.label] += hit.weight
        return reasons.most_common(1)[0][0] if reasons else f"{PROFESSIONAL}unclear"
    return kind  # outside the city: ordinary words, of use when it is told what they ask


def learn(rows):
    """The model, as the portal reads it."""
    rows = [(text, label, weight) for text, label, weight in rows if label]
    found = [features(split_words(text)) for text, _, _ in rows]
    counts = Counter(feature for each in found for feature in each)
    known = sorted(feature for feature, count in counts.items() if count >= LEAST_TEXTS)
    rarity = numpy.log(len(rows) / numpy.array([counts[feature] for feature in known]))
    model = LogisticRegression(C=SOFTNESS, max_iter=100)
    model.fit(
        _table(found, known, rarity),
        [label for _, label, _ in rows],
        sample_weight=[weight for _, _, weight in rows],
    )
    weights = numpy.clip(numpy.rint(model.coef_ * rarity / STEP), -127, 127).astype(numpy.int8)
    weights[numpy.abs(weights) < LEAST_WEIGHT] = 0
    places = numpy.flatnonzero(weights.any(axis=0))
    return Model(
        tuple(model.classes_),
        tuple(round(value * SCALE) / SCALE for value in model.intercept_),
        {
            known[number]: (place, round(rarity[number] * SCALE) / SCALE)
            for place, number in enumerate(places)
        },
        memoryview(weights[:, places].T.tobytes()).cast("b"),
    )


def _table(found, known, rarity):
    """A row for each text: the rarity of its features, at length 1."""
    numbers = {feature: number for number, feature in enumerate(known)}
    values, columns, starts = [], [], [0]
    for each in found:
        own = sorted(numbers[feature] for feature in each if feature in numbers)
        size = math.sqrt(sum(rarity[number] ** 2 for number in own)) or 1.0
        values += [rarity[number] / size for number in own]
        columns += own
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(found), len(known)))


def write(model):
    """The files that the portal reads."""
    rows = [f"{feature}\t{round(rarity * SCALE)}" for feature, (_, rarity) in model.features.items()]
    starts = " ".join(str(round(value * SCALE)) for value in model.start)
    body = "\n".join([" ".join(model.labels), starts, *rows])
    (DATA / "second_opinion.txt").write_text(f"{HEAD}{LEARNED_FROM} {digest()}\n{body}\n", encoding="utf-8")
    (DATA / "second_opinion.weights").write_bytes(model.weights)


def judge(numbers):
    """Print how the texts of these own_requests files are read by a model that never saw them."""
    model = learn(list(labelled(numbers)))
    labels = model.labels
    count = Counter()
    for number in numbers:
        for route, kinds, text in _own(HERE / f"own_requests_{number}.txt"):
            opinion = second_opinion(split_words(text), model)
            count[f"{route} texts"] += 1
            count[f"{route} taken for danger"] += opinion.all_of(DANGER) >= LIKELY
            if route == "volunteer":
                first = sorted(
                    (label for label in labels if ":" not in label and label != "-"),
                    key=opinion.of,
                    reverse=True,
                )
                count["main kind first"] += first[0] in kinds
                count["main kind in first three"] += not set(kinds).isdisjoint(first[:3])
    for name, times in sorted(count.items()):
        print(f"{times:4} {name}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--judge"]:
        judge(sys.argv[2:])
    else:
        write(learn(list(labelled())))
