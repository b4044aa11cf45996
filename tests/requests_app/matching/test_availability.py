import pytest

from requests_app.matching.availability import find_availability
from requests_app.matching.findings import Availability
from requests_app.matching.words import split_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kan op wo en vr.", Availability(("wo", "vr"))),
        ("liefst woensdag of zaterdag", Availability(("wo", "za"))),
        ("Savonds kan ik, overdag niet.", Availability((), ("avond",))),
        ("Overdag lukt me niet.", Availability((), ("avond",))),
        ("alleen in het weekend", Availability(("za", "zo"))),
        ("doordeweeks in de middag graag", Availability(("ma", "di", "wo", "do", "vr"), ("middag",))),
        ("Goedemiddag, ik zoek hulp", None),
        ("Vorige maandag gevallen", None),
        ("ik ben zo moe", None),
        ("ik wil zo graag naar buiten", None),
    ],
)
def test_days_and_parts_of_the_day(text, expected):
    assert find_availability(split_words(text))[0] == expected
