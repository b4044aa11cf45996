"""Pages of the events app."""

from tests.access.table import COORDINATOR, CORE_GROUP, FOUND, INVALID, Row

PREPARERS = {COORDINATOR, CORE_GROUP}
SIGN_UP = ["event_sign_up.cancel_code"]

ROWS: list[Row] = [
    # the agenda
    Row("events:event_list", public=True),
    Row("events:event_archive", public=True),
    Row("events:event_feed", public=True),
    Row("events:event_detail", args=["event.slug"], public=True),
    Row("events:event_calendar", args=["event.slug"], public=True),
    Row("events:sign_up", args=["event.slug"], public=True, post=INVALID),
    Row("events:sign_up_detail", args=SIGN_UP, public=True),
    Row("events:sign_up_cancel", args=SIGN_UP, public=True, post=FOUND),
    # the desk
    Row("manage", get=PREPARERS),
    Row("events:manage_list", get=PREPARERS),
    Row("events:manage_new", get=PREPARERS, post=INVALID),
    Row("events:manage_detail", args=["event.public_id"], get=PREPARERS),
    Row("events:manage_edit", args=["event.public_id"], get={COORDINATOR}, post=INVALID),
    Row("events:manage_publish", args=["draft_event.public_id"], post={COORDINATOR: FOUND}),
    Row("events:manage_retract", args=["event.public_id"], post={COORDINATOR: FOUND}),
    Row("events:manage_call_off", args=["event.public_id"], get={COORDINATOR}, post=FOUND),
    Row("events:manage_copy", args=["event.public_id"], post=dict.fromkeys(PREPARERS, FOUND)),
    Row("events:manage_report", args=["past_event.public_id"], get=PREPARERS, post=INVALID),
    Row("events:manage_report_publish", args=["past_event.public_id"], post={COORDINATOR: FOUND}),
    # who comes
    Row("events:manage_participants", args=["event.public_id"], get={COORDINATOR}),
    Row("events:manage_participants_csv", args=["event.public_id"], get={COORDINATOR}),
    Row("events:manage_participants_print", args=["event.public_id"], get={COORDINATOR}),
    Row("events:manage_participant_add", args=["event.public_id"], get={COORDINATOR}, post=INVALID),
    Row("events:manage_participant_check_in", args=["event_sign_up.public_id"], post={COORDINATOR: FOUND}),
    Row("events:manage_participant_cancel", args=["event_sign_up.public_id"], post={COORDINATOR: FOUND}),
]
