from django.apps import AppConfig


class NizuConfig(AppConfig):
    name = "nizu"
    verbose_name = "NIZU"

    def ready(self) -> None:
        from nizu import celery  # noqa: F401  so that every process sends its jobs to our broker
