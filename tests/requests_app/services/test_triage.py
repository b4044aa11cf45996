"""Who looks after a request, what is known about it, and what it consists of."""

import datetime

import pytest
from django.utils import timezone

from network.models import Ambassador, Notification
from requests_app.errors import RequestError
from requests_app.models import HelpRequest, Note, TimelineEntry
from requests_app.services import triage
from requests_app.services.planning import plan
from tests.factories.network import AmbassadorFactory, CategoryFactory
from tests.factories.requests import HelpRequestFactory, NeedFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def lines(help_request):
    return list(help_request.timeline.values_list("kind", "before", "after", "detail"))


def test_claim_makes_the_ambassador_owner_once(ambassador, other_ambassador):
    help_request = HelpRequestFactory()
    now = timezone.now()

    triage.claim(help_request, by=ambassador, at=now)
    triage.claim(help_request, by=ambassador, at=now)

    help_request.refresh_from_db()
    assert help_request.owner == ambassador.ambassador
    assert lines(help_request) == [("owner", "", str(ambassador.ambassador.pk), "")]
    with pytest.raises(RequestError, match="al bij Amina Bakker"):
        triage.claim(help_request, by=other_ambassador, at=now)


def test_hand_over_tells_the_colleague_and_release_gives_it_to_the_queue(ambassador, other_ambassador):
    help_request = HelpRequestFactory(owner=ambassador.ambassador)
    now = timezone.now()

    triage.hand_over(help_request, other_ambassador.ambassador, by=ambassador, at=now)

    help_request.refresh_from_db()
    assert help_request.owner == other_ambassador.ambassador
    assert Notification.objects.get().recipient_ref == f"user/{other_ambassador.pk}"

    triage.release(help_request, by=other_ambassador, at=now)

    help_request.refresh_from_db()
    assert help_request.owner is None


def test_confirm_facts_moves_new_needs_on_and_raises_the_version(ambassador):
    help_request = HelpRequestFactory()

    triage.confirm_facts(
        help_request, {"facts": {"age": 80}, "urgency": "soon"}, version=1, by=ambassador, at=timezone.now()
    )

    help_request.refresh_from_db()
    assert (help_request.facts, help_request.urgency, help_request.version) == ({"age": 80}, "soon", 2)
    assert help_request.needs.get().status == "triage"
    assert lines(help_request)[0] == ("facts", "", "", "facts,urgency")


def test_confirm_facts_never_overwrites_silently(ambassador):
    help_request = HelpRequestFactory()
    now = timezone.now()
    triage.confirm_facts(help_request, {"name": "Mevrouw Jansen"}, version=1, by=ambassador, at=now)

    with pytest.raises(triage.StaleVersion) as stale:
        triage.confirm_facts(help_request, {"name": "Mevrouw Janssen"}, version=1, by=ambassador, at=now)

    assert stale.value.current.name == "Mevrouw Jansen"
    assert HelpRequest.objects.get().name == "Mevrouw Jansen"


def test_danger_is_never_confirmed_away_by_editing_facts(ambassador):
    help_request = HelpRequestFactory(danger=True)

    with pytest.raises(RequestError, match="gevaar"):
        triage.confirm_facts(
            help_request,
            {"urgency": "normal", "route": "volunteer"},
            version=1,
            by=ambassador,
            at=timezone.now(),
        )

    assert HelpRequest.objects.get().is_danger


def test_crisis_is_taken_from_the_volunteers(ambassador):
    help_request = HelpRequestFactory()

    triage.confirm_facts(help_request, {"urgency": "crisis"}, version=1, by=ambassador, at=timezone.now())

    help_request.refresh_from_db()
    assert (help_request.route, help_request.is_blocked) == ("emergency", True)
    assert "danger" in [kind for kind, *_rest in lines(help_request)]


def test_lift_danger_needs_a_reason_and_keeps_it(ambassador):
    help_request = HelpRequestFactory(danger=True)
    now = timezone.now()

    with pytest.raises(RequestError, match="Schrijf op"):
        triage.lift_danger(help_request, "  ", by=ambassador, at=now)
    triage.lift_danger(help_request, "Huisarts gesproken, het is veilig.", by=ambassador, at=now)

    help_request.refresh_from_db()
    assert (help_request.route, help_request.urgency) == ("volunteer", "urgent")
    assert Note.objects.get().body == "Huisarts gesproken, het is veilig."
    assert lines(help_request) == [("danger", "crisis", "urgent", "lifted")]
    with pytest.raises(RequestError, match="geen gevaar"):
        triage.lift_danger(help_request, "Nog eens.", by=ambassador, at=now)


