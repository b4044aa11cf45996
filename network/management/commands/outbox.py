"""The post room from the command line: works without a broker."""

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count

from network.outbox import delivering
from network.outbox.models import Delivery


class Command(BaseCommand):
    help = "Deliver what is due (drain), or show how many messages are in which state (status)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["drain", "status"])

    def handle(self, *, action: str, **options: object) -> None:
        if action == "drain":
            done = delivering.drain()
            self.stdout.write(
                ", ".join(f"{state}: {count}" for state, count in done.items()) or "nothing due"
            )
            return
        states = Delivery.objects.values_list("state").annotate(Count("pk")).order_by("state")
        for state, count in states:
            self.stdout.write(f"{state:14} {count}")
