"""What machines ask: does the process live, and is everything it needs at hand."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from network.outbox.watch import health
from nizu.celery import app


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when people can work and mail flows, 503 otherwise; each part is named, no figures about people."""
    parts = {"database": database_answers(), "cache": cache_answers(), "broker": broker_answers()}
    if parts["database"]:
        outbox = health()
        parts |= {
            "background": outbox.background_alive,
            "outbox_on_time": not outbox.late,
            "outbox_whole": not outbox.orphaned,
            "no_dead_letters": not outbox.dead,
            "nothing_uncertain": not outbox.uncertain,
        }
    needed = {"database", "cache", "broker", "background", "outbox_on_time", "outbox_whole"}
    is_ready = all(parts.get(name, False) for name in needed)
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)


def database_answers() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def cache_answers() -> bool:
    try:
        cache.get("readyz")
    except (RedisError, OSError):
        return False
    return True


def broker_answers() -> bool:
    try:
        with app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True
