"""Links that open something without an account stand in no log: their secret is cut out of every line."""

import re
from collections.abc import MutableMapping
from typing import Any

# The first part of each address that ends in a secret.
SECRET_FOLLOWS = (
    "accounts/confirm-email",
    "accounts/password/reset/key",
    "agenda/aanmelding",
    "agenda/afmelden",
    "balie/antwoord",
    "mijn-vraag",
    "uitnodiging",
)
_SECRET = re.compile(rf"(/(?:{'|'.join(SECRET_FOLLOWS)})/)[^/\s?\"']+")


def hide_secrets(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor; works on every text in the line, tracebacks too."""
    for key, value in line.items():
        if isinstance(value, str) and "/" in value:
            line[key] = _SECRET.sub(r"\1…", value)
    return line
