"""Measuring one page: what it asks of the database, and how long an answer takes."""

import http.client
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.db import connection
from django.test import Client


@dataclass
class Page:
    """One address to measure; `times` are seconds from asking to having the whole answer."""

    name: str
    path: str
    signed_in: bool = True
    statements: int = 0
    most_repeated: int = 0
    rows: int = 0
    size: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[18]


class Counting:
    """Counts statements, repeats and rows while it is on."""

    def __init__(self) -> None:
        self.rows = 0
        self.statements: Counter[str] = Counter()

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.statements[re.sub(r"\s+", " ", sql)] += 1
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self.rows += max(context["cursor"].rowcount, 0)
        return result


def count(page: Page, client: Client) -> None:
    """Fill in what `page` asks of the database; the second visit counts, when caches are warm."""
    client.get(page.path)
    counting = Counting()
    with connection.execute_wrapper(counting):
        response = client.get(page.path)
    assert response.status_code == 200, f"{page.name}: {response.status_code}"
    page.statements = counting.statements.total()
    page.most_repeated = max(counting.statements.values(), default=0)
    page.rows = counting.rows
    page.size = len(response.content)


def ask(server: http.client.HTTPConnection, page: Page, cookie: str, times: int) -> None:
    headers = {"Host": "localhost", "Cookie": cookie if page.signed_in else ""}
    server.close()  # the server drops a connection that was idle while other pages were measured
    server.connect()
    for _ in range(times):
        start = time.perf_counter()
        server.request("GET", page.path, headers=headers)
        response = server.getresponse()
        response.read()
        page.times.append(time.perf_counter() - start)
        if response.status != 200:
            raise RuntimeError(f"{page.name} answered {response.status}")
