import time

import pytest

from requests_app.matching.danger import find_danger
from tests.requests_app.matching.city import own_texts

EMERGENCIES = [text for text in own_texts() if text.route == "emergency"]
OTHERS = [text for text in own_texts() if text.route == "volunteer"]


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("ik wil niet meer leven. ik heb de pillen hier liggen", "suicide", "113"),
        ("ik wil niet meer leeven", "suicide", "113"),
        ("zelfmoort is het enige waar ik aan denk", "suicide", "113"),
        ("I want to kill myself", "suicide", "113"),
        ("mijn man slaat me", "violence", "veilig-thuis"),
        ("my husband hits me every night", "violence", "veilig-thuis"),
        ("haar mond hangt scheef en ze praat raar", "stroke", "112"),
        ("pijn op de borst en benauwd", "heart-or-breath", "112"),
        ("I have chest pain", "heart-or-breath", "112"),
        ("het ruikt hier naar gas", "gas-or-fire", "112"),
        ("hij is bewusteloos", "unconscious-or-bleeding", "112"),
        ("baby drinkt niet meer en is slap", "acutely-ill", "huisarts-spoed"),
        ("moeder met dementie is sinds vanmiddag kwijt", "missing", "112"),
        ("wij hebben vannacht geen slaapplek", "no-shelter", "nachtopvang"),
        ("ze hoort stemmen die zeggen dat ze iets moet doen", "mental-crisis", "crisisdienst"),
    ],
)
def test_danger_is_named_with_the_number_to_call_first(text, kind, first):
    dangers = find_danger(text)

    assert dangers[0].kind == kind
    assert dangers[0].refer_to[0] == first
    assert dangers[0].spans


@pytest.mark.parametrize(
    "text",
    [
        "Mijn broer heeft tien jaar geleden zelfmoord gepleegd",
        "Geen suïcidale gedachten, wel somber",
        "Vroeger ben ik thuis mishandeld, dat heb ik verwerkt",
        "Mijn hond is dood en ik wil er een lenen",
        "Ik verveel me dood",
        "Thuis veel ruzie, geen geweld",
        "Ik wil over de dood praten",
        "schaam me dood",
        "",
    ],
)
def test_what_only_sounds_like_danger_is_let_be(text):
    assert find_danger(text) == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Mijn vader van 81 zoekt iemand die met hem wil wandelen en kaarten. Hij woont in "
            "Overvecht, is weduwnaar en houdt van voetbal en tuinieren. Vorige week zei hij dat "
            "hij liever dood is dan nog een winter alleen."
        ),
        (
            "Ik zoek hulp bij het invullen van formulieren voor de huurtoeslag en de zorgtoeslag, "
            "ik snap de brieven van de Belastingdienst niet. Mijn man slaat me als er weer een "
            "rekening komt."
        ),
        (
            "Wie kan mij helpen met de tuin? De heg is te hoog, het gras staat kniehoog en de "
            "struiken groeien over het pad. Ik heb een grasmaaier en een snoeischaar. Ik heb "
            "pillen gespaard, dan is het voor iedereen klaar."
        ),
        (
            "Ik wil graag Nederlands leren, taalles of een taalmaatje, twee keer per week in de "
            "ochtend. Thuis praten wij alleen Arabisch. Mijn man heeft mij gisteren geslagen."
        ),
        (
            "Wie kan mijn moeder naar het ziekenhuis rijden met de auto? Ze loopt met een rollator"
            " en de taxi is te duur. De afspraak is dinsdag om tien uur. Ze zegt dat ze er niet "
            "meer wil zijn."
        ),
        (
            "Wij zoeken een vrijwilliger voor de boodschappen en het uitlaten van de hond, want ik"
            " heb mijn heup gebroken. De buurvrouw deed het eerst, maar die is verhuisd. Ik ga "
            "mezelf iets aandoen als het zo doorgaat."
        ),
        (
            "Ik heb een laptop gekregen en wil leren mailen, DigiD gebruiken en foto's bekijken. "
            "Kan iemand mij dat uitleggen, het liefst thuis en op dinsdag? Eigenlijk wil ik dood."
        ),
        (
            "Graag een klusser voor een lekkende kraan, twee lampen ophangen en een kast in elkaar"
            " zetten. Ik woon op driehoog in Zuilen. Mijn zoon bedreigt mij met een mes om geld."
        ),
        (
            "Mijn dochter van 9 heeft hulp nodig met rekenen en huiswerk na school, we zoeken een "
            "student die dat wil doen. Haar stiefvader slaat haar."
        ),
        (
            "Ik wil graag samen eten in de buurt, een keer per week met andere ouderen, ik kook "
            "niet meer sinds mijn vrouw weg is. Ik heb een touw gekocht."
        ),
    ],
)
def test_a_cry_for_help_is_not_drowned_by_an_ordinary_request(text):
    assert find_danger(text)


def test_own_volunteer_texts_hardly_raise_an_alarm():
    alarms = [text.text for text in OTHERS if find_danger(text.text)]

    assert len(alarms) <= 0.015 * len(OTHERS), alarms  # near misses, many written to mislead


def test_looking_while_somebody_types_is_quick():
    some = EMERGENCIES[::5]
    for text in some:
        find_danger(text.text)
    start = time.process_time()

    for text in some:
        find_danger(text.text)

    assert (time.process_time() - start) / len(some) < 0.02
