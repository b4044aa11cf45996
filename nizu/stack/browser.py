"""The machine's own Chromium, for the browser tests."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "No Chromium was found, which the browser tests drive. Install it"
    " (Debian, Ubuntu: `apt install chromium`; macOS: Google Chrome) and run `make test` again."
)


def find() -> str | None:
    """Where Chromium is; NIZU_CHROMIUM names another one."""
    for name in (os.environ.get("NIZU_CHROMIUM"), *NAMES, *MAC):
        if name and (path := shutil.which(name)):
            return path
    return None


def ensure() -> bool:
    """Find Chromium, or install it where we may (root, apt); say plainly when there is none."""
    if find():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(
                ["apt-get", *step],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=False,
            )
        if find():
            return True
    print(ADVICE, file=sys.stderr)
    return False
