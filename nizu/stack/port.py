"""The port people open in their browser, bound before anything else starts."""

import contextlib
import socket
import subprocess
from pathlib import Path

from .children import command_line
from .state import StackError, is_linux

FIRST = 8000
TRIED = 100
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def listen(wanted: str | None) -> tuple[int, list[socket.socket]]:
    """Listen on the wanted port, or on the first free one from 8000 when none was asked for.

    Loopback only, since the demo's passwords are known to all; both address families, so that `localhost`
    cannot lead to somebody else. The sockets are handed to the web server, which may come and go.
    """
    if wanted:
        if not wanted.isdigit() or not 0 < int(wanted) < 65536:
            raise StackError(f"PORT must be a number from 1 to 65535, got {wanted!r}.")
        sockets = _try(int(wanted))
        if sockets is None:
            raise StackError(
                f"Port {wanted} is taken{_by_whom(int(wanted))}. Choose another: PORT=8001 make demo"
            )
        return int(wanted), sockets
    for port in range(FIRST, FIRST + TRIED):
        if sockets := _try(port):
            return port, sockets
    raise StackError(f"Ports {FIRST} to {FIRST + TRIED - 1} are all taken. Choose one: make demo PORT=…")


def _try(port: int) -> list[socket.socket] | None:
    found: list[socket.socket] = []
    for family, address in LOOPBACK:
        if _answers(family, address, port):  # on macOS two sockets could share the port unnoticed
            return _close(found)
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address, port))
            listener.listen(128)
        except OSError:
            listener.close()
            if family == socket.AF_INET6 and not _has_ipv6():
                continue
            return _close(found)
        found.append(listener)
    return found


def _close(sockets: list[socket.socket]) -> None:
    for listener in sockets:
        listener.close()


def _has_ipv6() -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


def _answers(family: int, address: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.socket(family) as probe:
        probe.settimeout(0.2)
        probe.connect((address, port))
        return True
    return False


def _by_whom(port: int) -> str:
    pid = _listening_process(port)
    if pid is None:
        return " by another program"
    place = ""
    with contextlib.suppress(OSError):
        place = f" in {Path(f'/proc/{pid}/cwd').readlink()}"
    return f" by process {pid} ({command_line(pid).strip()[:80]}{place})"


def _listening_process(port: int) -> int | None:
    if not is_linux():
        with contextlib.suppress(OSError, ValueError):
            command = ["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-t"]
            found = subprocess.run(command, capture_output=True, text=True, check=False)
            return int(found.stdout.split()[0]) if found.stdout.split() else None
        return None
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:  # 0A: listening
                    inodes.add(f"socket:[{fields[9]}]")
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(entry.readlink()) in inodes:
                return int(entry.parts[2])
    return None
