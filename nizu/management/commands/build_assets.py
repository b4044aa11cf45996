"""Compile the translations and collect the static files; needs no database, so an image build can do it."""

from django.core.management import BaseCommand, call_command

from nizu.catalogue import compile_catalogues


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        compile_catalogues()
        call_command("collectstatic", interactive=False, verbosity=0)
