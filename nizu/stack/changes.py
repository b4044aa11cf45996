"""Changes in the code, for the autoreload of `make dev`."""

import time
from pathlib import Path

APPS = ("nizu", "network", "requests_app", "events")
QUIET = 2.0  # seconds without a further change: an editor or a checkout writes many files at once


class Watch:
    """Remembers which Python files there are and when each was written."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.files = self._look()
        self.changed_at: float | None = None

    def has_settled_anew(self) -> bool:
        """True once after each burst of changes, when it is over."""
        now, files = time.monotonic(), self._look()
        if files != self.files:
            self.files, self.changed_at = files, now
        if self.changed_at is None or now - self.changed_at < QUIET:
            return False
        self.changed_at = None
        return True

    def _look(self) -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for app in APPS
            for path in (self.checkout / app).rglob("*.py")
            if path.exists()  # an editor may be replacing it
        }
