from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Netwerk"

    def ready(self) -> None:
        from network.directory import notifications  # noqa: F401  registers its mails
