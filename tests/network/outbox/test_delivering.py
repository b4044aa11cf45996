"""Each delivery ends in exactly one state, and what a dead sender left is picked up."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from network import outbox
from network.outbox import Mail, delivering
from network.outbox.models import Delivery, MailboxMessage
from network.outbox.registry import _kinds, renderer
from network.outbox.transport import HardError, SoftError

pytestmark = pytest.mark.django_db

State = Delivery.State


class FakeHop:
    """A next hop that fails as told: `before` raises ahead of the fence, `after` behind it."""

    before: Exception | None = None
    after: Exception | None = None
    seen: bool | None = None
    taken: list[str] = []

    @contextmanager
    def ready(self, message):
        if FakeHop.before:
            raise FakeHop.before

        def hand_over():
            if FakeHop.after:
                raise FakeHop.after
            FakeHop.taken.append(message.extra_headers["Message-ID"])

        yield hand_over

    def has_seen(self, message_id):
        return FakeHop.seen


@pytest.fixture
def hop(settings):
    settings.OUTBOX_TRANSPORT = f"{__name__}.FakeHop"
    FakeHop.before = FakeHop.after = FakeHop.seen = None
    FakeHop.taken = []
    return FakeHop


@pytest.fixture
def kind():
    """A kind of message that lives for one test; `kind.mail = None` withdraws it."""

    class Kind:
        mail = Mail(to="a@example.org", subject="Bericht", template="email/base")

    renderer("passing", repeat_when_uncertain=False)(lambda notification: Kind.mail)
    yield Kind
    del _kinds["passing"]


@pytest.fixture
def delivery(kind):
    outbox.notify("passing", subject="event/1", recipient="signup/2")
    return Delivery.objects.get()


def test_drain_hands_over_once(delivery, hop):
    assert delivering.drain() == {"sent": 1}
    assert delivering.drain() == {}

    delivery.refresh_from_db()
    assert hop.taken == [delivery.message_id]
    assert (delivery.state, delivery.attempts) == (State.SENT, 1)


def test_mail_lands_in_the_demo_mail_box(delivery):
    delivering.drain()

    mail = MailboxMessage.objects.get()
    assert (mail.recipient, mail.subject) == ("a@example.org", "Bericht")
    assert "style=" in mail.html


def test_soft_refusal_waits_and_tries_again(delivery, hop):
    hop.before = SoftError(450)
    delivering.drain()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (State.QUEUED, "SoftError 450")
    assert timedelta(seconds=20) < delivery.next_at - timezone.now() < timedelta(seconds=40)

    hop.before = None
    assert delivering.drain() == {}  # not yet due
    Delivery.objects.update(next_at=timezone.now())
    assert delivering.drain() == {"sent": 1}


def test_hard_refusal_asks_for_a_person(delivery, hop):
    hop.before = HardError(550)

    assert delivering.drain() == {"dead": 1}


def test_soft_refusals_end_after_two_days(delivery, hop, time_machine):
    hop.before = SoftError(450)
    time_machine.move_to(timezone.now() + timedelta(hours=49))

    assert delivering.drain() == {"dead": 1}


def test_lost_connection_behind_the_fence_is_settled_by_asking(delivery, hop):
    hop.after = ConnectionError()
    assert delivering.drain() == {"uncertain": 1}

    hop.seen = True
    assert delivering.drain() == {"sent": 1}


def test_not_seen_is_sent_again(delivery, hop):
    hop.after = ConnectionError()
    delivering.drain()

    hop.after, hop.seen = None, False
    assert delivering.drain() == {"queued": 1, "sent": 1}
    assert len(hop.taken) == 1


def test_nobody_to_ask_waits_for_a_person_when_the_kind_says_so(delivery, hop):
    hop.after = ConnectionError()
    delivering.drain()

    hop.after = None
    assert delivering.drain() == {}
    delivery.refresh_from_db()
    assert delivery.state == State.UNCERTAIN


def test_no_longer_needed_is_withdrawn(delivery, kind, hop):
    kind.mail = None

    assert delivering.drain() == {"withdrawn": 1}
    assert hop.taken == []


def test_expired_claim_is_free_again(delivery, hop):
    [claimed] = delivering.claim()
    assert delivering.drain() == {}

    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert delivering.drain() == {"sent": 1}
    assert delivering.deliver(claimed, hop()) == "lease_lost"
    assert len(hop.taken) == 1


def test_expired_hand_over_is_uncertain(delivery):
    Delivery.objects.update(state=State.HANDING_OVER, lease_until=timezone.now() - timedelta(seconds=1))
    delivering.release_expired()

    delivery.refresh_from_db()
    assert delivery.state == State.UNCERTAIN


def test_unknown_kind_is_kept_and_tried_later(hop):
    outbox.notify("nobody_knows", subject="event/1", recipient="signup/2")

    assert delivering.drain() == {"queued": 1}
    assert Delivery.objects.get().last_error == "LookupError"


def test_an_uncertain_message_of_a_forgotten_kind_stops_no_other(delivery, hop):
    outbox.notify("nobody_knows", subject="event/1", recipient="signup/3")
    Delivery.objects.filter(notification__kind="nobody_knows").update(state=State.UNCERTAIN)

    assert delivering.drain() == {"sent": 1}


def test_drain_leaves_the_rest_when_its_time_is_up(delivery, hop):
    assert delivering.drain(seconds=0) == {}
    assert delivering.drain(seconds=60) == {"sent": 1}
