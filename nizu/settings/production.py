"""Production: every secret and server is given, or the portal refuses to start with one clear line."""

import os

from django.core.exceptions import ImproperlyConfigured

_needed = {
    "SECRET_KEY": "a random text of 50 characters or more",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "the Celery broker, redis://:password@host:6379/1",
    "CACHE_URL": "the cache, redis://:password@host:6379/0",
    "SITE_URL": "the public address, https://…",
    "EMAIL_URL": "the mail server, smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of all mail",
}
_missing = [f"{name} ({meaning})" for name, meaning in _needed.items() if not os.environ.get(name)]
if _missing:
    raise ImproperlyConfigured(
        "Production needs these environment variables: "
        + "; ".join(_missing)
        + ". For a trial on this machine run `make demo`."
    )

from .base import *  # noqa: E402, F403
from .base import SITE_URL, env  # noqa: E402

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("demo-"):
    raise ImproperlyConfigured("SECRET_KEY must be a random text of 50 characters or more.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_URL must start with https://, got {SITE_URL!r}.")

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_URL.removeprefix("https://").split("/")[0]])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sign-in through an organisation's own identity provider (OpenID Connect), when one is configured.
if env("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": env("OIDC_PROVIDER_ID", default="organisatie"),
                    "name": env("OIDC_NAME", default="Organisatie"),
                    "client_id": env("OIDC_CLIENT_ID"),
                    "secret": env("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env("OIDC_SERVER_URL")},
                }
            ],
        }
    }
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(env("OIDC_SERVER_URL"))  # noqa: F405
