"""The account PostgreSQL runs under when we are root, and where that account can work."""

import contextlib
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from .state import StackError, State

ACCOUNT = "nizu-postgres"
Account = tuple[int, int] | None  # (uid, gid); None: the caller's own


def server_account() -> Account:
    """PostgreSQL refuses to be root: a system account of its own, made once; the last resort is nobody."""
    if os.geteuid() != 0:
        return None
    if not _exists(ACCOUNT):
        with contextlib.suppress(OSError):
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
                capture_output=True,
                check=False,
            )
    for name in (ACCOUNT, "nobody"):
        if _exists(name):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise StackError("PostgreSQL does not run as root and found no other account. Start as a normal user.")


def identity(account: Account) -> dict:
    """What `subprocess` needs to run something under this account, and under nothing else."""
    if account is None:
        return {}
    return {"user": account[0], "group": account[1], "extra_groups": []}


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise StackError(f"User number {uid} has no name on this machine; PostgreSQL needs one.") from None


def plain_environment() -> dict[str, str]:
    """PostgreSQL reads PG…, LANG and TZ; none of the caller's should reach it."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}


def workplace(account: Account, state: State, packaged: Path) -> tuple[Path, Path]:
    """The folder for the data and the one with the programs: both where the account can go.

    When the state folder or the packages stand in a place that is closed to the account (a checkout in
    root's home), they move beside it. No folder is opened for others.
    """
    closed = closed_home(state)
    if account is None or (not closed.exists() and _can_use(account, state.folder, packaged)):
        return state.folder, packaged
    closed.mkdir(exist_ok=True)
    closed.chmod(0o711)
    return closed, _copied_programs(packaged, closed / "programs")


def closed_home(state: State) -> Path:
    """Where the server works when the state folder is closed to its account."""
    base = Path("/var/lib") if Path("/var/lib").is_dir() else Path(tempfile.gettempdir())
    return base / state.socket_folder().name


def _exists(name: str) -> bool:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(name)
        return True
    return False


def _can_use(account: Account, home: Path, programs: Path) -> bool:
    """Whether the account can reach the folder and run the programs; tried, not computed from modes."""
    samples = ("lib/dict_snowball.so", "share/postgres.bki", "share/extension/pg_trgm.control")
    tests = [
        f"test -x {shlex.quote(str(home))}",
        *(f"test -r {shlex.quote(str(programs / sample))}" for sample in samples),
        *(f"{shlex.quote(str(programs / 'bin' / name))} --version" for name in ("postgres", "initdb")),
    ]
    tried = subprocess.run(
        ["/bin/sh", "-c", " && ".join(tests)],
        cwd="/",
        env=plain_environment(),
        capture_output=True,
        check=False,
        **identity(account),
    )
    return tried.returncode == 0


def _copied_programs(packaged: Path, copy: Path) -> Path:
    programs = copy / packaged.parent.name / packaged.name
    mark = copy / "complete"
    wanted = f"{packaged} {packaged.stat().st_mtime_ns}"
    if mark.exists() and mark.read_text() == wanted:
        return programs
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(packaged, programs, symlinks=True)
    libraries = packaged.parent.parent / f"{packaged.parent.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    for folder, _, files in os.walk(copy):
        os.chmod(folder, 0o755)  # noqa: S103 (only the published programs are in it)
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.parent.name == "bin" or ".so" in name else 0o644)
    mark.write_text(wanted)
    return programs
