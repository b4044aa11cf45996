"""Places hold when many people come at once. Real threads, real connections, the real lock."""

import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from events.errors import TooBusy
from events.models import Event, SignUp
from events.services import places
from events.services.publishing import change
from events.services.sign_up import Answer, Person, cancel, sign_up
from network.models import Notification
from tests.factories.events import EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """Twenty threads wait for one lock here, beside whatever else the machine does; a portal has eight."""
    monkeypatch.setattr(places, "LOCK_TIMEOUT", "60s")


def person(number: int) -> Person:
    return Person(name=f"Deelnemer {number}", email=f"mens{number}@organisatie.example")


def all_at_once(*jobs, threads: int = 20):
    """Run the jobs from that many threads that start together, each with a connection of its own."""
    starting_line = threading.Barrier(min(threads, len(jobs)))
    waited = threading.local()

    def run(job):
        if not hasattr(waited, "done"):
            waited.done = True
            starting_line.wait(timeout=20)
        try:
            return job()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(max_workers=threads) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def sign_up_job(event, number, **options):
    return lambda: sign_up(event, person(number), key=uuid.uuid4(), at=timezone.now(), **options)


@pytest.mark.parametrize(
    "_round", [0, *(pytest.param(number, marks=pytest.mark.drill) for number in range(1, 20))]
)
def test_hundred_people_for_ten_places_give_ten_in_and_ninety_waiting(_round):
    event = EventFactory(places=10)

    answers = all_at_once(*[sign_up_job(event, number) for number in range(100)])

    rows = list(SignUp.objects.filter(event=event).order_by("pk").values_list("status", flat=True))
    assert rows == ["confirmed"] * 10 + ["waiting"] * 90
    assert {answer for _, answer in answers} == {Answer.NEW}
    in_line = [sign_up.place_in_line() for sign_up in SignUp.objects.filter(event=event).waiting()]
    assert in_line == list(range(1, 91))
    assert Notification.objects.filter(subject_ref=f"event/{event.pk}").count() == 100


def test_without_the_lock_the_same_race_overbooks(monkeypatch):
    """The twin: proves that the race above is a real one."""

    @contextmanager
    def not_held(event_id):
        with transaction.atomic():
            yield Event.objects.get(pk=event_id)

    monkeypatch.setattr(places, "held", not_held)
    overbooked = 0

    for _attempt in range(5):
        event = EventFactory(places=10)
        all_at_once(*[sign_up_job(event, number) for number in range(100)])
        overbooked = max(overbooked, event.sign_ups.confirmed().count() - 10)
        if overbooked:
            break

    assert overbooked > 0


def test_cancelling_and_signing_up_at_once_never_passes_the_places_nor_leaves_one_free():
    event = EventFactory(places=40)
    coming = SignUpFactory.create_batch(40, event=event)
    SignUpFactory.create_batch(15, event=event, waiting=True)
    cancels = [lambda who=who: cancel(who, at=timezone.now()) for who in coming[:30]]
    jobs = cancels + [sign_up_job(event, number) for number in range(30)]
    random.shuffle(jobs)
    seen = []
    stop = threading.Event()

    def watch():
        while not stop.is_set():
            seen.append(SignUp.objects.filter(event=event).confirmed().count())
        connections["default"].close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        all_at_once(*jobs)
    finally:
        stop.set()
        watcher.join()

    assert event.sign_ups.confirmed().count() == 40
    assert event.sign_ups.waiting().count() == 15
    assert set(seen) == {40}, "a place stood free while people waited, or was given twice"


def test_raising_places_and_signing_up_at_once_fills_exactly():
    event = EventFactory(places=5)
    SignUpFactory.create_batch(5, event=event)
    SignUpFactory.create_batch(10, event=event, waiting=True)
    values = {"places": 20}

    all_at_once(
        lambda: change(event, values, programme=[], groups=[], at=timezone.now()),
        *[sign_up_job(event, number) for number in range(20)],
    )

    assert event.sign_ups.confirmed().count() == 20
    assert event.sign_ups.waiting().count() == 15


def test_the_same_form_sent_twenty_times_at_once_is_one_sign_up():
    event = EventFactory(places=10)
    key = uuid.uuid4()
    job = lambda: sign_up(event, person(1), key=key, at=timezone.now())  # noqa: E731

    answers = all_at_once(*[job] * 20)

    assert SignUp.objects.count() == Notification.objects.count() == 1
    assert sorted(answer.value for _, answer in answers) == ["new"] + ["same"] * 19


def test_one_address_on_twenty_forms_at_once_is_one_sign_up():
    event = EventFactory(places=10)

    answers = all_at_once(*[sign_up_job(event, 1)] * 20)

    assert SignUp.objects.count() == 1
    assert sorted(answer.value for _, answer in answers) == ["known"] * 19 + ["new"]


def test_a_lock_that_does_not_come_is_said_and_changes_nothing(monkeypatch):
    monkeypatch.setattr(places, "LOCK_TIMEOUT", "200ms")
    event = EventFactory()
    holding, release = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Event.objects.select_for_update().get(pk=event.pk)
            holding.set()
            release.wait(timeout=10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(timeout=10)
    try:
        with pytest.raises(TooBusy):
            sign_up_job(event, 1)()
    finally:
        release.set()
        holder.join()

    assert not SignUp.objects.exists()
    assert sign_up_job(event, 1)()[1] is Answer.NEW
