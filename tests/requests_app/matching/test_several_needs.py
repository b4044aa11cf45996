"""One partner for several needs: told where it is so, and never weighed."""

import pytest

from requests_app.matching.ranking import rank
from requests_app.matching.several_needs import other_kinds
from tests.requests_app.matching.test_ranking import BASE, WISH


def suggestions(*candidates):
    return rank(candidates, WISH, explained=0)


[MINE] = suggestions(BASE)
RIDE = BASE._replace(offer_id=2, slug="rit", shared_slug="vervoer")
STRANGER = BASE._replace(offer_id=3, slug="vreemd", shared_slug="tuin", partner_id=2)


def test_the_partner_of_an_offer_for_another_need_can_do_both():
    other = suggestions(STRANGER, RIDE)

    assert other_kinds(MINE, [other]) == ("vervoer",)


def test_another_partner_for_the_other_need_says_nothing():
    assert other_kinds(MINE, [suggestions(STRANGER), []]) == ()


def test_each_other_need_gives_the_kind_of_the_partners_best_offer_once():
    second = RIDE._replace(offer_id=4, slug="rit-ver", shared_slug="uitje", near=-1.0)
    garden = BASE._replace(offer_id=5, slug="tuin", shared_slug="tuin")

    needs = [suggestions(second, RIDE), suggestions(garden), suggestions(RIDE)]

    assert other_kinds(MINE, needs) == ("vervoer", "tuin")


@pytest.mark.parametrize(("places", "kinds"), [(1, ()), (2, ("maatje",))])
def test_one_place_cannot_be_given_to_two_needs(places, kinds):
    [same] = suggestions(BASE._replace(places_left=places))

    assert other_kinds(same, [[same]]) == kinds


def test_another_offer_of_the_partner_does_where_the_same_one_is_nearly_full():
    full = BASE._replace(places_left=1)
    [mine] = suggestions(full)

    assert other_kinds(mine, [suggestions(full, RIDE._replace(places_left=1, near=-1.0))]) == ("vervoer",)
