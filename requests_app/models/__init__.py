from .consent import Consent
from .help_request import HelpRequest
from .need import Need
from .note import Note
from .referral import Referral
from .timeline import TimelineEntry

__all__ = ["Consent", "HelpRequest", "Need", "Note", "Referral", "TimelineEntry"]
