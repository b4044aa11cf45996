"""One process that lives no longer than its parent: start, watch, stop."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from .state import is_linux

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if is_linux() else None
GUARD = Path(__file__).with_name("guard.py")


class Child:
    """A process in a session of its own: the terminal's Ctrl-C reaches the parent only.

    `account` is (uid, gid) to run as. Output goes to `log`, or to a pipe (`output`) when there is none.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: dict[str, str] | None = None,
        account: tuple[int, int] | None = None,
        log: Path | None = None,
        folder: Path | None = None,
        pass_fds: Sequence[int] = (),
        stop_signal: int = signal.SIGTERM,
        orphan_signal: int = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.command = [str(part) for part in command]
        self.environment = environment
        self.account = account
        self.log = log
        self.folder = folder
        self.pass_fds = tuple(pass_fds)
        self.stop_signal = stop_signal
        self.orphan_signal = orphan_signal
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Must be called from the main thread: the kernel's parent-death signal follows the thread."""
        identity = {}
        if self.account:
            uid, gid = self.account
            identity = {"user": uid, "group": gid, "extra_groups": []}
        with contextlib.ExitStack() as files:
            output: int | IO = subprocess.PIPE
            if self.log:
                output = files.enter_context(open(os.open(self.log, _APPEND, 0o600), "ab"))
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.pass_fds,
                preexec_fn=_follow_parent(self.orphan_signal),  # no threads in these parents
                **identity,
            )
        if not is_linux():
            _guard(self.process.pid, self.orphan_signal)
        if self.process.stdout:
            os.set_blocking(self.process.stdout.fileno(), False)

    @property
    def output(self) -> IO[bytes] | None:
        return self.process.stdout if self.process else None

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self, number: int | None = None) -> None:
        if self.is_running():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number or self.stop_signal)

    def kill_group(self) -> None:
        """End the process and what it started, also what outlived it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, patience: float = 10) -> None:
        self.ask_to_stop()
        if not self.wait(patience):
            self.kill_group()

    def wait(self, patience: float) -> bool:
        """True when the process has ended within this many seconds."""
        if self.process is None:
            return True
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return False
        return True


_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


def _follow_parent(number: int):
    parent = os.getpid()

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a parent started with & hands down "ignored"
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:  # the parent died before the line above
                os._exit(1)

    return prepare


def _guard(pid: int, number: int) -> None:
    """Where the kernel has no parent-death signal: a small process that waits for our end."""
    subprocess.Popen(
        [sys.executable, "-S", str(GUARD), str(os.getpid()), str(pid), str(int(number))],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def command_line(pid: int) -> str:
    """The command line of a running process, empty when there is none."""
    try:
        if is_linux():
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return subprocess.run(
            ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ""


def stop_leftover(pid: int, mark: str, *, numbers: Sequence[int], patience: float = 10) -> None:
    """End a process that an earlier run left behind; `mark` in its command line proves that it is ours."""
    for number in (*numbers, signal.SIGKILL):
        if mark not in command_line(pid):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_until(lambda: mark not in command_line(pid), patience):
            return


def wait_until(condition, patience: float, pause: float = 0.01) -> bool:
    """True as soon as the condition holds, False when it still does not after this many seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
