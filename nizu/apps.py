from django.apps import AppConfig


class NizuConfig(AppConfig):
    name = "nizu"
    verbose_name = "NIZU"
