"""PostgreSQL and Valkey from the wheels, through the accidents that a machine has."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis

from nizu.stack.account import closed_home
from nizu.stack.postgres import Postgres, wait_ready
from nizu.stack.servers import Servers
from nizu.stack.state import CHECKOUT, State
from nizu.stack.valkey import Valkey

START_AND_DIE = """
import os, signal, sys
from pathlib import Path
from nizu.stack.servers import Servers
from nizu.stack.state import State
state = State(Path(sys.argv[1])); state.create(); state.lock()
servers = Servers(state, durable=False, given={}); servers.start()
print(servers.postgres.child.pid, servers.valkey.child.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder():
    """A place that every account may pass through, as most checkouts are."""
    folder = Path(tempfile.mkdtemp(prefix="nizu-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def started():
    """Start servers in a folder; they stop when the test ends, and leave nothing outside the folder."""
    running: list[tuple[State, Servers]] = []

    def start(folder: Path, *, durable: bool = False) -> Servers:
        state = State(folder)
        state.create()
        assert state.lock()
        servers = Servers(state, durable=durable, given={})
        running.append((state, servers))
        servers.start()
        return servers

    yield start
    for state, servers in running:
        servers.stop()
        state.unlock()
        shutil.rmtree(closed_home(state), ignore_errors=True)
        shutil.rmtree(state.socket_folder(), ignore_errors=True)


def test_servers_answer_on_private_sockets(folder, started):
    servers = started(folder / "state")
    environment = servers.environment()

    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        listening, collation = connection.execute(
            "SELECT current_setting('listen_addresses'), datlocale"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert listening == ""
    assert collation == "C.UTF-8"
    assert redis.Redis.from_url(environment["CACHE_URL"]).config_get("port") == {"port": "0"}
    assert servers.postgres.sockets.stat().st_mode & 0o777 == 0o700


def test_very_long_path(folder, started):
    servers = started(folder / ("a" * 90) / ("b" * 90) / "state")

    with psycopg.connect(servers.environment()["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_folder_that_the_servers_account_may_not_enter_stays_closed(tmp_path, started):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    servers = started(closed / "state")

    with psycopg.connect(servers.environment()["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_creation_that_was_killed_halfway_is_done_again(folder, started):
    servers = started(folder / "state")
    servers.stop()
    half = servers.postgres.data.with_suffix(".new")
    servers.postgres.data.rename(half)
    (half / "PG_VERSION").write_text("half")
    servers.postgres.child = None  # as in a new process

    servers.start()

    assert (servers.postgres.data / "PG_VERSION").read_text() == "18\n"
    assert not half.exists()


def test_stale_pid_file_of_a_living_stranger_is_removed(folder, started):
    servers = started(folder / "state")
    servers.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    (servers.postgres.data / "postmaster.pid").write_text(f"{stranger.pid}\n{servers.postgres.data}\n")

    servers.start()

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_servers_end_with_the_process_that_started_them(folder):
    done = subprocess.run(
        [sys.executable, "-c", START_AND_DIE, str(folder / "state")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 2
    assert gone(pids, within=10)
    shutil.rmtree(State(folder / "state").socket_folder())


def test_data_outlives_a_server_that_is_killed(folder, started):
    servers = started(folder / "state", durable=True)
    url = servers.environment()["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    servers.postgres.child.ask_to_stop(signal.SIGKILL)
    servers.postgres.child.wait(5)
    time.sleep(0.5)  # its backends notice and go
    servers.postgres.start()
    wait_ready(servers.postgres)

    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_servers_named_by_the_environment_are_used_and_none_is_started(folder):
    given = {"DATABASE_URL": "postgres://elsewhere/nizu", "REDIS_URL": "redis://elsewhere:6379/1"}

    servers = Servers(State(folder / "state"), given=given)

    assert servers.embedded == []
    assert servers.environment() == given | {"CACHE_URL": "redis://elsewhere:6379/0"}


def test_one_named_server_leaves_the_other_embedded(folder):
    servers = Servers(State(folder / "state"), given={"DATABASE_URL": "postgres://elsewhere/nizu"})

    assert [type(server) for server in servers.embedded] == [Valkey]
    assert [type(server) for server in Servers(State(folder), given={}).embedded] == [Postgres, Valkey]


def gone(pids: list[int], within: float) -> bool:
    deadline = time.monotonic() + within
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
