"""The life of a meeting at the coordinator's desk: prepare, publish, change, cancel, copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import notifications
from events.errors import EventError
from events.models import Event, Series
from events.services import places, rows
from events.services.rows import Row

# Changed, these make a calendar file out of date; the last three are also worth a mail to everybody.
CALENDAR_FIELDS = ("title", "question", "about", "starts_at", "ends_at", "venue", "district")
TIME_AND_PLACE = ("starts_at", "ends_at", "venue", "district")
# Words that are pages of their own under /agenda/.
RESERVED_SLUGS = {"aanmelding", "afmelden", "geweest", "feed-ics", "aanmelden"}


@dataclass(frozen=True)
class Change:
    event: Event
    mailed: int = 0
    moved_up: int = 0


def series_named(title: str, kind: str) -> Series:
    """A series of this name, made when there is none of this kind yet."""
    slug = slugify(title)[:80].strip("-") or kind
    series, _is_new = Series.objects.get_or_create(slug=slug, defaults={"title": title, "kind": kind})
    return series


@transaction.atomic
def prepare(values: Row, *, programme: Iterable[Row] = (), groups: Iterable[Row] = ()) -> Event:
    """A new draft, seen by those who prepare meetings only."""
    event = Event(**values, slug=free_slug(values["title"], values["starts_at"]))
    event.save()
    rows.keep(event.programme, programme)
    rows.keep(event.groups, groups)
    return event


def change(
    event: Event, values: Row, *, programme: Iterable[Row], groups: Iterable[Row], at: datetime
) -> Change:
    """Change a meeting. Another time or place is mailed to everybody; more places move people up.

    Raises EventError when fewer places are left than people have, or TooBusy.
    """
    with places.held(event.pk) as event:
        if event.is_cancelled:
            raise EventError(_("Deze bijeenkomst gaat niet door. U kunt haar niet meer veranderen."))
        changed = {name for name, value in values.items() if getattr(event, name) != value}
        for name, value in values.items():
            setattr(event, name, value)
        if event.is_published and changed & set(CALENDAR_FIELDS):
            event.revision += 1
        event.changed_at = at
        if event.is_draft and changed & {"title", "starts_at"}:
            event.slug = free_slug(event.title, event.starts_at, apart_from=event)
        event.save()
        rows.keep(event.programme, programme)
        rows.keep(event.groups, groups)
        _check_places(event)
        mailed = 0
        if event.is_published and changed & set(TIME_AND_PLACE) and not event.is_over(at):
            mailed = notifications.event_changed(event)
        return Change(event, mailed=mailed, moved_up=len(places.fill(event, at=at)))


def _check_places(event: Event) -> None:
    coming = event.sign_ups.confirmed().count()
    if event.places < coming:
        raise EventError(
            _("Er komen al %(coming)s mensen. Kies %(coming)s of meer plekken.") % {"coming": coming}
        )
    for group in event.groups.with_taken():
        if group.places is not None and group.places < group.taken:
            raise EventError(
                _("In de deelgroep “%(group)s” zitten al %(taken)s mensen. Kies %(taken)s of meer plekken.")
                % {"group": group.title, "taken": group.taken}
            )


def publish(event: Event, *, at: datetime) -> Event:
    """Open a draft to everybody. Raises EventError when it is no draft or begins in the past."""
    with places.held(event.pk) as event:
        if not event.is_draft:
            raise EventError(_("Deze bijeenkomst is al gepubliceerd."))
        if event.has_begun(at):
            raise EventError(_("De bijeenkomst begint in het verleden. Kies eerst een andere dag."))
        event.status = Event.Status.PUBLISHED
        event.published_at = event.changed_at = at
        event.save(update_fields=["status", "published_at", "changed_at"])
        return event


def retract(event: Event, *, at: datetime) -> Event:
    """Make a draft of it again, as long as nobody has signed up: then nobody has to be told.

    Raises EventError when somebody has, or when it has begun or is called off.
    """
    with places.held(event.pk) as event:
        if not event.is_published or event.has_begun(at):
            raise EventError(_("Van deze bijeenkomst kunt u geen concept meer maken."))
        if event.sign_ups.exists():
            raise EventError(
                _("Er heeft zich al iemand aangemeld. Gaat het niet door? Laat dat dan iedereen weten.")
            )
        event.status = Event.Status.DRAFT
        event.published_at = None
        event.changed_at = at
        event.save(update_fields=["status", "published_at", "changed_at"])
        return event


def call_off(event: Event, *, note: str, at: datetime) -> Change:
    """Cancel a meeting and mail everybody who comes or waits. Raises EventError when that is too late."""
    with places.held(event.pk) as event:
        if not event.is_published or event.is_over(at):
            raise EventError(_("U kunt alleen een gepubliceerde bijeenkomst afgelasten die nog komt."))
        event.status = Event.Status.CANCELLED
        event.cancel_note = note
        event.revision += 1
        event.changed_at = at
        event.save(update_fields=["status", "cancel_note", "revision", "changed_at"])
        return Change(event, mailed=notifications.event_cancelled(event))


@transaction.atomic
def copy(event: Event, *, at: datetime) -> Event:
    """A draft like this meeting, four weeks from today at the same hour on the clock of Utrecht."""
    start = timezone.localtime(event.starts_at)
    day = timezone.localtime(at).date() + timedelta(weeks=4)
    starts_at = start.replace(year=day.year, month=day.month, day=day.day, fold=0)
    length = event.ends_at - event.starts_at
    names = ("series", "question", "about", "host", "host_name", "venue", "district", "access_note",
             "places", "asks_for_lunch")  # fmt: skip
    values = {name: getattr(event, name) for name in names}
    title = _("Kopie van %(title)s") % {"title": event.title}
    values |= {"title": title[:160], "starts_at": starts_at, "ends_at": starts_at + length}
    return prepare(
        values,
        programme=list(event.programme.values("starts_at", "title", "speaker_role")),
        groups=list(event.groups.values("title", "places")),
    )


def free_slug(title: str, starts_at: datetime, *, apart_from: Event | None = None) -> str:
    """The title as an address; where that is taken with its date, then with a number."""
    plain = slugify(title)[:90].strip("-") or "bijeenkomst"
    dated = f"{plain}-{timezone.localtime(starts_at):%Y-%m-%d}"
    others = Event.objects.exclude(pk=apart_from.pk if apart_from else None)
    taken = set(others.filter(slug__startswith=plain).values_list("slug", flat=True)) | RESERVED_SLUGS
    candidates = [plain, dated, *(f"{dated}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
