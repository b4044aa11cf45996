import pytest

from requests_app.matching.understanding import understand
from tests.requests_app.matching.city import own_texts, unseen_texts, vocabulary

TEXTS = own_texts()


def read(text, *, channel="online", postcode4="3561", facts=None):
    return understand(text, channel=channel, postcode4=postcode4, facts=facts, vocabulary=vocabulary())


@pytest.fixture(scope="module")
def own_read():
    """Every own text with what is read from it."""
    return [(own, read(own.text, postcode4=own.postcode4)) for own in TEXTS]


def test_every_own_emergency_is_recognised(own_read):
    dangers = [(own, found) for own, found in own_read if own.route == "emergency"]

    assert dangers
    assert [own.text for own, found in dangers if found.route != "emergency"] == []


def test_own_texts_take_the_right_route(own_read):
    wrong = [own.text for own, found in own_read if found.route != own.route]

    assert len(wrong) <= 0.02 * len(TEXTS), wrong


def test_own_texts_are_about_the_right_kind_of_help(own_read):
    asked = [(own, found.category_slugs) for own, found in own_read if own.route == "volunteer"]

    first = [own.text for own, slugs in asked if own.kinds.isdisjoint(slugs[:1])]
    three = [own.text for own, slugs in asked if own.kinds.isdisjoint(slugs[:3])]

    assert len(first) <= 0.02 * len(asked), first
    assert len(three) <= 0.01 * len(asked), three


@pytest.mark.parametrize(
    ("part", "route_right", "dangers", "found", "most_alarms"),
    [(slice(150), 0.95, 18, 18, 2), (slice(150, 300), 0.94, 18, 16, 2)],
    ids=["first half", "second half"],
)
def test_texts_that_nothing_was_learned_from_are_read_well(part, route_right, dangers, found, most_alarms):
    unseen = unseen_texts()[part]
    routes = [(own, read(own.text, postcode4=own.postcode4).route) for own in unseen]
    emergencies = [route for own, route in routes if own.route == "emergency"]
    alarms = [own.text for own, route in routes if route == "emergency" != own.route]

    assert len(unseen) == 150
    assert sum(own.route == route for own, route in routes) >= route_right * len(unseen)
    assert len(emergencies) == dangers
    assert emergencies.count("emergency") >= found
    assert len(alarms) <= most_alarms, alarms


def test_every_fact_carries_the_words_it_was_read_from():
    text = "Mijn moeder (84, rollator) is vergeetachtig. Woensdagmiddag kan. Wie gaat met haar wandelen?"

    understood = read(text)

    words = {
        finding.kind: [text[span.start : span.end] for span in finding.spans]
        for finding in understood.findings
    }
    assert words["age"] == ["84"]
    assert words["availability"] == ["Woensdagmiddag"]
    assert ("tag", "rollator", ("rollator",)) in {
        (finding.kind, finding.value, tuple(text[span.start : span.end] for span in finding.spans))
        for finding in understood.findings
    }
    assert all(category.spans for category in understood.categories[:1])


@pytest.mark.parametrize("own", TEXTS[::9], ids=lambda own: own.text[:40])
def test_reading_twice_tells_the_same_and_spans_lie_inside(own):
    first, second = read(own.text, postcode4=own.postcode4), read(own.text, postcode4=own.postcode4)

    assert first == second
    assert all(
        0 <= span.start < span.end <= len(own.text) for finding in first.findings for span in finding.spans
    )


@pytest.mark.parametrize(
    ("text", "kind", "not_kind"),
    [
        ("Geen eten nodig, wel gezelschap, ik ben 75", "bezoek-thuis", "samen-eten"),
        ("Vroeger had ik een maatje, nu zoek ik hulp in de tuin", "tuin", "maatje"),
        ("Boodschappen hoeft niet, iemand die de lamp ophangt wel", "klussen-huis", "boodschappen"),
        ("rolstoelvervoer naar mijn zus", "vervoer", "wandelen"),
    ],
)
def test_what_is_denied_or_long_past_is_not_asked(text, kind, not_kind):
    slugs = read(text).category_slugs

    assert slugs[0] == kind
    assert not_kind not in slugs


@pytest.mark.parametrize(
    ("postcode4", "text", "district", "municipality"),
    [
        ("3561", "ik zoek een maatje", "overvecht", None),
        (None, "ik zoek een maatje, woon in Lunetten", "zuid", None),
        (None, "maatje gezocht in de Tigrisdreef", "overvecht", None),
        (None, "maatje gezocht, 3572 AB", "noordoost", None),
        ("3707", "ik zoek een maatje", None, "Zeist"),
        (None, "Ik woon in Nieuwegein en zoek een maatje", None, "Nieuwegein"),
        (None, "Mijn kinderen wonen in Zeist, ik zoek een maatje", None, None),
        ("1012", "maatje", None, ""),
        ("3524", "Mijn dochter woont in Houten, ik zoek een maatje", "zuid", None),
    ],
)
def test_where_somebody_lives(postcode4, text, district, municipality):
    understood = read(text, postcode4=postcode4)

    assert understood.district == district
    assert understood.municipality == municipality
    assert (understood.route == "outside_area") == (municipality is not None)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("dhr zit in een rolstoel", "rolstoel"),
        ("ik heb reuma", "chronisch-ziek"),
        ("mijn vrouw heeft alzheimer", "dementie"),
        ("ik leef van de bijstand", "minima"),
        ("ben net ontslagen uit het ziekenhuis na een operatie", "herstellend"),
        ("statushouder uit Eritrea", "nieuwkomer"),
        ("Marokkaanse man van 70", "migrant-ouder"),
        ("ik ben homo", "lhbti"),
        ("liever niet in een groep", "geen-groep"),
    ],
)
def test_tags(text, tag):
    assert tag in read(text).person.tags


def test_a_professional_who_writes_is_not_who_needs_help():
    understood = read("GZ-psycholoog: vrouw 27 zoekt een buddy", channel="professional")

    assert "psychisch" not in understood.person.tags
    assert "maatje" in understood.category_slugs


def test_given_facts_go_before_read_ones():
    understood = read("Ik ben 80", facts={"age": 81, "mobility": "aan-huis", "language": "tr"})

    assert understood.person.age == 81
    assert understood.person.mobility == "aan-huis"
    assert understood.person.languages == ("tr",)
