"""manage.py generate_requests N: many plausible requests, for measuring. Never on a portal that is in use."""

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from network.models import Ambassador, Category, District, Offer
from requests_app.management.copying import Copier, last_ids, without_triggers
from requests_app.management.sentences import sentence
from requests_app.models import Channel, Consent, HelpRequest, Need, Referral, TimelineEntry, Urgency
from requests_app.search import learn_words
from requests_app.services.track_record import count_track_records
from requests_app.workflow import NeedStatus, Outcome, ReferralStatus

BATCH = 2_000
# So many are invented; more are copies of them, with other ids and moments.
INVENTED = 10_000
# Share of the requests that is still open; a network closes most of what it ever got.
OPEN_SHARE = 0.08
OPEN_STATES = [
    (NeedStatus.NEW, 25),
    (NeedStatus.TRIAGE, 25),
    (NeedStatus.REFERRED, 20),
    (NeedStatus.ACCEPTED, 15),
    (NeedStatus.HELPING, 15),
]
REFERRAL_OF = {
    NeedStatus.REFERRED: ReferralStatus.SENT,
    NeedStatus.ACCEPTED: ReferralStatus.ACCEPTED,
    NeedStatus.HELPING: ReferralStatus.RUNNING,
    NeedStatus.CLOSED: ReferralStatus.ENDED,
}
URGENCIES = [(Urgency.NORMAL, 70), (Urgency.SOON, 20), (Urgency.URGENT, 10)]


class Command(BaseCommand):
    help = "Make N invented help requests with needs, referrals and timeline, fast. For measuring only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same requests")

    def handle(self, *, number: int, seed: int, **options: object) -> None:
        if not settings.DEMO_FACILITIES:
            raise CommandError("Invented requests are never made on a real portal.")
        if number < 1:
            raise CommandError(f"N must be 1 or more, got {number}.")
        made = Generator(random.Random(seed), timezone.now())  # noqa: S311 - invented people, not secrets
        rounds, rest = divmod(number, INVENTED)
        if rounds:
            before = last_ids()
            self._invent(made, INVENTED)
            copier = Copier(before)
            for copy in range(1, rounds):
                with without_triggers():
                    copier.copy(copy)
                self.stdout.write(f"{(copy + 1) * INVENTED} of {number}")
        self._invent(made, rest)
        learn_words()
        count_track_records(made.now)
        with connection.cursor() as cursor:
            for model in (HelpRequest, Need, Referral, TimelineEntry):
                cursor.execute(f"ANALYZE {model._meta.db_table}")
        self.stdout.write(f"{number} requests made.")

    def _invent(self, made: "Generator", number: int) -> None:
        for start in range(0, number, BATCH):
            with without_triggers():
                made.batch(min(BATCH, number - start), start)


class Generator:
    """Makes batches of requests; the clock runs back over three years, the newest last."""

    def __init__(self, dice: random.Random, now: datetime) -> None:
        self.dice, self.now = dice, now
        self.districts = list(District.objects.order_by("number"))
        self.categories = list(Category.objects.order_by("pk").values_list("slug", flat=True))
        self.offers = list(Offer.objects.order_by("pk").values_list("pk", flat=True))
        self.owners = list(Ambassador.objects.order_by("pk"))
        if not (self.districts and self.categories and self.offers):
            raise CommandError("There is no network yet: run load_network first.")

    def batch(self, number: int, start: int) -> None:
        requests = HelpRequest.objects.bulk_create(self._request(start + place) for place in range(number))
        needs = Need.objects.bulk_create(self._need(one) for one in requests)
        Consent.objects.bulk_create(
            Consent(
                help_request=one,
                purpose=Consent.Purpose.SHARE,
                ground=Consent.Ground.SPOKEN,
                wording_version=settings.CONSENT_WORDING_VERSION,
                given_at=one.created_at,
            )
            for one in requests
        )
        referrals = Referral.objects.bulk_create(
            self._referral(need) for need in needs if need.status in REFERRAL_OF
        )
        lines = [self._line(one, TimelineEntry.Kind.RECEIVED, after=one.channel) for one in requests]
        lines += [
            self._line(
                found.need.help_request, TimelineEntry.Kind.REFERRAL_STATUS, after="sent", referral=found
            )
            for found in referrals
        ]
        TimelineEntry.objects.bulk_create(lines)

    def _request(self, number: int) -> HelpRequest:
        dice = self.dice
        is_open = dice.random() < OPEN_SHARE
        age = dice.expovariate(1 / 12) if is_open else dice.uniform(10, 1000)
        created = self.now - timedelta(days=age)
        district = dice.choices([*self.districts, None], [9] * len(self.districts) + [4])[0]
        category = dice.choice(self.categories)
        owner = dice.choice(self.owners) if self.owners and dice.random() < 0.6 else None
        action_on = timezone.localdate(self.now) + timedelta(days=dice.randint(-4, 12))
        made = HelpRequest(
            channel=dice.choice(Channel.values),
            created_at=created,
            text=sentence(dice, category),
            name=f"Bewoner {number:07}",
            phone=f"+3168{number % 10_000_000:07}",
            postcode4=str(dice.randint(3511, 3585)),
            district=district,
            facts={"age": dice.randint(18, 95)},
            urgency=dice.choices(*zip(*URGENCIES, strict=True))[0],
            owner=owner if is_open else None,
            next_action_on=action_on if is_open else None,
            closed_at=None if is_open else created + timedelta(days=9),
        )
        made.category = category
        return made

    def _need(self, help_request: HelpRequest) -> Need:
        is_open = help_request.closed_at is None
        status = self.dice.choices(*zip(*OPEN_STATES, strict=True))[0] if is_open else NeedStatus.CLOSED
        return Need(
            help_request=help_request,
            category_slugs=[help_request.category],
            categories_confirmed=status != NeedStatus.NEW,
            status=status,
            status_since=help_request.created_at,
            outcome="" if is_open else self.dice.choice([Outcome.HELPED, Outcome.PARTLY, Outcome.WITHDRAWN]),
        )

    def _referral(self, need: Need) -> Referral:
        # Before the partners' last count, so that invented referrals take no places.
        sent = min(need.help_request.created_at, self.now - timedelta(days=2))
        return Referral(
            need=need,
            offer_id=self.dice.choice(self.offers),
            status=REFERRAL_OF[NeedStatus(need.status)],
            sent_at=sent,
            waits_since=self.now,
            outcome=need.outcome,
        )

    def _line(self, help_request: HelpRequest, kind: str, **fields: object) -> TimelineEntry:
        return TimelineEntry(help_request=help_request, at=help_request.created_at, kind=kind, **fields)
