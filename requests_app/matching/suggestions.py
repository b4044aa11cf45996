"""The front door for views: which offers suit this need."""

import json
import time
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.core.signals import request_started

from requests_app.matching.findings import Understanding
from requests_app.matching.limits import candidates
from requests_app.matching.ranking import Suggestion, rank
from requests_app.matching.understanding import understand
from requests_app.matching.vocabulary import Vocabulary, stored_vocabulary
from requests_app.matching.wish import Wish
from requests_app.matching.words import content_stems
from requests_app.models import HelpRequest, Need

MOST_EXPLAINED = 10
KEEP_SECONDS = 900


def read_request(help_request: HelpRequest) -> Understanding:
    """What the words and the facts of a stored request say."""
    facts = json.dumps(help_request.facts)
    return _read(
        help_request.text, help_request.channel, help_request.postcode4 or None, facts, stored_vocabulary()
    )


@lru_cache(maxsize=50)  # who works on a request opens it several times
def _read(
    text: str, channel: str, postcode4: str | None, facts: str, vocabulary: Vocabulary
) -> Understanding:
    return understand(
        text, channel=channel, postcode4=postcode4, facts=json.loads(facts), vocabulary=vocabulary
    )


def _forget(**_signal: object) -> None:
    """People's own words stay in memory for a quarter of an hour at most, health checks see to that."""
    now = time.monotonic()
    if now - _last["forgotten"] > KEEP_SECONDS:
        _last["forgotten"] = now
        _read.cache_clear()


_last = {"forgotten": time.monotonic()}
request_started.connect(_forget, dispatch_uid="forget-what-was-read")


def wish_of(need: Need, read: Understanding | None = None) -> Wish:
    """The wish of a stored need: what people confirmed, and for the rest what its words say.

    `read`: what `read_request` gave, for who has it at hand.
    """
    help_request = need.help_request
    read = read or read_request(help_request)
    confirmed = help_request.facts
    person = read.person
    if "tags" in confirmed:
        person = replace(person, tags=tuple(sorted(confirmed["tags"])))
    if "languages" in confirmed:
        person = replace(person, languages=tuple(confirmed["languages"]))
    if "speaks_nl" in confirmed:
        person = replace(person, speaks_nl=confirmed["speaks_nl"])
    return Wish(
        categories=tuple(need.category_slugs) or read.category_slugs,
        district=help_request.district.slug if help_request.district else None,
        postcode4=help_request.postcode4 or None,
        urgency=help_request.urgency,
        person=person,
        words=content_stems(help_request.text),
    )


def suggest(wish: Wish, at: datetime) -> list[Suggestion]:
    """The offers that can help, best first, the first ones explained; empty when nothing fits (a gap).

    At most MOST_CANDIDATES of them.
    """
    if not wish.categories:
        return []
    return rank(candidates(wish, at=at), wish, explained=MOST_EXPLAINED)
