from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.matching.candidate import Candidate
from requests_app.matching.findings import Person
from requests_app.matching.ranking import rank, score_parts, shortlist
from requests_app.matching.wish import Wish

WISH = Wish(categories=("maatje", "tuin"), district="west", person=Person(age=40), words=("tuin",))
BASE = Candidate(
    offer_id=1,
    public_id=UUID(int=1),
    slug="een",
    title="Maatje",
    summary="Samen op pad.",
    partner_id=1,
    partner_name="Partner",
    mode="home",
    format="one_to_one",
    transport_included=False,
    languages=["nl"],
    requires_all=[],
    requires_any=[],
    age_min=18,
    waiting_weeks=1,
    cost_text="gratis",
    places_left=5,
    takes_waiting_list=False,
    confirmed_epoch=None,
    days_since_confirmed=3,
    capacity_note="",
    main=1.0,
    more=0.0,
    shared_slug="maatje",
    audience=0.0,
    band=0.0,
    near=0.0,
    language=0.0,
    waiting=0.9,
    room=1.0,
    freshness=1.0,
    track=0.75,
    grown=0.0,
    recent_referrals=0,
)
PART = st.floats(0, 1.5, allow_nan=False)
CANDIDATES = st.lists(
    st.builds(
        BASE._replace,
        slug=st.text("abcdef", min_size=3, max_size=8),
        main=PART,
        more=PART,
        audience=PART,
        near=PART,
        waiting=PART,
        room=PART,
        freshness=PART,
        recent_referrals=st.integers(0, 3),
    ),
    unique_by=lambda candidate: candidate.slug,
    max_size=12,
)


def order(candidates):
    return [suggestion.slug for suggestion in rank(candidates, WISH, explained=0)]


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_input(candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)

    assert order(shuffled) == order(candidates)


@given(CANDIDATES, st.integers(0, 11))
def test_leaving_one_out_never_changes_the_order_of_the_others(candidates, number):
    left_out = candidates[number % len(candidates)].slug if candidates else ""

    rest = [candidate for candidate in candidates if candidate.slug != left_out]

    assert order(rest) == [slug for slug in order(candidates) if slug != left_out]


@given(CANDIDATES)
def test_the_parts_add_up_to_the_score(candidates):
    for suggestion in rank(candidates, WISH, explained=0):
        parts = score_parts(suggestion.candidate, frozenset(WISH.words))
        assert suggestion.score == pytest.approx(sum(parts.values()), abs=1e-5)


@pytest.mark.parametrize(
    "better",
    [
        {"near": 1.0},
        {"audience": 1.0},
        {"language": 1.0},
        {"more": 0.5},
        {"waiting": 1.0},
        {"track": 0.95},
        {"title": "Hulp in de tuin"},
    ],
)
def test_what_counts_in_favour(better):
    assert order([BASE, BASE._replace(slug="beter", **better)]) == ["beter", "een"]


@pytest.mark.parametrize("worse", [{"freshness": 0.0}, {"main": 0.6}, {"room": 0.3}, {"grown": 1.0}])
def test_what_counts_against(worse):
    assert order([BASE._replace(slug="aaa", **worse), BASE]) == ["een", "aaa"]


def test_of_equals_the_one_that_had_fewer_people_lately_goes_first():
    assert order([BASE._replace(slug="aaa", recent_referrals=2), BASE]) == ["een", "aaa"]


def test_the_main_need_weighs_more_than_all_that_is_merely_nice():
    nice = BASE._replace(slug="aardig", main=0.4, near=1.0, waiting=1.0, language=1.0)

    assert order([nice, BASE]) == ["een", "aardig"]


def test_the_shortlist_leaves_out_what_fits_much_less():
    ranked = rank([BASE, BASE._replace(slug="ver", main=0.3)], WISH, explained=0)

    assert [found.slug for found in shortlist(ranked)] == ["een"]


@pytest.mark.django_db
def test_only_the_first_are_explained_when_asked_so():
    ranked = rank([BASE, BASE._replace(slug="twee", main=0.5)], WISH, explained=1)

    assert ranked[0].sentence
    assert ranked[1].sentence == ""


def test_words_of_the_text_count_only_a_little():
    parts = score_parts(BASE._replace(title="Hulp in de tuin"), frozenset(WISH.words))

    assert 0 < parts["text"] < parts["main"] / 4
