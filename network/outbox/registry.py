"""How each kind of notification reads: renderers, registered by the app that owns the kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from network.outbox.models import Notification


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail, not yet rendered: `template` "email/x" means templates/email/x.txt and x.html.

    `subject` holds no personal data; `language` is the reader's.
    """

    to: str
    subject: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    language: str = "nl"


# Made at hand-over, from the records as they are then. None: no longer needed.
Render = Callable[[Notification], Mail | None]


@dataclass(frozen=True)
class Kind:
    render: Render
    # What to do when nobody can say whether a mail arrived: telling twice is better for a referral,
    # waiting for a person is better for a reminder.
    repeat_when_uncertain: bool


_kinds: dict[str, Kind] = {}


def renderer(kind: str, *, repeat_when_uncertain: bool = True) -> Callable[[Render], Render]:
    """Register the decorated function as the way `kind` reads. Raises ValueError when it has one."""

    def register(render: Render) -> Render:
        if kind in _kinds:
            raise ValueError(f"kind {kind!r} already has a renderer")
        _kinds[kind] = Kind(render, repeat_when_uncertain)
        return render

    return register


def kind_of(notification: Notification) -> Kind:
    """Raises LookupError for a kind that no app registered."""
    try:
        return _kinds[notification.kind]
    except KeyError:
        raise LookupError(f"no renderer for kind {notification.kind!r}") from None
