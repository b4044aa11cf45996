"""A state has one word, in badges and filters, in Dutch and in English."""

import pytest
from django.utils.text import capfirst
from django.utils.translation import override

from nizu import faces
from requests_app.filters import BLOCKED, STATUSES
from requests_app.models import Route, Urgency
from requests_app.workflow import NeedStatus, ReferralStatus


@pytest.mark.parametrize("language", ["nl", "en"])
def test_badges_say_the_word_of_the_state(language):
    with override(language):
        words = {state.value: capfirst(str(state.label)) for state in (*NeedStatus, *ReferralStatus)}
        urgencies = {urgency.value: capfirst(str(urgency.label)) for urgency in Urgency}

        assert {state: str(faces.of(state).word) for state in words} == words
        assert {value: str(face.word) for value, face in faces.URGENCY_FACES.items()} == urgencies


def test_need_and_referral_share_a_word_where_they_share_a_state():
    shared = set(NeedStatus.values) & set(ReferralStatus.values)

    assert {NeedStatus(one).label for one in shared} == {ReferralStatus(one).label for one in shared}


def test_filters_say_the_same_words():
    assert dict(STATUSES) == dict(NeedStatus.choices) | {"vraag": ReferralStatus.QUESTION.label}
    assert {label for _, label in BLOCKED} == {
        Route(route).label for route in Route if route != Route.VOLUNTEER
    }
