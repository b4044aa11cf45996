"""Say in plain lines whether this installation can work, and what to do where it cannot."""

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from network.outbox.watch import health as outbox_health
from nizu import health

OLDEST_POSTGRESQL = 150000
Finding = tuple[str, bool, str]


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options) -> None:
        failed = 0
        for part, is_fine, advice in self._findings():
            failed += not is_fine
            self.stdout.write(
                f"{'ok    ' if is_fine else 'FAILED'}  {part}{'' if is_fine else f': {advice}'}"
            )
        if failed:
            raise CommandError(f"{failed} of the parts above need attention.")

    def _findings(self) -> Iterator[Finding]:
        self.stdout.write(f"Settings: {settings.NIZU_ENV}, {settings.SITE_URL}")
        yield "settings", *_settings()
        has_database = health.database_answers()
        yield "database", has_database, "DATABASE_URL leads to no server that lets us in"
        if has_database:
            yield (
                "PostgreSQL 15 or newer",
                connection.pg_version >= OLDEST_POSTGRESQL,
                f"this is {connection.pg_version}",
            )
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
            yield "migrations", not waiting, f"{len(waiting)} to be applied: run `manage.py migrate`"
        yield "cache", health.cache_answers(), "CACHE_URL leads to no Redis or Valkey"
        yield "broker", health.broker_answers(), "REDIS_URL leads to no Redis or Valkey"
        if has_database and not waiting:
            alive = outbox_health().background_alive
            yield "worker and beat", alive, "no recent heartbeat: start `celery worker` and `celery beat`"
        yield "mail", *_mail()


def _settings() -> tuple[bool, str]:
    try:
        call_command("check", deploy=settings.NIZU_ENV == "production", fail_level="WARNING", verbosity=0)
    except SystemCheckError as error:
        return False, str(error)
    return True, ""


def _mail() -> tuple[bool, str]:
    try:
        get_connection().open()
    except OSError as error:
        return False, f"the mail server of EMAIL_URL does not answer ({error})"
    return True, ""
