import pytest

from requests_app.matching.ages import read_ages
from requests_app.matching.words import split_words


def ages(text):
    found = read_ages(split_words(text))
    return found.adult.years if found.adult else None, found.child.years if found.child else None


@pytest.mark.parametrize(
    ("text", "adult", "child"),
    [
        ("Ben 61, prepensioen", 61, None),
        ("Mijn moeder van 84 is eenzaam", 84, None),
        ("Ik ben 45 en zoek bezoek voor mijn moeder (82)", 82, None),
        ("Mw, 51, zoekt een groep", 51, None),
        ("dhr 77, COPD", 77, None),
        ("mijn buurvrouw (bijna 90)", 90, None),
        ("een 84-jarige vrouw", 84, None),
        ("I am 26 from Iran", 26, None),
        ("Onze dochter van 5 praat weinig", None, 5),
        ("moeder van twee jongens (4 en 9)", None, 4),
        ("Baby van 3 maanden", None, 0),
        ("dochter in groep 8", None, 11),
        ("Jongen 15 belt zelf", None, 15),
        ("hij is een 50-er", 53, None),
        ("mijn vader is tachtig jaar", 80, None),
        ("Ik zorg al 4 jaar voor mijn man", None, None),
        ("5 maanden geleden overleden", None, None),
        ("al 20 jaar zonder papieren", None, None),
        ("om 3 uur in het ziekenhuis", None, None),
        ("35 jaar getrouwd", None, None),
        ("46.000 euro schuld bij 17 schuldeisers", None, None),
    ],
)
def test_ages_are_told_from_durations_and_from_each_other(text, adult, child):
    assert ages(text) == (adult, child)
