"""The limit: Django without middleware, one statement for 25 rows, one template."""

import environ

env = environ.Env()
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "tests.bench.limit.urls"
WSGI_APPLICATION = "tests.bench.limit.wsgi.application"
INSTALLED_APPS = ["tests.bench.limit"]
MIDDLEWARE: list[str] = []
DATABASES = {
    "default": env.db("DATABASE_URL") | {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600}
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True
