"""How long a meeting keeps whose data, and why: one declaration, from which the job and the register come."""

from datetime import timedelta

# Proposal, to be confirmed by the network's privacy officer.
SIGN_UPS_KEPT_FOR = timedelta(days=92)

PERSONAL_FIELDS = {
    "events.SignUp": {
        "fields": ("name", "email", "organisation", "needs", "wants_lunch", "attended"),
        "purpose": "hold a place, prepare the meeting, tell about changes",
        "ground": "consent, given by signing up (GDPR art. 6.1a; needs may concern health, art. 9.2a)",
        "kept_for": SIGN_UPS_KEPT_FOR,
        "counted_from": "end of the meeting",
        "then": "deleted; counts of sign-ups, cancellations and attendance stay with the meeting",
    }
}
