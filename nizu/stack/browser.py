"""The machine's own Chromium, for the browser tests."""

import ctypes
import os
import shutil
import subprocess
import sys

from .state import is_linux

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "The browser tests need Chromium and, on Linux, the library libatomic. Install them (Debian, Ubuntu:"
    " `apt install chromium libatomic1`; macOS: Google Chrome) and run `make test` again."
)


def find() -> str | None:
    """Where Chromium is; NIZU_CHROMIUM names another one."""
    for name in (os.environ.get("NIZU_CHROMIUM"), *NAMES, *MAC):
        if name and (path := shutil.which(name)):
            return path
    return None


def missing() -> list[str]:
    """Debian's names of what the browser tests need and this machine lacks."""
    packages = [] if find() else ["chromium"]
    if is_linux():
        try:
            ctypes.CDLL("libatomic.so.1")  # of the driver, which is a program of its own
        except OSError:
            packages.append("libatomic1")
    return packages


def ensure() -> None:
    """Install what is missing where we may (root, apt); else say plainly what to do."""
    packages = missing()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {' and '.join(packages)} for the browser tests …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *step], env=environment, stdout=subprocess.DEVNULL, check=False)
    if missing():
        print(ADVICE, file=sys.stderr)


if __name__ == "__main__":
    ensure()
