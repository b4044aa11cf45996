"""The post room: what must be told is a row first, then it is delivered exactly once.

Others use `notify` (in the transaction of the fact itself), `withdraw`, and `renderer` with `Mail` to
say how a kind of message reads. How delivery works: docs/decisions/0004-outbox.md.
"""

from network.outbox.posting import notify, wake, withdraw
from network.outbox.registry import Attachment, Mail, renderer

__all__ = ["Attachment", "Mail", "notify", "renderer", "wake", "withdraw"]
