"""News for the floors above."""

from django.dispatch import Signal

# Sent in the transaction, before the role's row goes: user, role, by. An ambassador's open requests, for
# example, have to find another owner.
role_ends = Signal()

# Sent with `offers` (row numbers) to learn how many places each has left at this moment: referrals, which
# hold places, live on a floor above. A receiver answers with a dictionary of row number to free places.
asking_free_places = Signal()
