"""Puts messages in the outbox until it is stopped, and writes down each one the database confirmed.

`python -m tests.chaos.writer CONFIRMED_FILE`. An error is answered as a person would: try the same again.
"""

import itertools
import sys
import time

import django

django.setup()

from django.db import close_old_connections  # noqa: E402

from network import outbox  # noqa: E402

with open(sys.argv[1], "a", buffering=1) as confirmed:
    for number in itertools.count(1):
        while True:
            try:
                outbox.notify("drill", subject="drill/1", recipient=f"drill/{number}")
                break
            except Exception as error:
                print(type(error).__name__, flush=True)
                close_old_connections()
                time.sleep(0.1)
        confirmed.write(f"{number}\n")
        time.sleep(0.02)
