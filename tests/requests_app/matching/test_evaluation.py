import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.models import Offer
from requests_app.matching.evaluation import LabelledRequest, Result, figures
from tests.requests_app.matching.city import DEMO_REQUESTS


def result(route="volunteer", said="volunteer", shown=(), good=("a",), neutral=("n",), kinds=("maatje",)):
    expected = {
        "route": route,
        "categories": ["maatje"],
        "acceptable_offers": list(good),
        "also_possible_offers": list(neutral),
    }
    return Result(LabelledRequest("x", "online", "tekst", None, None, expected), said, kinds, tuple(shown))


def test_offers_are_counted_over_all_requests_for_volunteers():
    results = [
        result(shown=("a", "n")),
        result(shown=("n", "a", "bad")),
        result(shown=("n",)),
        result(said="professional"),
        result(route="emergency", said="emergency"),
    ]

    counted = figures(results)

    assert counted["first_acceptable"] == 0.25
    assert counted["first3_acceptable"] == 0.5
    assert counted["unacceptable_share"] == round(1 / 6, 4)
    assert counted["route_accuracy"] == 0.8


def test_what_cannot_be_counted_is_null():
    counted = figures([result(shown=("a",))])

    assert counted["emergency_recall"] is None
    assert counted["emergency_precision"] is None
    assert counted["outside_accuracy"] is None


def test_recall_and_precision_of_emergencies():
    counted = figures(
        [
            result(route="emergency", said="emergency"),
            result(route="emergency", said="volunteer"),
            result(route="volunteer", said="emergency"),
        ]
    )

    assert counted["emergency_recall"] == 0.5
    assert counted["emergency_precision"] == 0.5


@pytest.mark.django_db
def test_the_demo_requests_meet_the_goals_and_nothing_is_changed():
    before = list(Offer.objects.values_list("pk", "places_free", "is_published"))
    out = StringIO()

    call_command("evaluate_matching", str(DEMO_REQUESTS), "--json", "--details", stdout=out)

    answer = json.loads(out.getvalue())
    text, facts = answer["text"], answer["facts"]
    assert answer["requests"] == 150
    assert list(text) == [
        "route_accuracy",
        "emergency_recall",
        "emergency_precision",
        "outside_accuracy",
        "category_top1",
        "category_top3",
        "first_acceptable",
        "first3_acceptable",
        "unacceptable_share",
    ]
    assert text["emergency_recall"] == text["outside_accuracy"] == 1.0
    assert text["emergency_precision"] >= 0.85
    assert text["route_accuracy"] >= 0.95
    assert text["first_acceptable"] >= 0.90
    assert text["first3_acceptable"] >= 0.98
    assert text["unacceptable_share"] <= 0.03
    assert facts["first_acceptable"] >= 0.95
    assert facts["first3_acceptable"] == 1.0
    assert facts["unacceptable_share"] == 0.0
    assert len(answer["details"]["text"]) == 150
    assert list(Offer.objects.values_list("pk", "places_free", "is_published")) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: is not JSON"),
        ('{"channel": "online"}', 'line 2: "text" is missing or empty'),
        ('{"text": "a", "channel": "post"}', "line 2: \"channel\" is 'post'"),
        ('{"text": "a", "channel": "online"}', 'line 2: "expected" is missing'),
        ("[1]", "line 2: is not an object"),
    ],
)
def test_a_bad_file_names_the_line(tmp_path, line, message):
    first = DEMO_REQUESTS.read_text(encoding="utf-8").splitlines()[0]
    file = tmp_path / "bad.jsonl"
    file.write_text(f"{first}\n{line}\n", encoding="utf-8")

    with pytest.raises(CommandError, match="line 2") as caught:
        call_command("evaluate_matching", str(file))

    assert message in str(caught.value)
    assert caught.value.returncode == 2


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_a_clear_line(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_matching", str(tmp_path / "none.jsonl"))
