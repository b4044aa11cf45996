"""What we tell people about a meeting. The functions post a message; the renderers say how it reads.

A mail is made when it is handed over, from the records as they are then. Nothing that a stranger typed on
the sign-up form stands in it, so the form cannot be used to write to others.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.calendar import CONTENT_TYPE, calendar_file
from events.models import Event, SignUp
from network import outbox
from network.models import Notification

SIGNED_UP = "event-signed-up"
WAITING = "event-waiting"
MOVED_UP = "event-moved-up"
SIGN_UP_CANCELLED = "event-sign-up-cancelled"
CHANGED = "event-changed"
CANCELLED = "event-cancelled"
REMINDER = "event-reminder"


# --- Posting -------------------------------------------------------------------------------------


def signed_up(sign_up: SignUp, *, again_at: datetime | None = None) -> None:
    """A place or a place in line; `again_at`: asked for once more, which is mailed once an hour at most."""
    occasion = f"again-{again_at:%Y%m%dT%H}" if again_at else "1"
    _post(WAITING if sign_up.is_waiting else SIGNED_UP, sign_up, occasion)


def moved_up(sign_up: SignUp) -> None:
    _post(MOVED_UP, sign_up)


def cancelled(sign_up: SignUp) -> None:
    _post(SIGN_UP_CANCELLED, sign_up)


def event_changed(event: Event) -> int:
    """Tell everybody who comes or waits of another time or place; returns how many people that are."""
    return _post_to_all(CHANGED, event, occasion=f"r{event.revision}")


def event_cancelled(event: Event) -> int:
    return _post_to_all(CANCELLED, event)


def reminder(sign_up: SignUp, event: Event) -> None:
    """The start is the occasion: a meeting that moves is a new one to be reminded of."""
    _post(REMINDER, sign_up, reminder_occasion(event))


def reminder_occasion(event: Event) -> str:
    return f"{event.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def _post(kind: str, sign_up: SignUp, occasion: str = "1") -> None:
    outbox.notify(
        kind, subject=f"event/{sign_up.event_id}", recipient=f"sign_up/{sign_up.pk}", occasion=occasion
    )


def _post_to_all(kind: str, event: Event, occasion: str = "1") -> int:
    standing = list(event.sign_ups.standing())
    for sign_up in standing:
        _post(kind, sign_up, occasion)
    return len(standing)


# --- Rendering -----------------------------------------------------------------------------------


@outbox.renderer(SIGNED_UP)
def render_signed_up(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: sign_up.is_confirmed and event.is_published and not event.is_over(),
        subject=lambda day: _("U bent aangemeld voor %(day)s") % {"day": day},
        template="email/events/signed_up",
        with_calendar_file=True,
    )


@outbox.renderer(WAITING)
def render_waiting(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: sign_up.is_waiting and event.is_published and not event.is_over(),
        subject=lambda day: _("U staat op de wachtlijst voor %(day)s") % {"day": day},
        template="email/events/waiting",
    )


@outbox.renderer(MOVED_UP)
def render_moved_up(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: sign_up.is_confirmed and event.is_published and not event.is_over(),
        subject=lambda day: _("Er is plek voor u op %(day)s") % {"day": day},
        template="email/events/moved_up",
        with_calendar_file=True,
    )


@outbox.renderer(SIGN_UP_CANCELLED)
def render_sign_up_cancelled(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: sign_up.is_cancelled,
        subject=lambda day: _("U bent afgemeld voor %(day)s") % {"day": day},
        template="email/events/sign_up_cancelled",
    )


@outbox.renderer(CHANGED)
def render_event_changed(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: (
            not sign_up.is_cancelled and event.is_published and not _is_told_again(notification)
        ),
        subject=lambda day: _("Let op: tijd of plaats is veranderd, het is nu op %(day)s") % {"day": day},
        template="email/events/event_changed",
        with_calendar_file=True,
    )


def _is_told_again(notification: Notification) -> bool:
    """Whether this person has a later message of the same kind waiting, which says what holds now."""
    return Notification.objects.filter(
        kind=notification.kind,
        subject_ref=notification.subject_ref,
        recipient_ref=notification.recipient_ref,
        pk__gt=notification.pk,
    ).exists()


@outbox.renderer(CANCELLED)
def render_event_cancelled(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: not sign_up.is_cancelled and event.is_cancelled,
        subject=lambda day: _("De bijeenkomst van %(day)s gaat niet door") % {"day": day},
        template="email/events/event_cancelled",
        with_calendar_file=True,
    )


@outbox.renderer(REMINDER, repeat_when_uncertain=False)
def render_reminder(notification: Notification) -> outbox.Mail | None:
    return _mail(
        notification,
        still_true=lambda sign_up, event: (
            sign_up.is_confirmed
            and event.is_published
            and not event.has_begun()
            and _occasion(notification) == reminder_occasion(event)
        ),
        subject=lambda day: _("Herinnering: de bijeenkomst van %(day)s") % {"day": day},
        template="email/events/reminder",
    )


def _mail(
    notification: Notification,
    *,
    still_true: Callable[[SignUp, Event], bool],
    subject: Callable[[str], str],
    template: str,
    with_calendar_file: bool = False,
) -> outbox.Mail | None:
    """None when the person is forgotten, or what we wanted to tell is not true any more."""
    sign_up = (
        SignUp.objects.select_related("event__district", "event__host", "group")
        .filter(pk=notification.recipient_ref.removeprefix("sign_up/"))
        .first()
    )
    if sign_up is None or not still_true(sign_up, sign_up.event):
        return None
    event = sign_up.event
    with translation.override(sign_up.language):
        day = date_format(timezone.localtime(event.starts_at), "j F")
        attachments = ()
        if with_calendar_file and sign_up.is_confirmed:
            attachments = (outbox.Attachment("agenda.ics", CONTENT_TYPE.split(";")[0], calendar_file(event)),)
        return outbox.Mail(
            to=sign_up.email,
            subject=subject(day),
            template=template,
            context={
                "event": event,
                "group": sign_up.group,
                "has_calendar_file": bool(attachments),
                "place_in_line": sign_up.place_in_line() if sign_up.is_waiting else None,
                "event_url": settings.SITE_URL + event.get_absolute_url(),
                "cancel_url": settings.SITE_URL
                + reverse("events:sign_up_cancel", args=[sign_up.cancel_code]),
            },
            attachments=attachments,
            language=sign_up.language,
        )


def _occasion(notification: Notification) -> str:
    return notification.key.rsplit(":", 1)[1]
