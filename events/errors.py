"""What can go wrong in a way a person can be told about."""

from django.utils.translation import gettext as _


class EventError(Exception):
    """A step that is not possible; the message is plain Dutch for the person who tried it."""


class GroupIsFull(EventError):
    def __init__(self) -> None:
        super().__init__(_("Deze deelgroep is vol. Kies een andere deelgroep."))


class TooBusy(EventError):
    """Others held the event's lock for too long: nothing was changed, and trying again is safe."""

    def __init__(self) -> None:
        super().__init__(_("Het is nu erg druk. Probeer het over een halve minuut opnieuw."))
