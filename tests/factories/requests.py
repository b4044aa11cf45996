"""Help requests and what hangs on them. A state is a trait, and everything it needs comes along:

    HelpRequestFactory(district=overvecht)                  new, one need, ground to share recorded
    HelpRequestFactory(needs=0) / (share=False) / (danger=True) / (outside=True)
    NeedFactory(triage=True) / (referred=True) / (accepted=True) / (helping=True) / (closed=True)
    ReferralFactory(asked=True) / (accepted=True) / (contacted=True) / (running=True) / (ended=True)
                   (declined=True) / (expired=True) / (withdrawn=True); its need stands where it should

A NeedFactory referred, accepted or helping brings its referral: need.referrals.get().
"""

import datetime

import factory
from django.utils import timezone

from requests_app.models import (
    Channel,
    Consent,
    HelpRequest,
    Need,
    Note,
    Referral,
    Route,
    TimelineEntry,
    Urgency,
)
from requests_app.workflow import DeclineReason, NeedStatus, Outcome, ReferralStatus


class HelpRequestFactory(factory.django.DjangoModelFactory):
    """An online request from Overvecht with one new need; the resident agreed to sharing."""

    class Meta:
        model = HelpRequest
        skip_postgeneration_save = True

    class Params:
        danger = factory.Trait(
            urgency=Urgency.CRISIS, route=Route.EMERGENCY, refer_to=["112", "huisarts-spoed"]
        )
        outside = factory.Trait(
            route=Route.OUTSIDE_AREA, district=None, postcode4="3701", refer_to=["gemeente-elders"]
        )
        overdue = factory.Trait(
            next_action_on=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=3))
        )
        closed = factory.Trait(
            closed_at=factory.LazyFunction(timezone.now), next_action_on=None, needs__closed=True
        )

    channel = Channel.ONLINE
    text = "Ik ben veel alleen en zou graag met iemand wandelen of koffie drinken."
    name = factory.Sequence(lambda n: f"Mevrouw Bewoner {n}")
    phone = factory.Sequence(lambda n: f"+3161{n % 10_000_000:07}")
    postcode4 = "3561"
    district = factory.SubFactory("tests.factories.network.DistrictFactory", slug="overvecht")
    facts = factory.LazyFunction(lambda: {"age": 74})
    next_action_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def needs(self, create, extracted, **traits):
        """`needs=0` makes none, `needs=2` two; `needs__triage=True` hands a trait on."""
        if create:
            for _number in range(1 if extracted is None else extracted):
                NeedFactory(help_request=self, **traits)

    @factory.post_generation
    def share(self, create, extracted, **kwargs):
        if create and extracted is not False:
            ConsentFactory(help_request=self, purpose=Consent.Purpose.SHARE)


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    help_request = factory.SubFactory(HelpRequestFactory, share=False)
    purpose = Consent.Purpose.SHARE
    ground = Consent.Ground.CONSENT
    wording_version = "2026-11"
    given_at = factory.LazyFunction(timezone.now)


class NeedFactory(factory.django.DjangoModelFactory):
    """A need for company (`maatje`) that nobody has looked at yet."""

    class Meta:
        model = Need
        skip_postgeneration_save = True

    class Params:
        triage = factory.Trait(status=NeedStatus.TRIAGE, categories_confirmed=True)
        referred = factory.Trait(
            status=NeedStatus.REFERRED,
            categories_confirmed=True,
            referral=factory.RelatedFactory("tests.factories.requests.ReferralFactory", "need"),
        )
        accepted = factory.Trait(
            status=NeedStatus.ACCEPTED,
            categories_confirmed=True,
            referral=factory.RelatedFactory(
                "tests.factories.requests.ReferralFactory", "need", accepted=True
            ),
        )
        helping = factory.Trait(
            status=NeedStatus.HELPING,
            categories_confirmed=True,
            referral=factory.RelatedFactory("tests.factories.requests.ReferralFactory", "need", running=True),
        )
        closed = factory.Trait(status=NeedStatus.CLOSED, outcome=Outcome.HELPED, categories_confirmed=True)

    help_request = factory.SubFactory(HelpRequestFactory, needs=0)
    position = factory.LazyAttribute(lambda need: need.help_request.needs.count() + 1)
    category_slugs = factory.LazyFunction(lambda: ["maatje"])
    status_since = factory.LazyFunction(timezone.now)


class ReferralFactory(factory.django.DjangoModelFactory):
    """A referral sent just now to an offer in Overvecht; the partner has not answered."""

    class Meta:
        model = Referral

    class Params:
        asked = factory.Trait(
            status=ReferralStatus.QUESTION,
            question="Kan mevrouw de trap op?",
            answered_at=factory.LazyFunction(timezone.now),
        )
        accepted = factory.Trait(
            status=ReferralStatus.ACCEPTED,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.ACCEPTED, categories_confirmed=True),
            answered_at=factory.LazyFunction(timezone.now),
        )
        contacted = factory.Trait(
            status=ReferralStatus.CONTACTED,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.ACCEPTED, categories_confirmed=True),
            answered_at=factory.LazyFunction(timezone.now),
            contacted_at=factory.LazyFunction(timezone.now),
        )
        running = factory.Trait(
            status=ReferralStatus.RUNNING,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.HELPING, categories_confirmed=True),
            answered_at=factory.LazyFunction(timezone.now),
            contacted_at=factory.LazyFunction(timezone.now),
            started_at=factory.LazyFunction(timezone.now),
        )
        ended = factory.Trait(
            status=ReferralStatus.ENDED,
            outcome=Outcome.HELPED,
            need=factory.SubFactory(NeedFactory, closed=True),
            answered_at=factory.LazyFunction(timezone.now),
            ended_at=factory.LazyFunction(timezone.now),
        )
        declined = factory.Trait(
            status=ReferralStatus.DECLINED,
            decline_reason=DeclineReason.CAPACITY,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.TRIAGE, categories_confirmed=True),
            answered_at=factory.LazyFunction(timezone.now),
        )
        expired = factory.Trait(
            status=ReferralStatus.EXPIRED,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.TRIAGE, categories_confirmed=True),
        )
        withdrawn = factory.Trait(
            status=ReferralStatus.WITHDRAWN,
            need=factory.SubFactory(NeedFactory, status=NeedStatus.TRIAGE, categories_confirmed=True),
        )

    need = factory.SubFactory(NeedFactory, status=NeedStatus.REFERRED, categories_confirmed=True)
    offer = factory.SubFactory("tests.factories.network.OfferFactory")
    sent_at = factory.LazyFunction(timezone.now)
    waits_since = factory.SelfAttribute("sent_at")
    summary = "Vrouw van 74 zoekt gezelschap om mee te wandelen."


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    help_request = factory.SubFactory(HelpRequestFactory)
    author = factory.SubFactory("tests.factories.network.UserFactory")
    at = factory.LazyFunction(timezone.now)
    body = "Mevrouw is na de middag het best te bereiken."


class TimelineEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimelineEntry

    help_request = factory.SubFactory(HelpRequestFactory)
    at = factory.LazyFunction(timezone.now)
    kind = TimelineEntry.Kind.RECEIVED
