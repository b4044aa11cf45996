"""manage.py load_network [DIR]: districts, categories, partners and offers from files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from network.directory.services import fixture


class Command(BaseCommand):
    help = "Load districts, categories, partners and offers. Safe to run again: people's own changes stay."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "directory", nargs="?", type=Path, default=fixture.DATA, help="folder with the data files"
        )
        parser.add_argument(
            "--confirmed-at",
            help="moment at which the capacity counts as confirmed (ISO 8601); now if not given",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="put partners, contacts and offers back as the files say, capacity included",
        )

    def handle(self, *, directory: Path, confirmed_at: str | None, overwrite: bool, **options) -> None:
        at = timezone.now() if confirmed_at is None else _moment(confirmed_at)
        try:
            report = fixture.load(directory, at=at, overwrite=overwrite)
        except fixture.FixtureError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(str(report))


def _moment(text: str):
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f'--confirmed-at: "{text}" is not a moment such as 2026-11-21T09:00+01:00.')
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
