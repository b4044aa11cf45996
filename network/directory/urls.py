"""Addresses of the directory: what everyone reads, and the counter where partners keep their own part."""

from django.urls import path

from network.directory.views import desk_offer, desk_partner, directory, gaps, manage_partners

directory_urls = [
    path("aanbod/", directory.offer_list, name="offer_list"),
    path("aanbod/<slug:slug>/", directory.offer_detail, name="offer_detail"),
    path("partners/", directory.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", directory.partner_detail, name="partner_detail"),
    path("balie/aanbod/", desk_partner.desk_offer_list, name="desk_offer_list"),
    path("balie/aanbod/<slug:slug>/", desk_offer.desk_offer_edit, name="desk_offer_edit"),
    path("balie/aanbod/<slug:slug>/zichtbaar/", desk_offer.desk_offer_publish, name="desk_offer_publish"),
    path("balie/aanbod/<slug:slug>/plek/", desk_offer.desk_capacity, name="desk_capacity"),
    path(
        "balie/aanbod/<slug:slug>/klopt-nog/",
        desk_offer.desk_capacity_confirm,
        name="desk_capacity_confirm",
    ),
    path("balie/partner/<slug:slug>/profiel/", desk_partner.desk_partner_edit, name="desk_partner_edit"),
    path("balie/partner/<slug:slug>/pauze/", desk_partner.desk_partner_pause, name="desk_partner_pause"),
    path("balie/partner/<slug:slug>/contact/", desk_partner.desk_contacts, name="desk_contacts"),
    path("balie/partner/<slug:slug>/nieuw-aanbod/", desk_offer.desk_offer_create, name="desk_offer_create"),
    path("beheer/partners/", manage_partners.manage_partner_list, name="manage_partner_list"),
    path("beheer/witte-vlekken/", gaps.gap_list, name="gap_list"),
    path("beheer/witte-vlekken.csv", gaps.gap_file, name="gap_file"),
]
