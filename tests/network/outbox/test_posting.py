"""A message is put in the outbox once, with the fact that causes it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from network import outbox
from network.outbox.models import Delivery, Notification


@pytest.mark.django_db
def test_notify_tells_once_per_occasion():
    first = outbox.notify("test_note", subject="event/1", recipient="signup/2", occasion="10:00")
    again = outbox.notify("test_note", subject="event/1", recipient="signup/2", occasion="10:00")
    moved = outbox.notify("test_note", subject="event/1", recipient="signup/2", occasion="11:00")

    assert (first, again, moved) == (True, False, True)
    assert list(Notification.objects.order_by("pk").values_list("key", flat=True)) == [
        "test_note:event/1:signup/2:10:00",
        "test_note:event/1:signup/2:11:00",
    ]
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_notify_rolls_back_with_the_fact():
    @transaction.atomic
    def tell_and_fail():
        outbox.notify("test_note", subject="event/1", recipient="signup/2")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        tell_and_fail()

    assert Notification.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_notify_at_the_same_moment_tells_once():
    def tell(_):
        try:
            return outbox.notify("test_note", subject="event/1", recipient="signup/2")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(tell, range(16)))

    assert sorted(told) == [False] * 15 + [True]
    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_withdraw_takes_back_only_what_is_queued():
    outbox.notify("test_note", subject="event/1", recipient="signup/2")
    outbox.notify("test_note", subject="event/1", recipient="signup/3")
    Delivery.objects.filter(notification__recipient_ref="signup/3").update(state="sent")

    assert outbox.withdraw("event/1") == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_notify_survives_a_broker_that_is_away(settings):
    from nizu.celery import app

    healthy = app.conf.broker_url
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    try:
        outbox.notify("test_note", subject="event/1", recipient="signup/2")
    finally:
        app.conf.broker_url = healthy

    assert Delivery.objects.get().state == Delivery.State.QUEUED
