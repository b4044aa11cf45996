"""One meeting from the coordinator's desk to the waiting list, in a real browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Event, SignUp
from network.models import MailboxMessage
from network.outbox import delivering
from tests.factories.events import SeriesFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def mail_to(address: str) -> MailboxMessage:
    delivering.drain()
    return MailboxMessage.objects.filter(recipient=address).latest("pk")


@pytest.fixture
def clock():
    """The portal's clock, which may be put forward; a minute slow, for mails are due by the database's."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)) as clock:
        yield clock


def sign_up(page, clock, name: str, email: str) -> None:
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Uw e-mailadres").fill(email)
    clock.shift(4)  # nobody fills in a form faster
    page.get_by_role("main").get_by_role("button").click()


def test_publish_sign_up_cancel_and_move_up(
    page, site, clock, coordinator, browser_sign_in, no_sideways_scroll
):
    SeriesFactory(title="Netwerkbijeenkomsten")
    browser_sign_in(page, coordinator)

    # The coordinator makes a meeting with one place, looks at it, and publishes it.
    page.goto(f"{site}/beheer/")
    page.get_by_role("link", name="Nieuwe bijeenkomst").first.click()
    page.get_by_label("Reeks", exact=True).select_option("Netwerkbijeenkomsten")
    page.get_by_label("Titel").fill("Samen sterker in de wijk")
    page.get_by_label("Dag", exact=True).fill("2099-03-10")
    page.get_by_label("Begint om").fill("13:30")
    page.get_by_label("Eindigt om").fill("16:30")
    page.get_by_label("Plaats", exact=False).first.fill("Buurthuis De Zon")
    page.get_by_label("Aantal plekken").fill("1")
    page.locator("#programma").get_by_label("Onderdeel").first.fill("Welkom")
    page.get_by_role("button", name="Nog twee onderdelen").click()
    assert page.locator("#programma").get_by_label("Onderdeel").count() == 4
    page.get_by_role("button", name="Bewaar het concept").click()
    no_sideways_scroll(page)
    page.get_by_role("link", name="Bekijk het voorbeeld").click()
    assert page.get_by_text("Dit is een voorbeeld").is_visible()
    page.go_back()
    page.locator("summary", has_text="Publiceer").click()
    assert page.get_by_text("Nu krijgt niemand een mail.").is_visible()
    no_sideways_scroll(page)
    page.get_by_role("button", name="Ja, publiceer").click()
    page.get_by_text("staat op de agenda").wait_for()
    event = Event.objects.get()
    assert event.is_published

    # Anna signs up without an account and reads her mail.
    page.context.clear_cookies()
    page.goto(f"{site}/agenda/")
    no_sideways_scroll(page)
    page.get_by_role("link", name="Samen sterker in de wijk").click()
    assert page.get_by_text("Nog 1 plek").is_visible()
    no_sideways_scroll(page)
    page.get_by_role("link", name="Ik meld mij aan").click()
    no_sideways_scroll(page)
    sign_up(page, clock, "Anna Jansen", "anna@organisatie.example")
    assert page.get_by_role("heading", name="U bent aangemeld").is_visible()
    annas_mail = mail_to("anna@organisatie.example")
    assert [attachment["name"] for attachment in annas_mail.attachments] == ["agenda.ics"]

    # Bea comes too late for a place and waits.
    page.goto(f"{site}{event.get_absolute_url()}")
    page.get_by_role("link", name="Zet mij op de wachtlijst").click()
    sign_up(page, clock, "Bea Smit", "bea@organisatie.example")
    assert page.get_by_text("U staat op plaats 1").is_visible()
    assert "wachtlijst" in mail_to("bea@organisatie.example").text

    # Anna cancels by the link in her mail; Bea moves up and hears it.
    page.goto(re.search(r"http\S+/afmelden/\S+", annas_mail.text)[0])
    page.get_by_role("button", name="Ja, meld mij af").click()
    assert page.get_by_role("heading", name="U bent afgemeld").is_visible()
    no_sideways_scroll(page)
    assert SignUp.objects.get(name="Bea Smit").is_confirmed
    assert "Er is plek voor u" in mail_to("bea@organisatie.example").subject

    # The coordinator sees Bea on the list and checks her in.
    browser_sign_in(page, coordinator)
    page.goto(f"{site}/beheer/bijeenkomsten/")
    page.get_by_role("link", name="Samen sterker in de wijk").click()
    page.get_by_role("link", name=re.compile("Deelnemers")).click()
    page.get_by_role("button", name="Bea Smit is er").click()
    assert SignUp.objects.get(name="Bea Smit").attended
    no_sideways_scroll(page)
