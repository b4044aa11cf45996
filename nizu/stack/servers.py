"""The servers of one portal: ours from the wheels, or the ones the environment names."""

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from .postgres import Postgres, wait_ready
from .state import State
from .valkey import Valkey


class Servers:
    """PostgreSQL and Valkey for one state folder whose lock we hold.

    Servers that `given` names (DATABASE_URL, REDIS_URL, CACHE_URL) already run and are used as they are.
    """

    def __init__(self, state: State, *, durable: bool = True, given: Mapping[str, str] = os.environ) -> None:
        self.given = {
            name: given[name] for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL") if given.get(name)
        }
        self.postgres = None if "DATABASE_URL" in self.given else Postgres(state, durable=durable)
        self.valkey = None if "REDIS_URL" in self.given else Valkey(state, durable=durable)

    @property
    def embedded(self) -> list[Postgres | Valkey]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def start(self) -> dict[str, str]:
        """Start both, wait until they answer, and return the variables that point at them."""
        try:
            for server in self.embedded:
                server.start()
            for server in self.embedded:
                wait_ready(server)
            if self.postgres:
                self.postgres.ensure_database()
        except BaseException:
            self.stop()
            raise
        return self.environment()

    def stop(self) -> None:
        for server in reversed(self.embedded):
            server.stop()

    def environment(self) -> dict[str, str]:
        found = dict(self.given)
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url()
        if self.valkey:
            found["REDIS_URL"] = self.valkey.broker_url()
            found.setdefault("CACHE_URL", self.valkey.cache_url())
        found.setdefault("CACHE_URL", cache_beside(found["REDIS_URL"]))
        return found


def cache_beside(broker_url: str) -> str:
    """A database for the cache on the broker's server: number 0, or 1 when the broker has number 0.

    They must differ: emptying the cache would otherwise throw away queued jobs.
    """
    if broker_url.startswith("redis+socket://"):
        path, _, query = broker_url.removeprefix("redis+socket://").partition("?")
        used = re.search(r"virtual_host=(\d+)", query)
        return f"unix://{path}?db={_other(used[1] if used else '0')}"
    parts = urlsplit(broker_url)
    return urlunsplit(parts._replace(path=f"/{_other(parts.path.strip('/'))}"))


def _other(number: str) -> int:
    return 0 if number not in ("", "0") else 1
