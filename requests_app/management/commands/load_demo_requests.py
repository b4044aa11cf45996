"""manage.py load_demo_requests: a queue of invented help requests at every stage. Demo only."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from network.models import District
from requests_app import demo_requests


class Command(BaseCommand):
    help = "Load the invented help requests that are not there yet; what people did with the others stays."

    def handle(self, **options) -> None:
        if not settings.DEMO_FACILITIES:
            raise CommandError("Invented requests are for the demo only.")
        if not District.objects.exists():
            raise CommandError("There are no districts yet: run load_network first.")
        made, there = demo_requests.load(now=timezone.now())
        self.stdout.write(f"Demo requests: {made} made, {there} were there.")
