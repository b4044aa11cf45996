"""Addresses of the directory: what everyone reads, and the counter where partners keep their own part."""

from django.urls import path

from network.directory.views import directory

directory_urls = [
    path("aanbod/", directory.offer_list, name="offer_list"),
    path("aanbod/<slug:slug>/", directory.offer_detail, name="offer_detail"),
    path("partners/", directory.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", directory.partner_detail, name="partner_detail"),
]
