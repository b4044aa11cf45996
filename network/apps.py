from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from network.directory import (
            kept,  # noqa: F401  hears of changes
            notifications,  # noqa: F401  registers its mails
        )
