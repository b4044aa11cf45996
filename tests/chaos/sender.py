"""Drains the outbox over and over, until it is killed: `python -m tests.chaos.sender`."""

import time

import django

django.setup()

from django.db import close_old_connections  # noqa: E402

from network.outbox import delivering  # noqa: E402

while True:
    try:
        delivering.drain()
    except Exception as error:
        print(type(error).__name__, flush=True)
    close_old_connections()
    time.sleep(0.05)
