"""How a state looks: a tone (colour), an icon and a Dutch word. One table, so it looks the same everywhere.

The colour never tells alone: word and icon always go with it. The word of a need, a referral and an urgency
is the one of requests_app.workflow and its models, which filters and messages use too.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from requests_app.models import Urgency
from requests_app.workflow import NeedStatus, ReferralStatus


@dataclass(frozen=True)
class Face:
    tone: str  # info, success, warning, danger, violet, teal or quiet: a tone-… class in nizu.css
    icon: str  # a name in static/icons.txt
    word: str | Promise


LOOKS = {
    NeedStatus.NEW: ("info", "inbox"),
    NeedStatus.TRIAGE: ("info", "search"),
    NeedStatus.REFERRED: ("warning", "send"),
    NeedStatus.ACCEPTED: ("success", "handshake"),
    NeedStatus.HELPING: ("success", "heart-handshake"),
    NeedStatus.CLOSED: ("quiet", "check-check"),
    ReferralStatus.SENT: ("warning", "send"),
    ReferralStatus.QUESTION: ("violet", "message-circle"),
    ReferralStatus.CONTACTED: ("success", "phone-call"),
    ReferralStatus.RUNNING: ("success", "heart-handshake"),
    ReferralStatus.ENDED: ("quiet", "check-check"),
    ReferralStatus.DECLINED: ("danger", "circle-x"),
    ReferralStatus.EXPIRED: ("danger", "clock-alert"),
    ReferralStatus.WITHDRAWN: ("quiet", "undo-2"),
    Urgency.CRISIS: ("danger", "siren"),
    Urgency.URGENT: ("danger", "triangle-alert"),
    Urgency.SOON: ("warning", "clock-alert"),
    Urgency.NORMAL: ("quiet", "clock"),
}


def _faces(*states: type) -> dict[str, Face]:
    drawn = {state: look for state, look in LOOKS.items() if type(state) in states}
    return {state.value: Face(*look, capfirst(state.label)) for state, look in drawn.items()}


FACES: dict[str, Face] = _faces(NeedStatus, ReferralStatus) | {
    "open": Face("info", "circle-dot", _("Open")),
    # an offer's capacity
    "limited": Face("warning", "hourglass", _("Weinig plek")),
    "waiting_list": Face("violet", "clock", _("Wachtlijst")),
    "full": Face("danger", "ban", _("Vol")),
    "paused": Face("quiet", "circle-pause", _("Gepauzeerd")),
    "unknown": Face("quiet", "circle-help", _("Onbekend")),
    # a meeting and a sign-up
    "draft": Face("quiet", "pencil", _("Concept")),
    "published": Face("success", "circle-check", _("Gepubliceerd")),
    "cancelled": Face("danger", "ban", _("Geannuleerd")),
    "signed_up": Face("success", "circle-check", _("Aangemeld")),
    "waiting": Face("violet", "clock", _("Op de wachtlijst")),
    "attended": Face("success", "check-check", _("Aanwezig geweest")),
    "absent": Face("quiet", "circle-x", _("Niet geweest")),
    "past": Face("quiet", "history", _("Geweest")),
    # an action, a gap
    "todo": Face("info", "circle", _("Te doen")),
    "doing": Face("warning", "circle-dot", _("Bezig")),
    "done": Face("success", "circle-check", _("Klaar")),
    # a message
    "delivered": Face("success", "mail-open", _("Verstuurd")),
    "failed": Face("danger", "circle-alert", _("Niet gelukt")),
    "logged": Face("quiet", "file-text", _("Alleen genoteerd")),
    # an outcome
    "helped": Face("success", "thumbs-up", _("Geholpen")),
    "partly": Face("warning", "circle-dot", _("Deels geholpen")),
    "not_helped": Face("danger", "thumbs-down", _("Niet geholpen")),
}

CAPACITY_FACES: dict[str, Face] = {
    "open": Face("success", "circle-check", _("Plek")),
    "limited": FACES["limited"],
    "waiting": FACES["waiting_list"],
    "waiting_list": FACES["waiting_list"],
    "closed": FACES["full"],
    "full": FACES["full"],
    "paused": FACES["paused"],
    "unknown": FACES["unknown"],
}

URGENCY_FACES = _faces(Urgency)

THEME_ICONS: dict[str, str] = {
    "contact": "coffee",
    "huis": "wrench",
    "vervoer": "car",
    "geld": "wallet",
    "basis": "shopping-basket",
    "taal": "speech",
    "mantelzorg": "hand-heart",
    "geheugen": "brain",
    "gezondheid": "accessibility",
    "gezin": "baby",
    "verlies": "flower-2",
    "nieuw": "globe",
    "meedoen": "footprints",
}


def of(state: object, table: dict[str, Face] = FACES) -> Face:
    """The face of a state; a state nobody drew yet is shown with its own name, quietly."""
    name = str(getattr(state, "value", state))
    return table.get(name) or Face("quiet", "circle", name)
