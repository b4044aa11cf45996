"""Bring everything up to date before the portal starts: texts, tables, static files, demo data."""

from django.conf import settings
from django.core.management import BaseCommand, call_command, get_commands

from nizu.catalogue import compile_catalogues

# In this order: each stands on the one before. All are idempotent.
DEMO_DATA = ("load_network", "load_demo_people", "load_demo_meetings", "load_demo_requests")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # run below, before the database is touched

    def handle(self, **options) -> None:
        compile_catalogues()
        call_command("check")
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO_FACILITIES:
            for command in DEMO_DATA:
                if command not in get_commands():
                    continue
                call_command(command, stdout=self.stdout)
