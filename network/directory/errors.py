"""What can go wrong in a way a person can be told about."""


class PeopleError(Exception):
    """A step with accounts or roles that is not possible; the message is plain Dutch for who tried it."""


class DirectoryError(Exception):
    """A change to the directory that cannot be made now; the text says so to the person."""
