from dataclasses import replace

import pytest
from django.utils import translation

from requests_app.matching.explanation import also_helps_with, explain
from requests_app.matching.findings import Person
from requests_app.matching.wish import Wish
from tests.factories.network import CategoryFactory
from tests.requests_app.matching.test_ranking import BASE, WISH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _dutch():
    CategoryFactory(slug="maatje", label_nl="Maatje")
    with translation.override("nl"):
        yield


def test_a_good_fit_is_told_in_one_plain_sentence():
    candidate = BASE._replace(partner_name="Humanitas", near=1.0, waiting_weeks=0)

    reasons, doubts, sentence = explain(candidate, WISH)

    assert sentence == "Doet precies wat gevraagd wordt: ‘Maatje’."
    assert reasons == ("Komt uit de wijk zelf", "Kan meteen beginnen")
    assert doubts == ()


@pytest.mark.parametrize(
    ("categories", "main", "sentence"),
    [
        (("maatje", "tuin"), 0.85, "Doet vooral iets anders, maar ook ‘Maatje’."),
        (("tuin", "maatje"), 0.62, "Kan een deel doen van wat gevraagd wordt: ‘Maatje’."),
        (("tuin", "maatje"), 0.62 * 0.85, "Doet vooral iets anders, maar ook ‘Maatje’."),
    ],
    ids=["second in the offer", "second in the wish", "second in both"],
)
def test_what_is_not_the_main_thing_of_both_is_said_to_be_so(categories, main, sentence):
    wish = replace(WISH, categories=categories)

    assert explain(BASE._replace(main=main), wish)[2] == sentence


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"days_since_confirmed": None}, "Niet zeker of er plek is: dat is lang niet bevestigd"),
        ({"days_since_confirmed": 50}, "Niet zeker of er plek is: dat is lang niet bevestigd"),
        ({"days_since_confirmed": 24}, "De plek is 24 dagen geleden voor het laatst bevestigd"),
        ({"places_left": 1}, "Wees snel: er is nog één plek"),
        ({"waiting_weeks": 6}, "De wachttijd is 6 weken"),
        ({"cost_text": "5 euro per keer"}, "Zeg wat het kost: 5 euro per keer"),
    ],
)
def test_doubts_are_said_plainly(facts, doubt):
    assert explain(BASE._replace(**facts), WISH)[1] == (doubt,)


def test_an_unknown_age_is_a_question_to_ask():
    wish = Wish(categories=("maatje",), district="west", person=Person(tags=("oud",)))

    assert explain(BASE._replace(age_min=55), wish)[1] == ("Vraag de leeftijd (vanaf 55 jaar)",)


def test_what_is_not_known_yet_is_asked_for():
    wish = replace(WISH, district=None, person=Person(age=40, speaks_nl="geen"))

    assert explain(BASE, wish)[1] == ("Vraag de wijk", "Vraag welke taal deze persoon spreekt")


def test_other_needs_are_named_by_their_kind_of_help():
    CategoryFactory(slug="vervoer", label_nl="Vervoer")

    assert also_helps_with(["vervoer", "maatje", "weg"]) == ["Kan ook helpen met: ‘Vervoer’, ‘Maatje’"]
    assert also_helps_with([]) == []


def test_the_own_language_and_the_group_it_is_for_are_reasons():
    wish = replace(WISH, person=Person(age=70, languages=("ar",)))

    reasons = explain(BASE._replace(languages=["ar", "nl"], requires_all=["arabisch-berbers"]), wish)[0]

    assert "Spreekt Arabisch" in reasons
    assert "Is er speciaal voor mensen die Arabisch of Berbers spreken" in reasons
