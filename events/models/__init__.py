from .event import Event, ProgrammeItem
from .group import BreakoutGroup
from .report import Action, ReportLine
from .series import Series
from .sign_up import SignUp

__all__ = ["Action", "BreakoutGroup", "Event", "ProgrammeItem", "ReportLine", "Series", "SignUp"]
