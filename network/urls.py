"""Addresses of the network app: each part keeps its own."""

from network.accounts.urls import account_urls
from network.directory.people_urls import people_urls
from network.directory.urls import directory_urls
from network.outbox.urls import delivery_urls, mailbox_urls

app_name = "network"

urlpatterns = [*directory_urls, *account_urls, *people_urls, *mailbox_urls, *delivery_urls]
