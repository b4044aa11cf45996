"""The life of a need and of a referral: states and the steps allowed between them.

Source: docs/architecture.md. The database holds the same tables (pgtrigger.FSM on the models), so
that a bulk update cannot take a step that is not drawn here. The word of a state stands here and nowhere
else: badges (nizu/faces.py), filters and messages use it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedStatus(models.TextChoices):
    NEW = "new", _("nieuw")
    TRIAGE = "triage", _("wordt bekeken")
    REFERRED = "referred", _("doorgestuurd")
    ACCEPTED = "accepted", _("aangenomen")
    HELPING = "helping", _("hulp loopt")
    CLOSED = "closed", _("afgesloten")


class ReferralStatus(models.TextChoices):
    SENT = "sent", _("wacht op antwoord")
    QUESTION = "question", _("vraag gesteld")
    ACCEPTED = "accepted", _("aangenomen")
    CONTACTED = "contacted", _("contact gelegd")
    RUNNING = "running", _("hulp loopt")
    ENDED = "ended", _("afgerond")
    DECLINED = "declined", _("afgewezen")
    EXPIRED = "expired", _("geen antwoord")
    WITHDRAWN = "withdrawn", _("ingetrokken")


NEED_STEPS: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.NEW: frozenset({NeedStatus.TRIAGE, NeedStatus.CLOSED}),
    NeedStatus.TRIAGE: frozenset({NeedStatus.REFERRED, NeedStatus.CLOSED}),
    # back to triage: the partner declined, did not answer in time, or the referral was withdrawn
    NeedStatus.REFERRED: frozenset({NeedStatus.ACCEPTED, NeedStatus.TRIAGE, NeedStatus.CLOSED}),
    NeedStatus.ACCEPTED: frozenset({NeedStatus.HELPING, NeedStatus.CLOSED}),
    NeedStatus.HELPING: frozenset({NeedStatus.CLOSED}),
    # reopened: the resident or the ambassador says it is not solved
    NeedStatus.CLOSED: frozenset({NeedStatus.TRIAGE}),
}

REFERRAL_STEPS: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    ReferralStatus.SENT: frozenset(
        {
            ReferralStatus.QUESTION,
            ReferralStatus.ACCEPTED,
            ReferralStatus.DECLINED,
            ReferralStatus.EXPIRED,
            ReferralStatus.WITHDRAWN,
        }
    ),
    # back to sent: the ambassador answered the question
    ReferralStatus.QUESTION: frozenset(
        {
            ReferralStatus.SENT,
            ReferralStatus.ACCEPTED,
            ReferralStatus.DECLINED,
            ReferralStatus.EXPIRED,
            ReferralStatus.WITHDRAWN,
        }
    ),
    ReferralStatus.ACCEPTED: frozenset({ReferralStatus.CONTACTED, ReferralStatus.ENDED}),
    ReferralStatus.CONTACTED: frozenset({ReferralStatus.RUNNING, ReferralStatus.ENDED}),
    ReferralStatus.RUNNING: frozenset({ReferralStatus.ENDED}),
    ReferralStatus.ENDED: frozenset(),
    ReferralStatus.DECLINED: frozenset(),
    ReferralStatus.EXPIRED: frozenset(),
    ReferralStatus.WITHDRAWN: frozenset(),
}

OPEN_NEED = frozenset(NeedStatus) - {NeedStatus.CLOSED}
# A referral in one of these keeps a place at the offer occupied.
HOLDS_PLACE = frozenset(
    {
        ReferralStatus.SENT,
        ReferralStatus.QUESTION,
        ReferralStatus.ACCEPTED,
        ReferralStatus.CONTACTED,
        ReferralStatus.RUNNING,
    }
)
AWAITS_ANSWER = frozenset({ReferralStatus.SENT, ReferralStatus.QUESTION})
# From here on the partner may know who the resident is.
ACCEPTED_REFERRAL = frozenset(
    {
        ReferralStatus.ACCEPTED,
        ReferralStatus.CONTACTED,
        ReferralStatus.RUNNING,
        ReferralStatus.ENDED,
    }
)


class Outcome(models.TextChoices):
    """How a need ended. No closing without one of these."""

    HELPED = "helped", _("geholpen")
    PARTLY = "partly", _("deels geholpen")
    SOLVED_OTHERWISE = "solved_otherwise", _("op een andere manier opgelost")
    PROFESSIONAL = "professional", _("naar een beroepskracht")
    EMERGENCY = "emergency", _("naar spoedhulp")
    OUTSIDE_AREA = "outside_area", _("naar de eigen gemeente")
    NO_FIT = "no_fit", _("geen passende hulp gevonden")
    WITHDRAWN = "withdrawn", _("bewoner trok de vraag in")
    UNREACHABLE = "unreachable", _("niet bereikt")
    DUPLICATE = "duplicate", _("dubbele vraag")


class DeclineReason(models.TextChoices):
    CAPACITY = "capacity", _("nu geen plek")
    DISTRICT = "district", _("niet in deze wijk")
    NO_FIT = "no_fit", _("past niet bij ons aanbod")
    TOO_HEAVY = "too_heavy", _("vraagt een beroepskracht")
    OTHER = "other", _("anders")
