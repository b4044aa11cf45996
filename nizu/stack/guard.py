"""End one process when its parent is gone; for systems whose kernel does not do this (macOS).

Run as `guard.py PARENT PROCESS SIGNAL`; ends by itself when either is gone.
"""

import contextlib
import os
import sys
import time


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main(parent: int, process: int, number: int) -> None:
    while is_alive(parent) and is_alive(process):
        time.sleep(0.5)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
