"""News for the floors above."""

from django.dispatch import Signal

# Sent in the transaction, before the role's row goes: user, role, by. An ambassador's open requests, for
# example, have to find another owner.
role_ends = Signal()
