"""Dutch in the source, English complete beside it."""

import contextlib
import string

from nizu import interface_texts


def test_every_text_has_an_english_twin():
    assert interface_texts.untranslated() == []


def test_twins_fill_in_the_same_values():
    wrong = [
        message.id for message in interface_texts.english() if message.id and not _same_placeholders(message)
    ]

    assert wrong == []


def _same_placeholders(message) -> bool:
    dutch = message.id if isinstance(message.id, tuple) else (message.id,)
    english = message.string if isinstance(message.string, tuple) else (message.string,)
    allowed = set().union(*(_placeholders(text) for text in dutch))
    return all(_placeholders(text) <= allowed for text in english) and _placeholders(
        dutch[-1]
    ) == _placeholders(english[-1])


def _placeholders(text: str) -> set[str]:
    """Names in %(name)s; a bare {name} is part of str.format texts."""
    found = {piece.split(")")[0] for piece in text.split("%(")[1:]}
    with contextlib.suppress(ValueError):
        found |= {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return found
