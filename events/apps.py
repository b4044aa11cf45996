from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Bijeenkomsten"

    def ready(self) -> None:
        from events import notifications  # noqa: F401  registers its mails
