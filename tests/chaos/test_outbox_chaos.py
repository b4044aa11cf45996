"""Whatever dies in the middle of sending: no message is lost and none arrives twice.

Real processes are killed for NIZU_CHAOS_SECONDS (12 in the tests, ten minutes in `make chaos`): senders and
a Celery worker with kill -9, PostgreSQL with an immediate crash, Valkey with its queue.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection as portal

from nizu.stack.children import Child, wait_until
from nizu.stack.postgres import wait_ready
from nizu.stack.servers import Servers
from nizu.stack.state import State

SECONDS = float(os.environ.get("NIZU_CHAOS_SECONDS", "12"))
LEASE = 6


class Drill:
    """The servers of one drill, the mail sink, and the processes that are killed."""

    def __init__(self, folder: Path, migrated: str) -> None:
        state = State(folder / "state")
        state.create()
        assert state.lock()
        self.servers = Servers(state, given={})
        self.journal = folder / "journal"
        self.confirmed = folder / "confirmed"
        self.log = folder / "log"
        self.environment = (
            os.environ
            | self.servers.start()
            | {
                "OUTBOX_TRANSPORT": "tests.chaos.sink_transport.SinkTransport",
                "OUTBOX_LEASE_SECONDS": str(LEASE),
                "SINK_JOURNAL": str(self.journal),
                "DJANGO_SETTINGS_MODULE": "nizu.settings",
            }
        )
        port_file = folder / "port"
        self.sink = self.child("sink", "-m", "tests.chaos.mail_sink", self.journal, port_file)
        assert wait_until(lambda: port_file.exists() and port_file.read_text(), 20)
        self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port_file.read_text()}"
        self.copy_tables(migrated)
        self.writer = self.child("writer", "-m", "tests.chaos.writer", self.confirmed)
        self.senders = [self.child("sender", "-m", "tests.chaos.sender") for _ in range(2)]
        self.senders.append(
            self.child(
                "worker", "-m", "celery", "-A", "nizu", "worker", "-B", "-c1", "-s", folder / "schedule"
            )
        )

    def child(self, name: str, *arguments: str | Path) -> Child:
        child = Child(name, [sys.executable, *arguments], environment=self.environment, log=self.log)
        child.start()
        return child

    def copy_tables(self, migrated: str) -> None:
        """Those of a migrated database, which takes a tenth of the time that migrating does."""
        programs = self.servers.postgres.programs / "bin"
        dump = [programs / "pg_dump", "--no-owner", migrated]
        load = [programs / "psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        tables = subprocess.run(dump, stdout=subprocess.PIPE, check=True).stdout
        into = self.servers.postgres.url()
        subprocess.run([*load, into], input=tables, stdout=subprocess.DEVNULL, check=True)

    def kill_a_sender(self) -> None:
        sender = random.choice(self.senders)
        sender.kill_group()
        sender.start()

    def crash_postgres(self) -> None:
        self.servers.postgres.child.ask_to_stop(signal.SIGQUIT)
        assert self.servers.postgres.child.wait(20)
        self.servers.postgres.start()
        wait_ready(self.servers.postgres)

    def crash_valkey(self) -> None:
        self.servers.valkey.child.kill_group()
        shutil.rmtree(self.servers.valkey.data)
        self.servers.valkey.start()
        wait_ready(self.servers.valkey)

    def states(self) -> Counter[str]:
        with psycopg.connect(self.servers.postgres.url()) as connection:
            return Counter(
                dict(connection.execute("SELECT state, count(*) FROM network_delivery GROUP BY 1"))
            )

    def all_sent(self) -> bool:
        """Let the waits between retries pass, and look whether everything has been sent."""
        with psycopg.connect(self.servers.postgres.url()) as connection:
            connection.execute("UPDATE network_delivery SET next_at = now() WHERE state = 'queued'")
        return set(self.states()) == {"sent"}

    def stop(self) -> None:
        for child in [self.writer, *self.senders, self.sink]:
            child.kill_group()
        self.servers.stop()
        shutil.rmtree(self.servers.postgres.home)  # root's cluster stands outside a closed folder


@pytest.fixture
def drill(tmp_path_factory, django_db_setup):
    migrated = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{portal.settings_dict['NAME']}")
    drill = Drill(tmp_path_factory.mktemp("drill"), migrated.geturl())
    yield drill
    drill.stop()


def test_nothing_is_lost_and_nothing_arrives_twice(drill):
    assert wait_until(lambda: drill.journal.read_text(), 60), drill.log.read_text()
    end = time.monotonic() + SECONDS
    kills = 0
    crashes = [drill.crash_postgres, drill.crash_valkey] * max(1, int(SECONDS // 60))
    crash_after = SECONDS / (len(crashes) + 1)
    next_crash = time.monotonic() + crash_after
    while time.monotonic() < end:
        time.sleep(random.uniform(0.3, 1.0))
        drill.kill_a_sender()
        kills += 1
        if crashes and time.monotonic() > next_crash:
            crashes.pop(0)()
            next_crash += crash_after
    drill.writer.kill_group()

    assert wait_until(drill.all_sent, 120, pause=0.5), drill.states()
    arrived = Counter(drill.journal.read_text().split())
    confirmed = drill.confirmed.read_text().split()
    with psycopg.connect(drill.servers.postgres.url()) as connection:
        told = [row[0] for row in connection.execute("SELECT recipient_ref FROM network_notification")]
        message_ids = [row[0] for row in connection.execute("SELECT message_id FROM network_delivery")]
    assert kills >= SECONDS / 2
    assert {f"drill/{number}" for number in confirmed} <= set(told)
    assert arrived == Counter(message_ids)
    assert not crashes
