"""Make `data/second_opinion.txt` from every labelled text. Run it after texts or phrases were added:

    python -m venv .learn && .learn/bin/pip install scikit-learn snowballstemmer
    .learn/bin/python -m tests.requests_app.matching.train_second_opinion [--judge 10 …]

The outcome is the same every time: nothing in it is left to chance. `--judge` writes nothing: it leaves the
own_requests files of those numbers out of the learning and prints how well their texts are read without them.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from requests_app.matching.danger import LIKELY, dangers_in
from requests_app.matching.lexicon import lexicon
from requests_app.matching.second_opinion import DANGER, PROFESSIONAL, SCALE, Model, features, second_opinion
from requests_app.matching.wordlists import DATA
from requests_app.matching.words import split_words

HERE = Path(__file__).parent
DEMO_REQUESTS = HERE.parents[2] / "requests_app" / "data" / "demo_requests.jsonl"
PHRASE_WEIGHT = 0.5  # a phrase says less than a whole request
SOFTNESS = 100.0
LEAST_TEXTS = 2  # a feature of one text only teaches nothing
LEAST_WEIGHT = 20  # in units of 1/SCALE: smaller ones are left out of the file
HEAD = "# Weights of the second opinion, made by tests/requests_app/matching/train_second_opinion.py.\n"


def labelled(left_out=()):
    """Text, label and weight of all that was labelled by hand, but for the files of these numbers."""
    for line in DEMO_REQUESTS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = row["expected"]
        yield row["text"], _label(expected["route"], expected["categories"][:1], row["text"]), 1.0
    for path in sorted(HERE.glob("own_requests_*.txt")):
        if path.stem.rsplit("_", 1)[1] not in left_out:
            for route, kinds, text in _own(path):
                yield text, _label(route, kinds, text), 1.0
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
    return kind or "-"  # outside the city: the words are ordinary ones


def learn(rows):
    """The labels, start values and weights of the model."""
    rows = [(text, label, weight) for text, label, weight in rows if label]
    found = [features(split_words(text)) for text, _, _ in rows]
    counts = Counter(feature for each in found for feature in each)
    numbers = {
        feature: n for n, feature in enumerate(sorted(f for f, c in counts.items() if c >= LEAST_TEXTS))
    }
    values, columns, starts = [], [], [0]
    for each in found:
        known = sorted(numbers[feature] for feature in each if feature in numbers)
        values += [max(len(each), 1) ** -0.5] * len(known)
        columns += known
        starts.append(len(columns))
    table = csr_matrix((values, columns, starts), shape=(len(rows), len(numbers)))
    model = LogisticRegression(C=SOFTNESS, max_iter=150)
    model.fit(table, [label for _, label, _ in rows], sample_weight=[weight for _, _, weight in rows])
    return list(model.classes_), model.intercept_, numbers, model.coef_


def rounded(labels, start, numbers, weights):
    """The model as it is stored: whole numbers, without what hardly weighs."""
    whole = numpy.rint(weights * SCALE).astype(int)
    whole[numpy.abs(whole) < LEAST_WEIGHT] = 0
    told = {
        feature: tuple(
            (int(label), int(whole[label, number])) for label in numpy.flatnonzero(whole[:, number])
        )
        for feature, number in sorted(numbers.items())
    }
    return (
        labels,
        [round(value * SCALE) for value in start],
        {feature: pairs for feature, pairs in told.items() if pairs},
    )


def write(labels, start, weights):
    """The file that the portal reads."""
    rows = [
        f"{feature}\t{' '.join(f'{label}:{weight}' for label, weight in pairs)}"
        for feature, pairs in weights.items()
    ]
    body = "\n".join([" ".join(labels), " ".join(map(str, start)), *rows])
    (DATA / "second_opinion.txt").write_text(f"{HEAD}{body}\n", encoding="utf-8")


def judge(numbers):
    """Print how the texts of these own_requests files are read by a model that never saw them."""
    labels, start, weights = rounded(*learn(list(labelled(numbers))))
    model = Model(
        tuple(labels),
        tuple(value / SCALE for value in start),
        {
            feature: tuple((label, weight / SCALE) for label, weight in pairs)
            for feature, pairs in weights.items()
        },
    )
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
        write(*rounded(*learn(list(labelled()))))
