"""Signing up for an event, cancelling, and changing one's mind. No account needed."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import IntegrityError
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from events import notifications
from events.errors import EventError, GroupIsFull
from events.models import BreakoutGroup, Event, SignUp
from events.services import places

COMING = Q(status=SignUp.Status.CONFIRMED)
WAITING = Q(status=SignUp.Status.WAITING)


@dataclass(frozen=True)
class Person:
    """What somebody told on the form."""

    name: str
    email: str
    organisation: str = ""
    group: BreakoutGroup | None = None
    wants_lunch: bool = False
    needs: str = ""
    language: str = "nl"


class Answer(Enum):
    NEW = "new"  # a sign-up was made
    SAME = "same"  # the same form again, after a double click or a lost answer: nothing new
    CHANGED = "changed"  # the same form, filled in differently: the first one stands
    KNOWN = "known"  # this address had signed up before: the first one stands


def sign_up(
    event: Event, person: Person, *, key: uuid.UUID, at: datetime, by_hand: bool = False
) -> tuple[SignUp, Answer]:
    """Give a place, or a place in line, to one person; `key` makes sending the form twice harmless.

    by_hand: a coordinator adds somebody, which is possible until the event is over.
    Raises EventError when sign-up is closed, GroupIsFull, or TooBusy.
    """
    person_email = person.email.lower()
    try:
        with places.held(event.pk) as event:
            if not (event.sign_up_is_open(at) or (by_hand and event.is_published and not event.is_over(at))):
                raise EventError(_("Aanmelden kan niet meer."))
            found = event.sign_ups.aggregate(
                coming=Count("pk", filter=COMING),
                waiting=Count("pk", filter=WAITING),
                in_group=Count("pk", filter=COMING & Q(group=person.group)),
                same_form=Max("pk", filter=Q(submission_key=key)),
                same_person=Max("pk", filter=(COMING | WAITING) & Q(email=person_email)),
            )
            if found["same_form"]:
                standing = SignUp.objects.get(pk=found["same_form"])
                return standing, Answer.SAME if _told_the_same(standing, person) else Answer.CHANGED
            if found["same_person"]:
                standing = SignUp.objects.get(pk=found["same_person"])
                notifications.signed_up(standing, again_at=at)
                return standing, Answer.KNOWN
            has_place = found["coming"] + found["waiting"] < event.places
            group = person.group
            if group and has_place and group.places is not None and found["in_group"] >= group.places:
                raise GroupIsFull
            made = SignUp.objects.create(
                event=event, submission_key=key, group=group, name=person.name, email=person_email,
                organisation=person.organisation, wants_lunch=person.wants_lunch, needs=person.needs,
                language=person.language, signed_up_at=at,
                status=SignUp.Status.CONFIRMED if has_place else SignUp.Status.WAITING,
            )  # fmt: skip
            notifications.signed_up(made)
            return made, Answer.NEW
    except IntegrityError as error:
        # The key of another event's form: nobody's browser does this by itself.
        raise EventError(_("Dit formulier is al gebruikt. Laad de pagina opnieuw.")) from error


def _told_the_same(standing: SignUp, person: Person) -> bool:
    return (standing.name, standing.email, standing.organisation, standing.wants_lunch, standing.needs) == (
        person.name, person.email.lower(), person.organisation, person.wants_lunch, person.needs
    )  # fmt: skip


def cancel(sign_up: SignUp, *, at: datetime) -> SignUp:
    """Give the place back; the first who waits moves up. Cancelling twice is once.

    Raises EventError when the event is over, or TooBusy.
    """
    with places.held(sign_up.event_id) as event:
        sign_up = SignUp.objects.get(pk=sign_up.pk)  # as it is now that the lock is ours
        if sign_up.is_cancelled:
            return sign_up
        if event.is_over(at):
            raise EventError(_("Deze bijeenkomst is al geweest."))
        sign_up.status = SignUp.Status.CANCELLED
        sign_up.cancelled_at = at
        sign_up.save(update_fields=["status", "cancelled_at"])
        notifications.cancelled(sign_up)
        places.fill(event, at=at)
        return sign_up


def sign_up_again(cancelled: SignUp, *, at: datetime) -> tuple[SignUp, Answer]:
    """Come after all: at the end of the line, because the place may have gone to somebody else."""
    person = Person(
        name=cancelled.name, email=cancelled.email, organisation=cancelled.organisation,
        group=cancelled.group, wants_lunch=cancelled.wants_lunch, needs=cancelled.needs,
        language=cancelled.language,
    )  # fmt: skip
    key = uuid.uuid5(cancelled.public_id, "again")  # pressing the button twice is one sign-up
    try:
        return sign_up(cancelled.event, person, key=key, at=at)
    except GroupIsFull:
        without_group = Person(**{**person.__dict__, "group": None})
        return sign_up(cancelled.event, without_group, key=key, at=at)
