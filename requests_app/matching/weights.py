"""The weights of ranking. Why these, and what changes when they change: docs/decisions/0003-matching.md."""

# A need counts by its place in the wish and in the offer: main before second.
MAIN_IN_WISH = (1.0, 0.62, 0.5, 0.42, 0.36)
MAIN_IN_OFFER = (1.0, 0.85, 0.8, 0.75, 0.7)

WEIGHTS = {
    "main": 10.0,  # the strongest shared need
    "more": 3.0,  # further needs the same offer can do
    "audience": 1.2,  # made for people like this one
    "band": 1.2,  # for this age in particular
    "near": 1.5,  # from the own neighbourhood before city-wide
    "language": 1.5,  # speaks the own language
    "waiting": 1.2,  # can start soon
    "room": 0.6,  # several places left
    "freshness": 0.8,  # capacity confirmed lately; unknown ranks lower
    "track": 0.8,  # accepted this kind of need before, and answered quickly
    "text": 2.0,  # shares words with what the person wrote
    "grown": -1.0,  # meant for children, asked by an adult
}
# All parts but the words are columns of the one statement.
SQL_WEIGHTS = {name: weight for name, weight in WEIGHTS.items() if name != "text"}

TEXT_IN_TITLE, TEXT_IN_SUMMARY = 0.6, 0.25

# Suggestions worth showing score at least this part of the best one.
WORTH_SHOWING = 0.7
