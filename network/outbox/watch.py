"""Is the post room healthy: the figures /readyz and the keeper look at."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import timezone

from network.outbox.models import Delivery, Heartbeat, Notification

LATE = timedelta(minutes=5)
SILENT = timedelta(minutes=3)


@dataclass(frozen=True)
class Health:
    late: int  # queued and due for longer than LATE
    uncertain: int
    dead: int
    orphaned: int  # notifications without a delivery
    background_alive: bool  # beat, broker and a worker gave a sign of life within SILENT

    @property
    def is_well(self) -> bool:
        return self.background_alive and not self.late and not self.orphaned


def health() -> Health:
    State = Delivery.State
    counts = Delivery.objects.filter(state__in=[State.QUEUED, State.UNCERTAIN, State.DEAD]).aggregate(
        late=Count("pk", filter=Q(state=State.QUEUED, next_at__lt=Now() - LATE)),
        uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
    )
    return Health(
        **counts,
        orphaned=Notification.objects.filter(deliveries=None).count(),
        background_alive=Heartbeat.objects.filter(name="background", at__gt=timezone.now() - SILENT).exists(),
    )
