"""What to do with a request: the route together with the offers that fit."""

from dataclasses import dataclass
from datetime import datetime

from requests_app.matching.findings import Route, Understanding, Urgency
from requests_app.matching.ranking import Suggestion
from requests_app.matching.routing import CALL_BACK
from requests_app.matching.suggestions import suggest
from requests_app.matching.wish import Wish


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the request belongs; suggestions only when volunteers can help."""

    route: str
    refer_to: tuple[str, ...]
    suggestions: tuple[Suggestion, ...] = ()


def advise(understanding: Understanding, wish: Wish, at: datetime) -> Advice:
    """The route read from the words, corrected by what a person confirmed and by what the network can do.

    Danger is never matched. When no offer can help, or none in time, an ambassador calls back first.
    """
    route = understanding.route
    if wish.urgency == Urgency.CRISIS and route != Route.EMERGENCY:
        return Advice(Route.EMERGENCY, ())
    if route != Route.VOLUNTEER:
        return Advice(route, understanding.refer_to)
    suggestions = tuple(suggest(wish, at))
    if not suggestions:
        return Advice(Route.PROFESSIONAL, (CALL_BACK,))
    return Advice(Route.VOLUNTEER, understanding.refer_to, suggestions)
