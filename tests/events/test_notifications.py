"""What people are mailed: true at the moment of sending, with the right file and no personal data."""

import uuid
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import override_settings
from django.utils import timezone

from events.models import SignUp
from events.services.publishing import call_off, change
from events.services.sign_up import Person, cancel, sign_up
from network.models import Delivery
from tests.events.mails import queued_kinds, queued_mails
from tests.factories.events import BreakoutGroupFactory, EventFactory, SignUpFactory

pytestmark = pytest.mark.django_db
STARTS_AT = datetime(2027, 3, 9, 12, 30, tzinfo=UTC)


def meeting(**options):
    return EventFactory(starts_at=STARTS_AT, ends_at=STARTS_AT + timedelta(hours=3), **options)


def come(event, name="Anna", **told):
    person = Person(name=name, email=f"{name.lower()}@organisatie.example", **told)
    return sign_up(event, person, key=uuid.uuid4(), at=timezone.now())[0]


def attached(mail) -> list:
    return [
        icalendar.Calendar.from_ical(content).walk("VEVENT")[0] for _name, content, _type in mail.attachments
    ]


def one_of_each() -> dict:
    """kind → mail: every kind that meetings send."""
    event = meeting(places=1, title="Over geld", access_note="Geen drempels")
    group = BreakoutGroupFactory(event=event, title="Schulden")
    leaving = come(event, "Anna", group=group, needs="Rolstoel", organisation="Geheimclub")
    come(event, "Bea")
    mails = dict(queued_mails())
    cancel(leaving, at=timezone.now())
    mails |= {kind: mail for kind, mail in queued_mails() if mail}
    change(event, {"venue": "Elders", "places": 1}, programme=[], groups=[], at=timezone.now())
    mails |= {kind: mail for kind, mail in queued_mails() if mail}
    call_off(event, note="De zaal is niet vrij.", at=timezone.now())
    mails |= {kind: mail for kind, mail in queued_mails() if mail}
    return mails


@override_settings(SITE_URL="https://nizu.example")
def test_every_mail_reads_well_as_text_and_as_html_and_holds_nothing_a_stranger_typed():
    mails = one_of_each()

    assert sorted(mails) == [
        "event-cancelled", "event-changed", "event-moved-up", "event-sign-up-cancelled", "event-signed-up",
        "event-waiting",
    ]  # fmt: skip
    for kind, mail in mails.items():
        html = mail.alternatives[0].content
        for text in (mail.subject, mail.body, html):
            for personal in ("Anna", "Bea", "Rolstoel", "Geheimclub", "organisatie.example"):
                assert personal not in text, kind
            assert "{" not in text.replace("{ ", ""), kind
        for text in (mail.body, html):
            assert "Over geld" in text, kind
            assert "dinsdag 9 maart 2027 van 13:30 tot 16:30 uur" in text, kind
            assert "https://nizu.example/agenda/" in text, kind
        assert "9 maart" in mail.subject
        assert "\n" not in mail.subject


def test_confirmation_has_calendar_file_and_a_link_to_cancel():
    event = meeting()
    made = come(event)

    [(_kind, mail)] = queued_mails()

    [entry] = attached(mail)
    assert mail.to == ["anna@organisatie.example"]
    assert str(entry["UID"]) == f"{event.public_id}@nizu"
    assert f"/agenda/afmelden/{made.cancel_code}/" in mail.body
    assert mail.attachments[0][0] == "agenda.ics"


def test_waiting_list_mail_tells_the_place_as_it_is_when_it_is_sent():
    event = meeting(places=1)
    come(event, "Anna")
    bea = come(event, "Bea")
    come(event, "Cas")
    Delivery.objects.filter(notification__recipient_ref=f"sign_up/{bea.pk}").delete()
    cancel(bea, at=timezone.now())

    cas_mail = dict(queued_mails())["event-waiting"]

    assert "op plaats 1" in cas_mail.body
    assert cas_mail.attachments == []


def test_cancelled_meeting_takes_itself_out_of_calendars():
    mail = one_of_each()["event-cancelled"]

    [entry] = attached(mail)
    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 2)
    assert "De zaal is niet vrij." in mail.body


def test_what_is_not_true_any_more_is_not_sent():
    event = meeting(places=1)
    anna = come(event, "Anna")
    come(event, "Bea")

    cancel(anna, at=timezone.now())
    # Anna's confirmation and Bea's place in line were overtaken before they left.
    assert queued_kinds() == ["event-moved-up", "event-sign-up-cancelled"]

    call_off(event, note="", at=timezone.now())
    assert queued_kinds() == ["event-cancelled", "event-sign-up-cancelled"]


def test_forgotten_person_is_mailed_nothing():
    come(meeting())

    SignUp.objects.all().delete()

    assert queued_kinds() == []


def test_mail_speaks_the_language_of_the_form():
    SignUpFactory(event=meeting())
    come(meeting(), language="en")

    [(_kind, mail)] = queued_mails()

    assert "Tuesday 9 March 2027" in mail.body


def test_correcting_a_text_afterwards_keeps_the_message_about_another_place():
    event = meeting(places=2)
    come(event, "Anna")
    change(event, {"venue": "Elders", "places": 2}, programme=[], groups=[], at=timezone.now())
    change(event, {"title": "Over het geld", "places": 2}, programme=[], groups=[], at=timezone.now())

    kinds = [kind for kind, mail in queued_mails() if mail]

    assert kinds.count("event-changed") == 1
