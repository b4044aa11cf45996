"""`make bench`: pages of the portal beside the limit app, over growing numbers of requests.

Prints per size and page: p50 and p95, their ratio to the limit app measured in the same rounds, statements,
the most repeated one, rows read and bytes; then the exponent of p50 over the sizes (0: no growth, 1: linear).
Sizes come from SIZES="1000 100000 1000000"; rounds from ROUNDS. Times differ per machine: compare ratios.
"""

import http.client
import math
import os
import socket
import sys
from pathlib import Path

from nizu.stack import template
from nizu.stack.children import Child, wait_until
from nizu.stack.throwaway import ThrowawayServers

SIZES = [int(size) for size in os.environ.get("SIZES", "1000 100000").split()]
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PER_ROUND = 20
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", Path("nizu/stack/gunicorn_settings.py")]


def main() -> None:
    servers = ThrowawayServers("bench")
    try:
        os.environ.update(
            servers.start(), NIZU_ENV="test", DJANGO_SETTINGS_MODULE="nizu.settings", SECRET_KEY="bench-key"
        )
        import django

        django.setup()
        run(servers)
    finally:
        servers.stop()


def run(servers: ThrowawayServers) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.urls import reverse

    from network.models import Ambassador, User
    from tests.bench.matching import measure_matching
    from tests.bench.measuring import ask, count
    from tests.bench.pages import pages
    from tests.people import PortalClient

    name = "nizu_bench"
    template.drop(name)
    template.clone(name)
    os.environ["DATABASE_URL"] = servers.servers.postgres.url(name)
    call_command("load_network", verbosity=0, stdout=sys.stderr)
    call_command("load_demo_accounts", verbosity=0, stdout=sys.stderr)
    user = User.objects.get(email="ambassadeur@nizu.example")
    Ambassador.objects.filter(user=user).update(all_districts_until="2999-12-31")
    client = PortalClient(SERVER_NAME="localhost")
    client.force_login(User.objects.get(pk=user.pk))
    client.post(reverse("requests:help_request_search"), {"q": "eenzaam"})

    medians: dict[str, list[float]] = {}
    made = 0
    for size in SIZES:
        call_command("generate_requests", size - made, verbosity=0, stdout=sys.stderr)
        made = size
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        targets = pages()
        for page in targets[1:]:
            count(page, client)
        cookie = "; ".join(f"{name}={kept.value}" for name, kept in client.cookies.items())
        connection.close()
        with Web("portal", "nizu.wsgi") as portal, Web("limit", "tests.bench.limit.wsgi") as limit:
            ask_all(targets, portal, limit, cookie, ask)
        report(size, targets)
        for page in targets:
            medians.setdefault(page.name, []).append(page.p50)
    if len(SIZES) > 1:
        print(f"\nexponent of p50 over {' → '.join(f'{size:,}' for size in SIZES)}")
        for page_name, values in medians.items():
            print(f"  {page_name:34} {exponent(SIZES, values):5.2f}")
    print("\nmatching, inside one process")
    measure_matching()
    template.drop(name)


class Web:
    """One gunicorn on a port of its own, with the settings of the demo and of production."""

    def __init__(self, name: str, module: str) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        port = self.socket.getsockname()[1]
        self.child = Child(
            name,
            [*GUNICORN, "--bind", f"fd://{self.socket.fileno()}", module],
            environment={**os.environ, "PYTHONPATH": os.getcwd()},
            log=Path(os.devnull),
            pass_fds=[self.socket.fileno()],
        )
        self.child.start()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> http.client.HTTPConnection:
        if not wait_until(self._answers, 60, pause=0.2):
            raise RuntimeError(f"{self.child.name} did not start")
        return self.connection

    def __exit__(self, *failure: object) -> None:
        self.connection.close()
        self.child.stop()
        self.socket.close()

    def _answers(self) -> bool:
        try:
            self.connection.request("GET", "/healthz", headers={"Host": "localhost"})
            self.connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return False
        return True


def ask_all(targets, portal, limit, cookie, ask) -> None:
    for page in targets:  # warm both workers
        ask(limit if page.name == "limit" else portal, page, cookie, PER_ROUND // 2)
        page.times.clear()
    for _ in range(ROUNDS):
        for page in targets:
            ask(limit if page.name == "limit" else portal, page, cookie, PER_ROUND)


def report(size: int, targets) -> None:
    base = targets[0].p50
    print(f"\n{size:,} requests, {ROUNDS} rounds of {PER_ROUND}")
    heads = (" p50 ms", " p95 ms", " × limit", " SQL", " rep", " rows", "    kB")
    print(f"  {'page':34} {' '.join(heads)}")
    for page in targets:
        print(
            f"  {page.name:34} {page.p50 * 1000:7.1f} {page.p95 * 1000:7.1f} {page.p50 / base:8.1f}"
            f" {page.statements:4} {page.most_repeated:4} {page.rows:5} {page.size / 1000:6.1f}"
        )


def exponent(sizes: list[int], values: list[float]) -> float:
    """Slope of log p50 over log size between the first and the last size."""
    return math.log(values[-1] / values[0]) / math.log(sizes[-1] / sizes[0])


if __name__ == "__main__":
    main()
