"""Fill the agenda of the demo; run again, it adds only what is missing."""

from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from events.services.loading import load_meetings


class Command(BaseCommand):
    help = "Load the demo's meetings; what is there already stays as it is."

    def handle(self, *args, **options) -> None:
        path = Path(apps.get_app_config("events").path) / "data" / "meetings.json"
        try:
            loaded = load_meetings(path)
        except (OSError, ValueError) as error:
            raise CommandError(error) from error
        self.stdout.write(
            f"Meetings: {loaded.events} added, {loaded.already_there} there already; "
            f"series: {loaded.series} added."
        )
