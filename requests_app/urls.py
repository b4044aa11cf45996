"""Addresses of the help request: the public doors, the partner's desk, the ambassador's workplace."""

from django.urls import path

from requests_app.views import desk, intake, signed_link

app_name = "requests"

resident_urls = [
    path("hulp-vragen/", intake.intake, name="intake"),
    path("hulp-vragen/<uuid:key>/verstuurd/", intake.intake_receipt, name="intake_receipt"),
    path("hulp-vragen/<uuid:key>/<slug:step>/", intake.intake_step, name="intake_step"),
    path("hulp-vragen/<uuid:key>/<slug:step>/bewaar/", intake.intake_keep, name="intake_keep"),
]

partner_urls = [
    path("balie/", desk.desk, name="desk"),
    path("balie/antwoord/<str:token>/", signed_link.signed_link, name="signed_link"),
    path("balie/doorverwijzingen/<uuid:public_id>/", desk.desk_referral, name="desk_referral"),
    path("balie/doorverwijzingen/<uuid:public_id>/<slug:step>/", desk.desk_step, name="desk_step"),
]

workplace_urls: list = []

urlpatterns = [*resident_urls, *partner_urls, *workplace_urls]
