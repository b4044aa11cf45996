from .choice import Choice
from .consent import Consent
from .draft import Draft
from .help_request import Channel, HelpRequest, ReferrerCheck, Route, Urgency
from .known_domain import KnownDomain
from .need import Need
from .note import Note
from .referral import Referral
from .saved_view import SavedView
from .search_word import SearchWord
from .stand_in import StandIn
from .timeline import TimelineEntry
from .track_record import TrackRecord

__all__ = [
    "Channel",
    "Choice",
    "Consent",
    "Draft",
    "HelpRequest",
    "KnownDomain",
    "Need",
    "Note",
    "Referral",
    "ReferrerCheck",
    "Route",
    "SavedView",
    "SearchWord",
    "StandIn",
    "TimelineEntry",
    "TrackRecord",
    "Urgency",
]
