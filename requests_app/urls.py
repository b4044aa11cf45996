"""Addresses of the help request: the public doors, the partner's desk, the ambassador's workplace."""

from django.urls import path

from requests_app.views import intake

app_name = "requests"

resident_urls = [
    path("hulp-vragen/", intake.intake, name="intake"),
    path("hulp-vragen/<uuid:key>/verstuurd/", intake.intake_receipt, name="intake_receipt"),
    path("hulp-vragen/<uuid:key>/<slug:step>/", intake.intake_step, name="intake_step"),
    path("hulp-vragen/<uuid:key>/<slug:step>/bewaar/", intake.intake_keep, name="intake_keep"),
]

partner_urls: list = []

workplace_urls: list = []

urlpatterns = [*resident_urls, *partner_urls, *workplace_urls]
