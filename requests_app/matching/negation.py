"""Which words are denied, lie in the past, or stand in a sentence that asks for something."""

from collections.abc import Sequence

from requests_app.matching.phrase import Hit
from requests_app.matching.wordlists import word_set
from requests_app.matching.words import Word

_NO = word_set("negation.no")
# "Ik heb geen winterjas", "kan geen boodschappen doen": lacking something is asking for it.
_LACKS = word_set("negation.lacks")
# "Boodschappen hoeft niet", "eten is niet nodig": said after the words.
_REFUSALS = (
    ("hoeft", "niet"),
    ("hoef", "niet"),
    ("niet", "nodig"),
    ("hoeven", "niet"),
    ("liever", "niet"),
    ("not", "needed"),
)
_WISHES = word_set("negation.wishes")
REACH = 3


class Reading:
    """How each word of a text is meant."""

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit]) -> None:
        self._words = words
        self._past = {words[index].clause for hit in hits if hit.label == "cues:past" for index in hit.words}
        self._wish = {
            words[index].sentence for hit in hits if hit.label == "cues:wish" for index in hit.words
        }

    def is_denied(self, hit: Hit) -> bool:
        """Whether the writer says it is *not* this: "geen eten, wel gezelschap"."""
        first, last = hit.words[0], hit.words[-1]
        if self._is_denied_before(first):
            return True
        clause = self._words[last].clause
        after = [word.form for word in self._words[last + 1 : last + 6] if word.clause == clause]
        return any(
            after[index : index + 2] == list(pair)
            for pair in _REFUSALS
            for index in range(max(0, len(after) - 1))
        )

    def is_past(self, hit: Hit) -> bool:
        """Whether it is told about long ago: "vroeger had ik een maatje"."""
        return any(self._words[index].clause in self._past for index in hit.words)

    def is_asked(self, hit: Hit) -> bool:
        """Whether the sentence asks for something."""
        return any(self._words[index].sentence in self._wish for index in hit.words)

    def _is_denied_before(self, first: int) -> bool:
        clause = self._words[first].clause
        for index in range(first - 1, max(-1, first - 1 - REACH), -1):
            word = self._words[index]
            if word.clause != clause:
                return False
            if word.form in _NO:
                before = [
                    other.form for other in self._words[max(0, index - 4) : index] if other.clause == clause
                ]
                if (
                    word.form in {"niet", "not"}
                    and index + 1 < len(self._words)
                    and self._words[index + 1].form
                    in {
                        "meer",
                        "goed",
                        "alleen",
                        "zo",
                        "naar",
                        "zelf",
                        "only",
                        "te",
                        "altijd",
                    }
                ):
                    wished = any(form in _WISHES for form in before)
                    return wished and self._words[index + 1].form in {"naar", "meer"}
                if word.form == "niet" and not any(form in _WISHES for form in before) and before:
                    return False
                return not any(form in _LACKS for form in before[-2:])
        return False
