"""Bring the English catalogue in line with the texts in the source."""

from django.core.management.base import BaseCommand

from nizu import interface_texts


class Command(BaseCommand):
    help = "Collect interface texts into nizu/locale/en; prints how many still need English."

    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        updated = interface_texts.update_english()
        self.stdout.write(f"{len(updated)} texts, {len(interface_texts.untranslated())} without English.")
