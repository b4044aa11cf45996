import pytest

from requests_app.matching.phrases import PhraseBook
from requests_app.matching.words import split_words


def found(phrase, text, **groups):
    book = PhraseBook(groups)
    book.add("label", 1, phrase)
    book.close()
    words = split_words(text)
    return [[words[index].form for index in hit.words] for hit in book.find(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("wandelen", "Zij wandelt graag", ["wandelt"]),
        ("=was", "Ik was moe, de wassen kaars", ["was"]),
        ("boodschap*", "wie doet mijn boodschappen", ["boodschappen"]),
        ("*hulp", "ik zoek een tuinhulp", ["tuinhulp"]),
        ("samen ~ eten", "samen met anderen eten", ["samen", "eten"]),
        ("samen ~~ eten", "samen met een paar andere mensen eten", ["samen", "eten"]),
        ("valt & trap", "de trap op lukt niet, hij valt", ["trap", "valt"]),
        ("eten && geld", "Ik heb honger. Het geld is op. Geen eten.", ["geld", "eten"]),
        ("{kin} ziek", "mijn vader ziek", ["vader", "ziek"]),
        ("rolstoel*", "gezocht: rolstoelvervoer", ["rolstoelvervoer"]),
        ("wel ?heel graag", "wel graag", ["wel", "graag"]),
    ],
)
def test_a_phrase_is_found(phrase, text, words):
    assert found(phrase, text, kin="moeder vader") == [words]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("samen ~ eten", "samen met heel veel andere mensen uit de buurt gaan eten"),
        ("samen ~ eten", "samen lopen. Daarna eten"),
        ("valt & trap", "Hij valt. De trap is steil"),
        ("slaat !! vroeger", "vroeger slaat hij"),
        ("dood ~ wil", "mijn hond is dood maar ik wil geen nieuwe"),
    ],
)
def test_a_phrase_is_not_found(phrase, text):
    assert found(phrase, text) == []


def test_a_misspelt_word_is_the_word_it_resembles():
    assert found("boodschappen", "wie doet me bodschappe") == [["bodschappe"]]
    assert found("gezocht", "hulp gezogt") == [["gezogt"]]
    assert found("eenzaam", "ik ben zo eensaam") == [["eensaam"]]


def test_the_parts_of_a_compound_count():
    assert found("vervoer", "rolstoelvervoer gevraagd") == [["rolstoelvervoer"]]


@pytest.mark.parametrize("phrase", ["", "~", "ziek &", "{nobody}", "a|"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises(ValueError, match=r"."):
        found(phrase, "tekst")
