"""Servers, databases and browser of a test run; loaded with `-p` because settings are read before conftest.

Never touches what the shell points at: DATABASE_URL, REDIS_URL and CACHE_URL are dropped. Only
NIZU_TEST_DATABASE_URL and NIZU_TEST_REDIS_URL (whose database is emptied) choose other servers.
"""

import atexit
import os
import re

import pytest

from nizu.catalogue import compile_catalogues
from nizu.stack import browser, template
from nizu.stack.servers import cache_beside
from nizu.stack.throwaway import ThrowawayServers

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
IN_CI = bool(os.environ.get("CI"))


def _prepare_environment() -> None:
    if (
        WORKER
    ):  # the controller has started the servers; each worker takes its own pair of databases in Valkey
        number = 2 * (int(WORKER.removeprefix("gw")) + 1)
        os.environ["CACHE_URL"] = re.sub(r"db=\d+", f"db={number}", os.environ["CACHE_URL"])
        os.environ["REDIS_URL"] = re.sub(
            r"virtual_host=\d+", f"virtual_host={number + 1}", os.environ["REDIS_URL"]
        )
        return
    for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "EMAIL_URL", "SITE_URL", "PORT"):
        os.environ.pop(name, None)
    os.environ["NIZU_ENV"] = "test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's sync API runs inside an event loop
    given = {
        "DATABASE_URL": os.environ.get("NIZU_TEST_DATABASE_URL"),
        "REDIS_URL": os.environ.get("NIZU_TEST_REDIS_URL"),
    }
    compile_catalogues()
    if not all(given.values()):
        servers = ThrowawayServers("test")
        atexit.register(servers.stop)
        os.environ.update(servers.start())
    os.environ.update({name: url for name, url in given.items() if url})
    os.environ["CACHE_URL"] = cache_beside(os.environ["REDIS_URL"])


_prepare_environment()


class Fixtures:
    """Registered after pytest-django and pytest-playwright, so that these definitions win."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(cls, django_test_environment, django_db_blocker):
        """A fresh clone of the migrated template; nothing of an earlier run is left in it."""
        from django.test import TransactionTestCase

        from tests.emptying import empty_database

        name = f"nizu_test_{os.getpid()}_{WORKER or 'main'}"
        with django_db_blocker.unblock():
            template.clone(name)
        TransactionTestCase._fixture_teardown = empty_database
        yield
        with django_db_blocker.unblock():
            template.drop(name)

    @pytest.fixture(autouse=True)
    def _empty_cache(self, request):
        """Limits, and the edition of the lists a process keeps, would leak from test to test."""
        uses_database = request.node.get_closest_marker("django_db") is not None
        if not uses_database and not {"db", "client"} & set(request.fixturenames):
            return
        from django.core.cache import cache

        cache.clear()

    @pytest.fixture(scope="session")
    @classmethod
    def browser_type_launch_args(cls, browser_type_launch_args):
        arguments = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
        return {**browser_type_launch_args, "executable_path": browser.find(), "args": arguments}


def pytest_configure(config) -> None:
    config.pluginmanager.register(Fixtures(), "nizu-fixtures")


def pytest_collection_modifyitems(config, items) -> None:
    """Leave out the long drills unless asked for; without a browser, say so loudly and fail in CI."""
    if not config.option.markexpr:
        drills = [item for item in items if item.get_closest_marker("drill")]
        if drills and not any("::" in argument for argument in config.args):
            config.hook.pytest_deselected(items=drills)
            items[:] = [item for item in items if item not in drills]
    needing = [item for item in items if item.get_closest_marker("browser") or "page" in item.fixturenames]
    if needing and browser.missing():
        if IN_CI:
            raise pytest.UsageError(browser.ADVICE)
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=browser.ADVICE))


def pytest_terminal_summary(terminalreporter) -> None:
    without = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if browser.ADVICE in str(report.longrepr)
    ]
    if without:
        terminalreporter.section("browser tests were left out", red=True, bold=True)
        terminalreporter.line(f"{len(without)} tests did not run. {browser.ADVICE}", red=True)
