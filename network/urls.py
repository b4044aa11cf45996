"""Addresses of the network app: each part keeps its own."""

from network.outbox.urls import delivery_urls, mailbox_urls

app_name = "network"

urlpatterns = [*mailbox_urls, *delivery_urls]
