"""Forget the portal's data: `make reset`. Removes only what the portal itself put in the state folder."""

import shutil
import sys
from pathlib import Path

from .account import closed_home
from .state import State

OURS = (
    *("lock", "environment.json", "secret-key", "logs", "static", "valkey"),
    *("postgres-*", "pg_*.conf", "test-*", "evaluate-*"),
    *("programs", "postgres", "valkey.sock"),
)


def main() -> int:
    state = State.from_environment()
    if state.is_locked():
        print("The portal is running; stop it first (Ctrl-C in its terminal).", file=sys.stderr)
        return 1
    for folder in (state.folder, closed_home(state), state.socket_folder()):
        _empty(folder)
    print("All data of the demo is gone; `make demo` starts afresh.")
    return 0


def _empty(folder: Path) -> None:
    known = [path for pattern in OURS for path in folder.glob(pattern)]
    for path in known:
        if path.is_dir() and not path.is_symlink():
            if not State(path).is_locked():  # a test run may be going on
                shutil.rmtree(path)
        else:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


if __name__ == "__main__":
    sys.exit(main())
