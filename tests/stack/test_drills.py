"""Whole portals, started as `make demo` starts them, through what happens to processes in real life."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from nizu.stack.children import command_line
from nizu.stack.state import CHECKOUT, State

pytestmark = pytest.mark.drill
PATIENCE = 300  # a first start takes ten seconds on a quiet machine
OUTSIDE = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "NIZU_ENV", "SECRET_KEY", "SITE_URL", "PORT")


class Portal:
    """One portal of a test, in a state folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder.parent / f"{folder.name}.log"
        self.process: subprocess.Popen | None = None

    def start(self, *, mode: str = "demo") -> "Portal":
        self.process = self.launch(mode)
        self.wait_for("Ready in")
        return self

    def launch(self, mode: str = "demo", **variables: str) -> subprocess.Popen:
        environment = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        environment |= {"NIZU_STATE": str(self.folder)} | variables
        self.log.write_text("")
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "nizu.stack.supervisor", mode],
                cwd=CHECKOUT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, words: str, patience: float = PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while words not in self.log.read_text():
            assert time.monotonic() < deadline, f"{words!r} did not come:\n{self.log.read_text()}"
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)

    @property
    def address(self) -> str:
        return re.search(r"http://localhost:\d+", self.log.read_text())[0]

    def answers(self) -> bool:
        return is_healthy(self.address)

    def manage(self, *arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=environment | {"NIZU_STATE": str(self.folder)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def processes(self, words: str = "") -> list[int]:
        """Everything that belongs to this portal: it has our state folder in its environment or command."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if not command or int(entry.name) == os.getpid():
                    continue
                ours = (entry / "environ").read_bytes() if os.access(entry / "environ", os.R_OK) else b""
                if (str(self.folder) in command or str(self.folder).encode() in ours) and words in command:
                    found.append(int(entry.name))
        return found

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def portal():
    """Make portals; whatever still runs at the end is stopped, and their folders are removed."""
    place = Path(tempfile.mkdtemp(prefix="nizu-drill-"))
    place.chmod(0o755)
    made: list[Portal] = []

    def make(name: str = "state") -> Portal:
        made.append(Portal(place / name))
        return made[-1]

    yield make
    for one in made:
        if one.process and one.process.poll() is None:
            one.stop()
        shutil.rmtree(State(one.folder).socket_folder(), ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)


def is_healthy(address: str) -> bool:
    url = f"{address}/healthz"
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        return answer.status == 200
    return False


def eventually(condition, patience: float = 60) -> bool:
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_every_way_to_stop_leaves_nothing_running(portal):
    one = portal()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        one.start()
        assert one.answers()

        assert one.stop(number) == 0

        assert one.processes() == []


def test_second_interrupt_is_harmless(portal):
    one = portal()
    one.process = one.launch()
    one.wait_for("Preparing")

    one.process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert one.stop() == 0

    assert one.processes() == []


def test_kill_of_the_supervisor_leaves_nothing_and_loses_nothing(portal):
    one = portal().start()
    users = "from network.models import User; print(User.objects.filter(email='kept@example.org').count())"
    one.manage("shell", "-v0", "-c", "from network.models import User; User(email='kept@example.org').save()")

    one.process.kill()
    one.process.wait()

    assert eventually(lambda: one.processes() == []), [command_line(pid) for pid in one.processes()]
    one.start()
    assert one.answers()
    assert one.manage("shell", "-v0", "-c", users) == "1"


def test_killed_processes_come_back(portal):
    one = portal().start()
    for victim in ("gunicorn", "bin/postgres", "valkey-server", "nizu worker", "nizu beat"):
        killed = one.processes(victim)
        assert killed, victim

        os.kill(min(killed), signal.SIGKILL)

        assert eventually(lambda: set(one.processes(victim)) - set(killed)), one.log.read_text()  # noqa: B023
        assert eventually(one.answers), one.log.read_text()
    assert one.process.poll() is None


def test_two_portals_side_by_side(portal):
    one, other, third = portal("one").start(), portal("other").start(), portal("third")
    address = one.address
    assert address != other.address

    again = one.launch()
    assert again.wait(PATIENCE) == 1
    assert f"already runs: {address}" in one.log.read_text()

    with_its_port = third.launch(PORT=address.rpartition(":")[2])
    assert with_its_port.wait(PATIENCE) == 1
    assert "is taken by process" in third.log.read_text()

    assert is_healthy(address)
    assert one.stop() == 0
    assert other.answers()


def test_interrupt_while_starting(portal):
    one = portal()
    one.process = one.launch()
    one.wait_for("Preparing")

    assert one.stop() == 0

    assert one.processes() == []


def test_strange_surroundings(portal):
    """A locale that does not exist, a closed umask, Ctrl-C ignored by the shell that started us, no home."""
    one = portal()
    before = os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        one.process = one.launch(LANG="xx_YY.UTF-8", LC_ALL="xx_YY.UTF-8", HOME="/nonexistent")
    finally:
        os.umask(before)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    one.wait_for("Ready in")

    assert one.answers()
    assert one.stop() == 0
