"""What can go wrong in a way a person can be told about."""


class EventError(Exception):
    """A step that is not possible; the message is plain Dutch for the person who tried it."""
