"""Servers for one run of tests or figures: fast, forgetful, gone with the process that started them."""

import os

from .servers import Servers
from .state import State

SLOTS = 16


class ThrowawayServers:
    """Fast servers in the first free slot of the state folder, so that several runs can go on at once.

    A slot keeps its cluster on disk for the next run, which saves the second that `initdb` takes.
    """

    def __init__(self, purpose: str) -> None:
        self.state = _free_slot(purpose)
        self.servers = Servers(self.state, durable=False, given={})

    def start(self) -> dict[str, str]:
        try:
            return self.servers.start()
        except BaseException:
            self.state.unlock()
            raise

    def stop(self) -> None:
        self.servers.stop()
        self.state.unlock()


def _free_slot(purpose: str) -> State:
    base = State.from_environment()
    base.create()
    for number in range(1, SLOTS + 1):
        state = State(base.folder / f"{purpose}-{number}")
        state.create()
        if state.lock():
            return state
    raise RuntimeError(
        f"{SLOTS} runs are already going on in {base.folder} (process {os.getpid()} is one too many)."
    )
