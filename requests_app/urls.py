"""Addresses of the help request: the public doors, the partner's desk, the ambassador's workplace."""

from django.urls import include, path

from requests_app.views import (
    card,
    closing,
    consent,
    desk,
    help_request,
    intake,
    learning,
    merging,
    phone_form,
    professional,
    queue,
    referral,
    referrer,
    resident,
    signed_link,
    triage,
    workplace,
)

app_name = "requests"

resident_urls = [
    path("hulp-vragen/", intake.intake, name="intake"),
    path("hulp-vragen/<uuid:key>/verstuurd/", intake.intake_receipt, name="intake_receipt"),
    path("hulp-vragen/<uuid:key>/kaart/", card.intake_card, name="intake_card"),
    path("hulp-vragen/<uuid:key>/<slug:step>/", intake.intake_step, name="intake_step"),
    path("hulp-vragen/<uuid:key>/<slug:step>/bewaar/", intake.intake_keep, name="intake_keep"),
    path("verwijzen/", professional.professional, name="professional"),
    path("verwijzen/verstuurd/", professional.professional_receipt, name="professional_receipt"),
    path("verwijzen/klaar/", professional.professional_leave, name="professional_leave"),
    path("mijn-vraag/", resident.resident_find, name="resident_find"),
    path("mijn-vraag/<str:code>/", resident.resident, name="resident"),
    path("mijn-vraag/<str:code>/<slug:act>/", resident.resident_act, name="resident_act"),
]

partner_urls = [
    path("balie/", desk.desk, name="desk"),
    path("balie/antwoord/<str:token>/", signed_link.signed_link, name="signed_link"),
    path("balie/doorverwijzingen/<uuid:public_id>/", desk.desk_referral, name="desk_referral"),
    path("balie/doorverwijzingen/<uuid:public_id>/<slug:step>/", desk.desk_step, name="desk_step"),
]

request_urls = [
    path("", help_request.help_request_detail, name="help_request_detail"),
    path("kaart/", card.help_request_card, name="help_request_card"),
    path("oppakken/", triage.help_request_claim, name="help_request_claim"),
    path("overdragen/", triage.help_request_hand_over, name="help_request_hand_over"),
    path("loslaten/", triage.help_request_release, name="help_request_release"),
    path("plannen/", triage.help_request_plan, name="help_request_plan"),
    path("notitie/", triage.help_request_note, name="help_request_note"),
    path("contact/", triage.help_request_contact, name="help_request_contact"),
    path("gegevens/", triage.help_request_facts, name="help_request_facts"),
    path("gevaar/", triage.help_request_danger, name="help_request_danger"),
    path("toestemming/", consent.help_request_consent, name="help_request_consent"),
    path("toestemming/intrekken/", consent.help_request_take_back, name="help_request_take_back"),
    path("verwijzer/", referrer.help_request_referrer, name="help_request_referrer"),
    path("samenvoegen/", merging.help_request_merge, name="help_request_merge"),
    path("splitsen/", triage.need_add, name="need_add"),
    path("<int:position>/soort/", triage.need_categories, name="need_categories"),
    path("<int:position>/afsluiten/", closing.need_close, name="need_close"),
    path("<int:position>/heropenen/", closing.need_reopen, name="need_reopen"),
    path("<int:position>/waarom-niet/", referral.need_why_not, name="need_why_not"),
    path("<int:position>/doorsturen/<uuid:offer_id>/", referral.need_refer, name="need_refer"),
    path("aanvraag/<uuid:referral_id>/intrekken/", referral.referral_withdraw, name="referral_withdraw"),
    path("aanvraag/<uuid:referral_id>/antwoord/", referral.referral_answer, name="referral_answer"),
]

workplace_urls = [
    path("werkplek/", workplace.workplace, name="workplace"),
    path("werkplek/in-de-buurt/", intake.intake_at_desk, name="intake_at_desk"),
    path("werkplek/nieuw/", phone_form.help_request_new, name="help_request_new"),
    path("werkplek/nieuw/<uuid:key>/bewaren/", phone_form.draft_save, name="draft_save"),
    path("werkplek/terugbellen/", workplace.call_back_list, name="call_back_list"),
    path("werkplek/waarnemen/", workplace.stand_in_list, name="stand_in_list"),
    path("werkplek/waarnemen/<int:pk>/weghalen/", workplace.stand_in_remove, name="stand_in_remove"),
    path("werkplek/vragen/", queue.help_request_list, name="help_request_list"),
    path("werkplek/vragen/overdragen/", queue.help_request_assign, name="help_request_assign"),
    path("werkplek/vragen/zoeken/", queue.help_request_search, name="help_request_search"),
    path("werkplek/weergaven/", queue.saved_view_add, name="saved_view_add"),
    path("werkplek/weergaven/<int:pk>/weghalen/", queue.saved_view_remove, name="saved_view_remove"),
    path("werkplek/vragen/<uuid:public_id>/", include(request_urls)),
]

manage_urls = [
    path("beheer/keuzes/", learning.choice_report, name="choice_report"),
    path("beheer/verwijzers/", referrer.known_domain_list, name="known_domain_list"),
    path("beheer/verwijzers/<int:pk>/weghalen/", referrer.known_domain_remove, name="known_domain_remove"),
]

urlpatterns = [*resident_urls, *partner_urls, *workplace_urls, *manage_urls]
