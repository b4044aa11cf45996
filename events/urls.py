"""Addresses of the agenda (everybody) and of the desk where meetings are made (`/beheer/bijeenkomsten/`)."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from events.views import agenda, desk, participants, report, sign_up

app_name = "events"


class CancelCode(StringConverter):
    """What models.sign_up.new_cancel_code makes; anything else is not found without asking the database."""

    regex = "[A-Za-z0-9_-]{20,40}"


register_converter(CancelCode, "cancel_code")

DESK = "beheer/bijeenkomsten/"
MEETING = f"{DESK}<uuid:public_id>/"

urlpatterns = [
    # the agenda
    path("agenda/", agenda.event_list, name="event_list"),
    path("agenda/geweest/", agenda.event_archive, name="event_archive"),
    path("agenda/feed.ics", agenda.event_feed, name="event_feed"),
    # one's own sign-up, by the secret in the mail
    path("agenda/aanmelding/<cancel_code:code>/", sign_up.sign_up_detail, name="sign_up_detail"),
    path("agenda/afmelden/<cancel_code:code>/", sign_up.sign_up_cancel, name="sign_up_cancel"),
    # one meeting
    path("agenda/<slug:slug>/", agenda.event_detail, name="event_detail"),
    path("agenda/<slug:slug>/agenda.ics", agenda.event_calendar, name="event_calendar"),
    path("agenda/<slug:slug>/aanmelden/", sign_up.sign_up_new, name="sign_up"),
    # the desk
    path(DESK, desk.event_list, name="manage_list"),
    path(f"{DESK}nieuw/", desk.event_new, name="manage_new"),
    path(MEETING, desk.event_detail, name="manage_detail"),
    path(f"{MEETING}wijzigen/", desk.event_edit, name="manage_edit"),
    path(f"{MEETING}publiceren/", desk.event_publish, name="manage_publish"),
    path(f"{MEETING}concept/", desk.event_retract, name="manage_retract"),
    path(f"{MEETING}afgelasten/", desk.event_call_off, name="manage_call_off"),
    path(f"{MEETING}kopie/", desk.event_copy, name="manage_copy"),
    # its report
    path(f"{MEETING}verslag/", report.report_edit, name="manage_report"),
    path(f"{MEETING}verslag/publiceren/", report.report_publish, name="manage_report_publish"),
    # who comes
    path(f"{MEETING}deelnemers/", participants.participant_list, name="manage_participants"),
    path(f"{MEETING}deelnemers/toevoegen/", participants.participant_add, name="manage_participant_add"),
    path(
        f"{MEETING}deelnemers/deelnemers.csv",
        participants.participant_export,
        name="manage_participants_csv",
    ),
    path(f"{MEETING}deelnemers/lijst/", participants.participant_print, name="manage_participants_print"),
    path(
        f"{DESK}deelnemers/<uuid:public_id>/aanwezig/",
        participants.participant_check_in,
        name="manage_participant_check_in",
    ),
    path(
        f"{DESK}deelnemers/<uuid:public_id>/afmelden/",
        participants.participant_cancel,
        name="manage_participant_cancel",
    ),
]
