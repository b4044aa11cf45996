"""Meetings, their programme, and who comes. A state is a trait:

    EventFactory(draft=True), EventFactory(past=True), EventFactory(cancelled=True)
    SignUpFactory(event=event, waiting=True)

An event made here is published, starts in three weeks and has ten places.
"""

import datetime
import uuid

import factory
from django.utils import timezone

from events.models import Action, BreakoutGroup, Event, ProgrammeItem, ReportLine, Series, SignUp


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"reeks-{n}")
    kind = Series.Kind.NETWORK_MEETING
    title = factory.LazyAttribute(lambda series: series.slug.replace("-", " ").capitalize())
    contact_role = "Coördinator NIZU"


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    class Params:
        starts_in = datetime.timedelta(days=21)
        draft = factory.Trait(status=Event.Status.DRAFT, published_at=None)
        cancelled = factory.Trait(
            status=Event.Status.CANCELLED, cancel_note="De zaal is niet vrij.", revision=1
        )
        past = factory.Trait(starts_in=datetime.timedelta(days=-30))

    series = factory.SubFactory(SeriesFactory)
    status = Event.Status.PUBLISHED
    slug = factory.Sequence(lambda n: f"bijeenkomst-{n}")
    title = factory.Sequence(lambda n: f"Bijeenkomst {n}")
    about = "Wij praten samen over informele zorg."
    starts_at = factory.LazyAttribute(lambda event: timezone.now() + event.starts_in)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + datetime.timedelta(hours=3))
    host_name = "Gastheer"
    venue = "Buurthuis De Zon"
    places = 10
    published_at = factory.LazyFunction(timezone.now)


class ProgrammeItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeItem

    event = factory.SubFactory(EventFactory)
    position = factory.Sequence(lambda n: n + 1)
    starts_at = datetime.time(13, 30)
    title = factory.Sequence(lambda n: f"Onderdeel {n}")
    speaker_role = "Voorzitter"


class BreakoutGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BreakoutGroup

    event = factory.SubFactory(EventFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Deelgroep {n}")


class ReportLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportLine

    event = factory.SubFactory(EventFactory, past=True)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Uitkomst {n}")


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    event = factory.SubFactory(EventFactory, past=True)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Actiepunt {n}")
    owner_role = "Kerngroep"


class SignUpFactory(factory.django.DjangoModelFactory):
    """Somebody with a place, written straight into the table: no lock, no mail."""

    class Meta:
        model = SignUp

    class Params:
        waiting = factory.Trait(status=SignUp.Status.WAITING)
        cancelled = factory.Trait(
            status=SignUp.Status.CANCELLED, cancelled_at=factory.LazyFunction(timezone.now)
        )

    submission_key = factory.LazyFunction(uuid.uuid4)
    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Deelnemer {n}")
    email = factory.Sequence(lambda n: f"deelnemer{n}@organisatie.example")
    organisation = "Organisatie"
    status = SignUp.Status.CONFIRMED
    signed_up_at = factory.LazyFunction(timezone.now)
