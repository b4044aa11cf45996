"""What holds in every environment. Servers and secrets come in through the environment."""

from pathlib import Path

import django
import environ
import structlog
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined

from nizu.log_privacy import hide_secrets

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
NIZU_ENV = env("NIZU_ENV", default="production")

# Demo facilities: the mail box page, demo accounts and the component gallery. Never in production.
DEMO_FACILITIES = False

INSTALLED_APPS = [
    "nizu",
    "network",
    "requests_app",
    "events",
    "django_linear_migrations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "pghistory",
    "phonenumber_field",
    "rules.apps.AutodiscoverRulesConfig",
    "django_structlog",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "network.accounts.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "network.accounts.middleware.SecondFactorMiddleware",
    "network.accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "network.accounts.middleware.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "nizu.urls"
WSGI_APPLICATION = "nizu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nizu.navigation.navigation",
                "nizu.page_token.page_token",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "nizu.templatetags.ui",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja"],
        "OPTIONS": {
            "environment": "nizu.jinja.environment",
            "context_processors": ["nizu.jinja.words", "nizu.page_token.page_token"],
            "undefined": StrictUndefined,
        },
    },
    {
        # Apart, because Django's own form templates ask for names that need not be there.
        "NAME": "forms",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja", Path(django.__file__).parent / "forms" / "jinja2"],
        "OPTIONS": {"environment": "nizu.jinja.environment"},
    },
]
FORM_RENDERER = "nizu.form_renderer.FormRenderer"

# --- Data ---------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "network.cache.Cache",
        "LOCATION": env("CACHE_URL"),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
SESSION_ENGINE = "network.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_IDLE_SECONDS_KEEPER = env.int("SESSION_IDLE_SECONDS_KEEPER", default=15 * 60)

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "nizu" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
PHONENUMBER_DEFAULT_REGION = "NL"

# --- Static files -------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "network.accounts.backend.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("start")
LOGOUT_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "network.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_TIMEOUT = 60 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Written by SessionLimitsMiddleware once a minute; allauth would do so with four queries on every page.
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "NIZU"
MFA_FORMS = {
    "add_webauthn": "network.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "network.accounts.forms.EditPasskeyForm",
}
# Nobody registers here, so an address still to be confirmed is a change by the account's owner.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "network.accounts.adapter.MFAAdapter"
INVITATION_DAYS = 7
# A date until which a second factor is asked for but not yet required; empty means required now.
SECOND_FACTOR_GRACE = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}

# --- Mail and messages --------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
OUTBOX_TRANSPORT = env("OUTBOX_TRANSPORT", default="network.outbox.transport.SmtpTransport")
# Longer than handing over one mail can ever take: see EMAIL_TIMEOUT.
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=60)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="NIZU <noreply@nizu.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The address people open, without a slash at the end; mails need it because no request is at hand.
SITE_URL = env("SITE_URL", default="http://localhost:8000")

CELERY_BROKER_URL = env("REDIS_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "network.outbox.tasks.drain_outbox", "schedule": 10.0},
    "heartbeat": {"task": "network.outbox.tasks.heartbeat", "schedule": 30.0},
    "remind-events": {"task": "events.periodic.remind", "schedule": 60.0},
    "forget-sign-ups": {"task": "events.periodic.forget_sign_ups", "schedule": 3600.0},
    "remind-referrals": {"task": "requests_app.periodic.follow_up_referrals", "schedule": 60.0},
    "note-long-waits": {"task": "requests_app.periodic.note_long_waits", "schedule": 3600.0},
    "forget-unsent": {"task": "requests_app.periodic.forget_unsent", "schedule": 3600.0},
    "count-track-records": {"task": "requests_app.periodic.count_track_records", "schedule": 900.0},
    "learn-search-words": {"task": "requests_app.periodic.learn_search_words", "schedule": 600.0},
}

# --- Web safety ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nizu.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Addresses of reverse proxies whose X-Forwarded-For may be believed.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# --- Terms of the network (proposals, to be confirmed by the network; hence settings) -----------
REFERRAL_REMIND_AFTER_WORKING_DAYS = 2
DRAFT_DAYS = 7
REFERRAL_EXPIRE_AFTER_WORKING_DAYS = 3
CAPACITY_FRESH_DAYS = 14
CAPACITY_KNOWN_DAYS = 42
# Sign-ups for meetings from one address in ten minutes; an organisation signs up many people at once.
SIGN_UPS_PER_ADDRESS = env.int("SIGN_UPS_PER_ADDRESS", default=60)
CONSENT_WORDING_VERSION = "2026-11"

# --- Logs: ids only -----------------------------------------------------------------------------
STRUCTLOG_PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
    hide_secrets,
]
structlog.configure(
    processors=[*STRUCTLOG_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": STRUCTLOG_PROCESSORS,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "nizu": {"level": "INFO"},
        "network": {"level": "INFO"},
        "requests_app": {"level": "INFO"},
        "events": {"level": "INFO"},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False

LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Where somebody can call who does not want to use the form.
CONTACT_PHONE = env("CONTACT_PHONE", default="030 123 45 67")
SITE_NAME = _("Netwerk Informele Zorg Utrecht")
