"""Where a session lives: in the database, with a copy in the cache so that a page need not ask for it."""

import structlog
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)


class SessionStore(CachedStore):
    """Django's cached sessions that go on without the cache; Django's own stop with an error then."""

    def load(self) -> dict:
        try:
            return super().load()
        except RedisError as error:
            logger.warning("session.cache_away", error=type(error).__name__)
            return DatabaseStore.load(self)

    def exists(self, session_key: str) -> bool:
        return DatabaseStore.exists(self, session_key)

    def delete(self, session_key: str | None = None) -> None:
        try:
            super().delete(session_key)
        except RedisError as error:
            logger.warning("session.cache_away", error=type(error).__name__)
