"""The demo's queue: all rows, once, at every stage, with what a real request has."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from requests_app.models import HelpRequest, Need, Referral
from requests_app.workflow import NeedStatus, ReferralStatus

pytestmark = pytest.mark.django_db


def test_load_demo_requests_makes_every_stage_and_changes_nothing_the_second_time(capsys):
    for command in ("load_network", "load_demo_accounts", "load_demo_requests"):
        call_command(command)
    first = list(HelpRequest.objects.order_by("pk").values_list("pk", "text"))

    call_command("load_demo_requests")

    assert list(HelpRequest.objects.order_by("pk").values_list("pk", "text")) == first
    assert len(first) == 150
    assert "0 made, 150 were there" in capsys.readouterr().out
    stages = Counter(Need.objects.values_list("status", flat=True))
    assert set(stages) == set(NeedStatus.values)
    answers = set(Referral.objects.values_list("status", flat=True))
    assert answers >= {
        ReferralStatus.SENT,
        ReferralStatus.QUESTION,
        ReferralStatus.DECLINED,
        ReferralStatus.ACCEPTED,
        ReferralStatus.CONTACTED,
        ReferralStatus.RUNNING,
        ReferralStatus.ENDED,
    }
    assert not HelpRequest.objects.filter(created_at__gt=timezone.now()).exists()
    assert not HelpRequest.objects.filter(consents=None).exists()
    assert not Referral.objects.filter(answered_at__lt=F("sent_at")).exists()
