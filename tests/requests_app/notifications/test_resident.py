"""Mail to the resident says and asks no more than the resident agreed to."""

import pytest
from django.utils import timezone

from network.models import Notification
from requests_app.notifications.resident import request_received, resident_closed
from requests_app.services.closing import close_request
from requests_app.services.consent import record_consent, withdraw_consent
from tests.factories.requests import ConsentFactory, HelpRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def help_request():
    return HelpRequestFactory(email="bewoner@voorbeeld.example", needs__triage=True)


def mail_after_closing(help_request):
    close_request(help_request, "helped", by=None, at=timezone.now())
    return resident_closed(Notification.objects.get(kind="resident_closed"))


def test_who_agreed_is_asked_how_it_went(help_request):
    ConsentFactory(help_request=help_request, purpose="follow_up")

    assert mail_after_closing(help_request).subject.startswith("Hoe ging het?")


@pytest.mark.parametrize("taken_back", [False, True])
def test_who_did_not_agree_hears_only_that_it_ended(help_request, taken_back):
    if taken_back:
        ConsentFactory(help_request=help_request, purpose="follow_up", withdrawn_at=timezone.now())

    mail = mail_after_closing(help_request)

    assert mail.subject == f"Er is nieuws ({help_request.reference})"
    assert "afgerond" in mail.context["paragraphs"][0]
    assert "geholpen" not in " ".join(map(str, mail.context["paragraphs"]))


def test_nobody_is_written_after_the_ground_to_handle_was_taken_back(help_request):
    received = Notification(kind="request_received", recipient_ref=f"resident/{help_request.pk}")
    ConsentFactory(help_request=help_request, purpose="handle")
    ConsentFactory(help_request=help_request, purpose="follow_up")
    assert request_received(received) is not None

    withdraw_consent(help_request, "handle", by=None, at=timezone.now())

    assert request_received(received) is None
    assert mail_after_closing(help_request) is None


def test_a_ground_given_again_counts(help_request):
    received = Notification(kind="request_received", recipient_ref=f"resident/{help_request.pk}")
    ConsentFactory(help_request=help_request, purpose="handle", withdrawn_at=timezone.now())
    assert request_received(received) is None

    record_consent(help_request, "handle", "spoken", by=None, at=timezone.now())

    assert request_received(received) is not None
