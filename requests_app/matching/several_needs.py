"""Which partners can help with more than one need of a request. Pure: suggestions in, kinds of help out."""

from collections.abc import Iterable

from requests_app.matching.ranking import Suggestion


def other_kinds(suggestion: Suggestion, other_needs: Iterable[Iterable[Suggestion]]) -> tuple[str, ...]:
    """The kinds of help that the partner of this suggestion also has an offer for.

    `other_needs`: for each other need every offer that passes its limits, best first. Not the same offer
    when it has one place left: that cannot be given to both needs.
    """
    mine = suggestion.candidate
    kinds = []
    for others in other_needs:
        for other in others:
            is_free = other.offer_id != mine.offer_id or mine.places_left > 1
            if other.candidate.partner_id == mine.partner_id and is_free:
                kinds.append(other.candidate.shared_slug)
                break
    return tuple(dict.fromkeys(kinds))
