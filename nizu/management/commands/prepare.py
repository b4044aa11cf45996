"""Bring everything up to date before the portal starts: texts, static files, tables, demo data."""

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command

from nizu.catalogue import compile_catalogues

# In this order: each stands on the one before. All are idempotent.
DEMO_DATA = ("load_network", "load_demo_accounts", "load_demo_meetings", "load_demo_requests")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they are run, and shown, below

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--assets-are-built", action="store_true", help="the image holds texts and static files already"
        )

    def handle(self, *, assets_are_built: bool, **options) -> None:
        if not assets_are_built:
            self._build_assets()
        call_command("check")
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO_FACILITIES:
            for command in DEMO_DATA:
                call_command(command, stdout=self.stdout)

    def _build_assets(self) -> None:
        if settings.DEBUG:
            compile_catalogues()  # static files are served from where they are written
        else:
            call_command("build_assets")
