"""Who else has a request open now: kept in the cache for a minute, and never in the way when it is away."""

import time

from django.core.cache import cache

from network.models import User
from requests_app.models import HelpRequest

SECONDS = 60


def others_at(help_request: HelpRequest, user: User) -> list[str]:
    """Names of colleagues who opened the request in the last minute; notes that `user` is here."""
    key, now = f"present:{help_request.pk}", time.time()
    try:
        seen = {pk: (name, at) for pk, (name, at) in (cache.get(key) or {}).items() if now - at < SECONDS}
        seen[user.pk] = (user.name, now)
        cache.set(key, seen, SECONDS)
    except Exception:
        # Without the cache nobody sees each other; the version check still guards what is saved.
        return []
    return [name for pk, (name, _at) in seen.items() if pk != user.pk]
