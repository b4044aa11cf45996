"""The Celery app: workers take jobs from the broker, beat puts the clock's jobs on it."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nizu.settings")

app = Celery("nizu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["network.outbox"])
app.autodiscover_tasks(related_name="periodic")

if os.environ.get("NIZU_ENV") in ("demo", "dev"):
    # The demo may run as root in a container of one's own; jobs are JSON, so the warning's reason is absent.
    warnings.filterwarnings("ignore", category=SecurityWarning)


@beat_init.connect
def announce(**_) -> None:
    """The first sign of life right at the start, so that /readyz need not wait for beat's first round."""
    app.send_task("network.outbox.tasks.heartbeat")
