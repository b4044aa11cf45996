from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    verbose_name = "Hulpvragen"

    def ready(self) -> None:
        from requests_app import (
            notifications,  # noqa: F401  registers its mails
            receivers,  # noqa: F401  answers the network
        )
