"""What the clock starts. Running twice, or late, does no harm."""

from celery import shared_task
from django.utils import timezone

from events.services import forgetting, reminders


@shared_task
def remind() -> None:
    reminders.remind(at=timezone.now())


@shared_task
def forget_sign_ups() -> None:
    forgetting.forget_sign_ups(at=timezone.now())
