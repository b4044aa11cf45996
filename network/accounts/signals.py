"""News for the floors above."""

from django.dispatch import Signal

# Sent in the transaction that blocks an account: user, by. What the person looked after needs somebody else.
account_blocked = Signal()
