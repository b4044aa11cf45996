"""The state folder: data, lock, secret key and address of one portal on this machine."""

import fcntl
import hashlib
import json
import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes on Linux and 103 on macOS


class StackError(Exception):
    """Something that stops the start; its text is printed as it is, so it says what to do."""


class State:
    """One state folder. `with state.locked():` makes this process the only one that runs servers in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().absolute()
        self.environment_file = self.folder / "environment.json"
        self.logs = self.folder / "logs"
        self._lock: int | None = None

    @classmethod
    def from_environment(cls) -> "State":
        """The folder NIZU_STATE names, or `.nizu/` in the checkout."""
        return cls(Path(os.environ.get("NIZU_STATE") or CHECKOUT / ".nizu"))

    def create(self) -> None:
        # As root, PostgreSQL runs under another account that must be able to pass through.
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        self.logs.mkdir(mode=0o700, exist_ok=True)

    def lock(self) -> bool:
        """Try to become the owner of this folder; False when another process is.

        The lock belongs to the open file, so it goes with this process however it ends.
        """
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    def unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def is_locked(self) -> bool:
        """Whether some process owns this folder now."""
        try:
            descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def publish(self, environment: dict[str, str]) -> None:
        """Let `manage.py` in a second terminal find the running servers."""
        draft = self.environment_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(environment, file, indent=1)
        draft.replace(self.environment_file)

    def withdraw(self) -> None:
        self.environment_file.unlink(missing_ok=True)

    def published(self) -> dict[str, str]:
        """What the running portal published; empty when none runs or the file is not ours alone."""
        if not self.is_locked():
            return {}
        try:
            with self.environment_file.open() as file:
                status = os.fstat(file.fileno())
                if status.st_uid not in (os.geteuid(), 0) or stat.S_IMODE(status.st_mode) & 0o077:
                    return {}
                return json.load(file)
        except (OSError, ValueError):
            return {}

    def secret_key(self) -> str:
        """The key this folder's portal signs with, made once."""
        path = self.folder / "secret-key"
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
        return path.read_text() or self._remade_secret_key(path)

    def _remade_secret_key(self, path: Path) -> str:
        path.unlink()  # left empty by a start that was killed
        return self.secret_key()

    def socket_folder(self) -> Path:
        """A short private folder for the servers' sockets, the same one for the same state folder."""
        digest = hashlib.sha256(os.fsencode(os.path.realpath(self.folder))).hexdigest()[:10]
        name = f"nizu-{os.geteuid()}-{digest}"
        folder = Path(_short_temporary_folder(name)) / name
        mode = 0o711 if os.geteuid() == 0 else 0o700
        try:
            folder.mkdir(mode=mode)
            folder.chmod(mode)
        except FileExistsError:
            pass
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise StackError(
                f"{folder} exists but is not a folder of this user alone. Remove it and try again."
            )
        return folder


def _short_temporary_folder(name: str) -> str:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for place in (runtime, tempfile.gettempdir(), "/tmp"):  # noqa: S108 (checked for owner and mode)
        longest = f"{place}/{name}/postgres/.s.PGSQL.5432"
        if not place or len(os.fsencode(longest)) > LONGEST_SOCKET_PATH or not os.access(place, os.W_OK):
            continue
        if place == runtime and os.stat(place).st_uid != os.geteuid():
            continue  # inherited from another user through su or sudo
        return place
    raise StackError("No temporary folder with a path short enough for a socket. Set TMPDIR to a short path.")


def load_running_environment() -> None:
    """Point this process at the portal that runs from this checkout, where the caller set nothing itself.

    Never when NIZU_ENV says something else than that portal: production commands do not meet demo data.
    """
    if os.environ.get("NIZU_ENV") in ("production", "test"):
        return
    published = State.from_environment().published()
    if not published or os.environ.get("NIZU_ENV", published["NIZU_ENV"]) != published["NIZU_ENV"]:
        return
    for name, value in published.items():
        os.environ.setdefault(name, value)


def is_linux() -> bool:
    return sys.platform.startswith("linux")
