"""The portal with demo data on one machine: `make demo`. Nothing leaves the machine."""

import os

import structlog
from django.core.exceptions import ImproperlyConfigured

if not os.environ.get("DATABASE_URL"):
    raise ImproperlyConfigured(
        "No portal is running here: start it with `make demo`, or set DATABASE_URL, REDIS_URL and CACHE_URL."
    )

from .base import *  # noqa: F403
from .base import LOGGING, env

SECRET_KEY = env("SECRET_KEY", default="demo-only-and-refused-in-production")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMO_FACILITIES = True
SECOND_FACTOR_GRACE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "network.outbox.mailbox.MailboxBackend"
OUTBOX_TRANSPORT = env("OUTBOX_TRANSPORT", default="network.outbox.mailbox.MailboxTransport")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
# Everybody is the same address here, a load test included.
SIGN_UPS_PER_ADDRESS = env.int("SIGN_UPS_PER_ADDRESS", default=2000)
# For a reader at a terminal, where production writes JSON for a machine.
LOGGING["formatters"]["lines"]["processor"] = structlog.dev.ConsoleRenderer(
    colors=False, exception_formatter=structlog.dev.plain_traceback
)
