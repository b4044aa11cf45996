"""Which partners can help with more than one need of a request. Pure: suggestions in, kinds of help out."""

from collections import Counter
from collections.abc import Iterable

from requests_app.matching.ranking import Suggestion


def other_kinds(suggestion: Suggestion, other_needs: Iterable[Iterable[Suggestion]]) -> tuple[str, ...]:
    """The kinds of help that the partner of this suggestion also has an offer for.

    `other_needs`: for each other need the best offers that pass its limits (at most MOST_CANDIDATES), best
    first. No offer is counted for more needs than it has places left.
    """
    mine = suggestion.candidate
    promised = Counter({mine.offer_id: 1})
    kinds = []
    for others in other_needs:
        for other in others:
            has_room = promised[other.offer_id] < other.candidate.places_left
            if other.candidate.partner_id == mine.partner_id and has_room:
                promised[other.offer_id] += 1
                kinds.append(other.candidate.shared_slug)
                break
    return tuple(dict.fromkeys(kinds))
