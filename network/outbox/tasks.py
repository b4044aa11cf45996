"""What the workers do for the post room. Arguments: none; what is due stands in the table."""

from celery import shared_task
from django.utils import timezone

from network.outbox import delivering
from network.outbox.models import Heartbeat

# Well within CELERY_TASK_TIME_LIMIT, so that no worker is killed while a mail is in its hands.
LONGEST_RUN = 20


@shared_task
def drain_outbox() -> None:
    delivering.drain(LONGEST_RUN)  # what is left waits for the next look, ten seconds later at most


@shared_task
def heartbeat() -> None:
    """Proves that beat, broker and a worker are alive together: /readyz reads the row."""
    Heartbeat.objects.update_or_create(name="background", defaults={"at": timezone.now()})
