"""Everything a running portal needs, started in order, watched, and stopped together.

`python -m nizu.stack.supervisor demo|dev`: servers, `manage.py prepare`, web, worker, beat.
"""

import contextlib
import os
import selectors
import signal
import socket
import sys
import time
import urllib.request
from collections import deque

from nizu.demo import welcome

from . import changes, port
from .children import Child
from .servers import Servers
from .state import CHECKOUT, StackError, State

CRASHES_ALLOWED = 5
CRASH_WINDOW = 60
PYTHON = [sys.executable, "-u"]


class Stopped(Exception):
    """Somebody asked us to stop while we were starting."""


class Supervisor:
    """One running portal in one state folder."""

    def __init__(self, mode: str, state: State) -> None:
        self.mode = mode
        self.state = state
        self.servers = Servers(state)
        self.children: list[Child] = []
        self.restarts: dict[str, float] = {}
        self.crashes: dict[str, deque[float]] = {}
        self.selector = selectors.DefaultSelector()
        self.listeners: list[socket.socket] = []  # kept open: a web server that comes back needs them
        self.unfinished: dict[str, bytes] = {}  # what a child has said of a line that is not over yet
        self.asked_to_stop = False

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        self.state.create()
        if not self.state.lock():
            running = self.state.published().get("SITE_URL", "(still starting)")
            say(f"The portal of this folder already runs: {running}")
            return 1
        try:
            self._start()
            self._watch()
        except StackError as error:
            say(str(error), file=sys.stderr)
            return 1
        except Stopped:
            return 0
        finally:
            self._stop()
        return 0

    def _ask_to_stop(self, *_: object) -> None:
        self.asked_to_stop = True

    # --- start ------------------------------------------------------------------------------

    def _start(self) -> None:
        began = time.monotonic()
        number, self.listeners = port.listen(os.environ.get("PORT"))
        address = f"http://localhost:{number}"
        say(
            "Starting the database and the broker …" if self.servers.embedded else "Using the servers given …"
        )
        portal = {
            "NIZU_ENV": self.mode,
            "SITE_URL": address,
            "SECRET_KEY": self.state.secret_key(),
            "STATIC_ROOT": str(self.state.folder / "static"),
            **self.servers.start(),
        }
        self.environment = {
            **os.environ,
            **portal,
            "NIZU_STATE": str(self.state.folder),
            "PYTHONUNBUFFERED": "1",
        }
        self.state.publish(portal)
        say("Preparing: tables, texts, styles and demo data …")
        self._run_once(Child("prepare", [*PYTHON, "manage.py", "prepare"], **self._surroundings()))
        web, worker, beat = self._portal_children()
        self._add(web)
        self._wait_until_healthy(f"http://127.0.0.1:{number}/healthz", web)
        self._add(worker)
        self._add(beat)
        say(welcome(address))
        say(f"Ready in {time.monotonic() - began:.1f} s.")

    def _portal_children(self) -> list[Child]:
        web = [*PYTHON, "-m", "gunicorn", "--config", "nizu/stack/gunicorn_settings.py"]
        inherited = [listener.fileno() for listener in self.listeners]
        for descriptor in inherited:
            web += ["--bind", f"fd://{descriptor}"]
        celery = [*PYTHON, "-m", "celery", "-q", "-A", "nizu"]
        worker = [*celery, "worker", "--loglevel=WARNING", "--concurrency=2"]
        worker += ["--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--loglevel=WARNING", "--scheduler=celery.beat:Scheduler", "--pidfile="]
        return [
            Child("web", web, pass_fds=inherited, **self._surroundings()),
            Child("worker", worker, **self._surroundings()),
            Child("beat", beat, **self._surroundings()),
        ]

    def _surroundings(self) -> dict:
        return {"environment": self.environment, "folder": CHECKOUT}

    def _run_once(self, child: Child) -> None:
        self._add(child)
        while child.is_running():
            self._tick()
        while self._pump(0):
            pass
        self.children.remove(child)
        if child.process.returncode:
            raise StackError(f"`manage.py {child.name}` failed; its last lines are above.")

    def _wait_until_healthy(self, address: str, web: Child) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and web.is_running():
            self._tick(0.05)
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        raise StackError(f"The web server did not answer on {address}; its last lines are above.")

    def _add(self, child: Child) -> None:
        self.children.append(child)
        self._renew(child)

    def _renew(self, child: Child) -> None:
        child.start()
        self.selector.register(child.output, selectors.EVENT_READ, child)

    # --- while it runs ----------------------------------------------------------------------

    def _tick(self, patience: float = 0.1) -> None:
        self._pump(patience)
        if self.asked_to_stop:
            raise Stopped

    def _pump(self, patience: float) -> bool:
        """Print what the children say, line by line, with their name in front; False when they are silent."""
        speaking = self.selector.select(patience)
        for key, _ in speaking:
            name = key.data.name
            said = os.read(key.fd, 65536)
            *lines, rest = (self.unfinished.pop(name, b"") + said).split(b"\n")
            if said:
                self.unfinished[name] = rest
            else:
                lines += [rest] if rest else []
                self.selector.unregister(key.fileobj)
                key.fileobj.close()
            for line in lines:
                say(f"{name:>8} | {line.decode(errors='replace').rstrip()}")
        return bool(speaking)

    def _watch(self) -> None:
        code = changes.Watch(CHECKOUT) if self.mode == "dev" else None
        while True:
            self._tick(0.5 if code else 0.2)
            for one in [*self.children, *self.servers.embedded]:
                self._look_after(one)
            if code and code.has_settled_anew():
                self._reload()

    def _reload(self) -> None:
        """New code for worker and beat; in `make dev` the web server looks for itself."""
        for child in self.children:
            if child.name != "web":
                child.stop()
                child.kill_group()
                self._renew(child)

    def _look_after(self, one) -> None:
        """Start again what died, after 1, 2, 4 … seconds; five deaths in a minute end everything."""
        child = one if isinstance(one, Child) else one.child
        now = time.monotonic()
        if child.is_running():
            return
        if one.name not in self.restarts:
            deaths = self.crashes.setdefault(one.name, deque())
            deaths.append(now)
            while deaths[0] < now - CRASH_WINDOW:
                deaths.popleft()
            if len(deaths) >= CRASHES_ALLOWED:
                raise StackError(f"{one.name} stopped {len(deaths)} times within a minute; giving up.")
            delay = 2 ** (len(deaths) - 1)
            say(f"{one.name} stopped unexpectedly; starting it again in {delay} s.")
            self.restarts[one.name] = now + delay
        elif now >= self.restarts[one.name]:
            del self.restarts[one.name]
            child.kill_group()  # what it left behind would fight over the same work
            if one is child:
                self._renew(child)
            else:
                one.start()

    # --- stop -------------------------------------------------------------------------------

    def _stop(self) -> None:
        """Web, worker and beat together, then the broker, then the database."""
        if self.children:
            say("Stopping …")
        self.state.withdraw()
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + 10
        while any(child.is_running() for child in self.children) and time.monotonic() < deadline:
            self._pump(0.05)
        for child in self.children:
            child.kill_group()
        for listener in self.listeners:
            listener.close()
        self.servers.stop()
        self.state.unlock()


def say(text: str, file=None) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(text, file=file, flush=True)


def main() -> int:
    mode = sys.argv[1] if len(sys.argv) == 2 else ""
    if mode not in ("demo", "dev"):
        say("Usage: python -m nizu.stack.supervisor demo|dev", file=sys.stderr)
        return 2
    return Supervisor(mode, State.from_environment()).run()


if __name__ == "__main__":
    sys.exit(main())
