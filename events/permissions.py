"""Who may do what with a meeting. Which meetings somebody sees at all: Event.objects.visible_to()."""


def can_prepare(user) -> bool:
    """Open the desk of meetings: write drafts and reports, see figures."""
    return user.is_authenticated and (user.is_coordinator or user.is_core_group)


def can_edit(user, event) -> bool:
    """The core group prepares; what is public is changed by the coordinator, because people are mailed."""
    if event.is_cancelled:
        return False
    return user.is_coordinator or (user.is_core_group and event.is_draft)


def can_publish(user) -> bool:
    return user.is_coordinator


def can_cancel(user, event) -> bool:
    return user.is_coordinator and event.is_published


def can_see_sign_ups(user) -> bool:
    """Names, addresses and needs of those who come. The core group sees how many, not who."""
    return user.is_coordinator


def can_write_report(user, event) -> bool:
    return can_prepare(user) and event.is_published and event.has_begun()


def can_publish_report(user) -> bool:
    return user.is_coordinator