def test_confirm_categories_knows_only_kinds_of_the_list(ambassador):
    CategoryFactory(slug="boodschappen")
    need = HelpRequestFactory().needs.get()
    now = timezone.now()

    with pytest.raises(RequestError, match="uit de lijst"):
        triage.confirm_categories(need, ["toverij"], by=ambassador, at=now)
    triage.confirm_categories(need, ["boodschappen", "boodschappen"], by=ambassador, at=now)

    need.refresh_from_db()
    assert (need.category_slugs, need.categories_confirmed, need.status) == (["boodschappen"], True, "triage")


def test_add_need_splits_a_request(ambassador):
    CategoryFactory(slug="klussen")
    help_request = HelpRequestFactory()

    need = triage.add_need(help_request, ["klussen"], by=ambassador, at=timezone.now())

    assert (need.position, need.status, need.category_slugs) == (2, "triage", ["klussen"])
    assert help_request.needs.count() == 2


def test_add_need_refuses_a_closed_request(ambassador):
    CategoryFactory(slug="klussen")

    with pytest.raises(RequestError, match="afgesloten"):
        triage.add_need(HelpRequestFactory(closed=True), ["klussen"], by=ambassador, at=timezone.now())


def test_notes_and_contact_moments_leave_no_words_on_the_timeline(ambassador):
    help_request = HelpRequestFactory()
    now = timezone.now()

    triage.add_note(help_request, " Zoon heet Karel ", by=ambassador, at=now)
    triage.log_contact(help_request, "call", reached=False, by=ambassador, at=now)

    assert list(help_request.notes.values_list("kind", "reached", "body")) == [
        ("note", None, "Zoon heet Karel"),
        ("call", False, ""),
    ]
    assert lines(help_request) == [("note", "", "", ""), ("contact", "", "call", "not_reached")]
    with pytest.raises(RequestError, match="leeg"):
        triage.add_note(help_request, "  ", by=ambassador, at=now)


def test_plan_sets_a_call_back_with_a_time(ambassador):
    help_request = HelpRequestFactory(overdue=True)
    thursday, two = timezone.localdate() + datetime.timedelta(days=4), datetime.time(14)

    plan(help_request, on=thursday, what="Terugbellen", call_back_from=two, by=ambassador, at=timezone.now())

    help_request.refresh_from_db()
    assert (help_request.next_action_on, help_request.call_back_from) == (thursday, two)
    with pytest.raises(RequestError, match="voorbij"):
        plan(help_request, on=timezone.localdate() - datetime.timedelta(days=1), by=None, at=timezone.now())


def test_every_step_says_who_did_it(ambassador):
    need = NeedFactory()

    triage.confirm_facts(need.help_request, {"name": "X"}, version=1, by=ambassador, at=timezone.now())

    assert set(TimelineEntry.objects.values_list("actor", flat=True)) == {ambassador.pk}


def test_stand_in_opens_the_files_of_the_absent_colleague_for_those_days_only(ambassador, other_ambassador):
    theirs = HelpRequestFactory(district__slug="zuid", owner=other_ambassador.ambassador)
    queue = HelpRequestFactory(district__slug="zuid")
    today = timezone.localdate()
    assert not HelpRequest.objects.visible_to(ambassador).exists()

    stand_in = other_ambassador.ambassador.stand_ins.create(
        deputy=ambassador.ambassador, first_day=today, last_day=today
    )

    assert set(HelpRequest.objects.visible_to(ambassador)) == {theirs, queue}
    stand_in.first_day = stand_in.last_day = today + datetime.timedelta(days=1)
    stand_in.save()
    assert not HelpRequest.objects.visible_to(ambassador).exists()


def test_an_ambassador_of_nothing_sees_the_citys_queue_only():
    nowhere = HelpRequestFactory(district=None)
    HelpRequestFactory()

    assert list(HelpRequest.objects.visible_to(AmbassadorFactory().user)) == [nowhere]
    assert Ambassador.objects.count() == 1


def test_danger_an_ambassador_notes_calls_back_what_no_partner_has_answered(ambassador):
    referral = ReferralFactory()

    triage.confirm_facts(
        referral.need.help_request, {"urgency": "crisis"}, version=1, by=ambassador, at=timezone.now()
    )

    referral.refresh_from_db()
    assert (referral.status, referral.need.status) == ("withdrawn", "triage")
