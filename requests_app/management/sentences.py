"""Plausible words of invented residents, put together from pieces: no two hundred requests read alike."""

import random

OPENINGS = [
    "Ik ben {age} en woon alleen.",
    "Mijn moeder is {age} en komt bijna niet meer buiten.",
    "Wij wonen hier net.",
    "Sinds mijn operatie gaat het lopen moeilijk.",
    "Mijn man is vorig jaar overleden.",
    "Ik zorg al jaren voor mijn broer.",
    "Mijn buurvrouw van {age} redt het niet meer alleen.",
    "Cliënt van {age}, woont zelfstandig.",
    "Door de stress slaap ik slecht.",
]
ASKS = [
    "Ik zoek hulp bij {kind}.",
    "Is er iemand die kan helpen met {kind}?",
    "Het gaat om {kind}, een of twee keer per week.",
    "Kunt u mij helpen aan {kind}?",
    "Wat ik nodig heb is {kind}.",
    "Graag iemand voor {kind}, liefst uit de buurt.",
]
DETAILS = [
    "Boodschappen doen lukt ook niet goed.",
    "Ik spreek niet zo goed Nederlands.",
    "Een kopje koffie samen zou al fijn zijn.",
    "De computer en de post begrijp ik niet.",
    "Wandelen in het park deed ik altijd graag.",
    "Ik heb geen auto en de bus is te ver lopen.",
    "De kinderen hebben het druk met school.",
    "Geld is krap deze maand.",
    "Het liefst overdag, niet op woensdag.",
    "Er hangt een lamp los en de kraan lekt.",
    "Mijn dochter belt elke week maar woont ver weg.",
    "Samen eten zou heerlijk zijn.",
]
ENDINGS = ["Alvast bedankt.", "Bel mij gerust.", "Ik hoor graag van u.", "Liefst na de middag bellen.", ""]


def sentence(dice: random.Random, kind: str) -> str:
    """Some three sentences about this kind of help (a slug)."""
    parts = [
        dice.choice(OPENINGS).format(age=dice.randint(20, 95)),
        dice.choice(ASKS).format(kind=kind.replace("-", " ")),
        *dice.sample(DETAILS, dice.randint(0, 2)),
        dice.choice(ENDINGS),
    ]
    return " ".join(part for part in parts if part)
