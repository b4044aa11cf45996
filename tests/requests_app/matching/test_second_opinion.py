from dataclasses import replace

import pytest

from requests_app.matching.lexicon import lexicon
from requests_app.matching.second_opinion import Opinion, second_opinion, stored_model
from requests_app.matching.understanding import understand
from requests_app.matching.wordlists import DATA
from requests_app.matching.words import split_words
from tests.requests_app.matching.city import vocabulary
from tests.requests_app.matching.learned_from import digest


def opinion(text) -> Opinion:
    return second_opinion(split_words(text))


def read(text):
    return understand(text, channel="online", postcode4="3561", vocabulary=vocabulary())


def test_every_label_is_a_kind_of_help_or_a_section_of_the_lists():
    labels = set(stored_model().labels) - {"-"}

    assert labels <= set(vocabulary().themes) | set(lexicon().sections)


def test_the_weights_were_learned_from_the_texts_that_are_there():
    """When this fails: run tests/requests_app/matching/train_second_opinion.py."""
    remarks = (DATA / "second_opinion.txt").read_text(encoding="utf-8").splitlines()[:2]

    assert remarks[1].endswith(digest())


def test_every_feature_has_a_weight_for_each_label():
    model = stored_model()

    assert len(model.weights) == len(model.features) * len(model.labels)


def test_chances_add_up_and_are_the_same_every_time():
    text = "Wie brengt mijn moeder met de auto naar haar zus?"

    assert sum(opinion(text).chances.values()) == pytest.approx(1)
    assert opinion(text) == opinion(text)
    assert max(opinion(text).chances, key=opinion(text).of) == "vervoer"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Hij verstopt mijn telefoon en laat mij de flat niet uit als hij kwaad is", "emergency"),
        ("Ze heeft haar sieraden verdeeld en zegt dat ze zondag rust heeft", "emergency"),
        ("Kan iemand mijn vader iedere ochtend scheren, wassen en uit bed tillen", "professional"),
    ],
)
def test_what_no_list_holds_is_still_seen(text, route):
    assert read(text).route == route
    assert [finding.spans for finding in read(text).findings if finding.kind in {"danger", "professional"}]


def test_the_words_that_tell_most_are_shown():
    text = "Mijn oude grasmaaier is stuk en de struiken groeien over het pad"

    told = [split_words(text)[index].form for index in opinion(text).told_by("tuin")]

    assert "grasmaaier" in told
    assert min(map(len, told)) >= 4
    assert "mijn" not in told


def test_a_few_words_are_not_enough_to_see_danger():
    assert read("mijn man is boos").route != "emergency"


def test_nothing_written_resembles_nothing():
    assert read("").route == "professional"
    assert read("?").categories == ()


@pytest.mark.parametrize(
    "text", ["12345", "!!! 3", "goedemorgen allemaal", "Ik heb hulp nodig", "asdf qwer zxcv poiu lkjh mnbv"]
)
def test_who_says_nothing_that_can_be_read_is_called_back(text):
    understood = read(text)

    assert understood.route == "professional"
    assert understood.categories == ()


def test_without_kinds_of_help_somebody_calls_back():
    none = replace(vocabulary(), themes={})

    assert (
        understand("Wie gaat er wekelijks met mijn moeder wandelen?", channel="online", vocabulary=none).route
        == "professional"
    )


@pytest.mark.parametrize(
    "text", ["Boodschappen doen hoeft niet", "Geen boodschappen nodig hoor, dat hoeft echt niet"]
)
def test_what_is_denied_is_not_brought_back(text):
    assert "boodschappen" not in read(text).category_slugs


def test_a_kind_of_help_that_was_never_learned_is_no_trouble():
    new = replace(vocabulary(), themes={"iets-nieuws": "thuis"})

    assert understand("Wie wil iets met mij doen?", channel="online", vocabulary=new).route == "professional"
