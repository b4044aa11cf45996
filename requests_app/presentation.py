"""What a partner may see of a request: two lists of allowed fields, chosen by the state of the referral.

A page for a partner gets one of these and never the request itself, so that no template, page source
or mail can show more than stands here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise

from network.models import Category
from requests_app.models import HelpRequest, Referral
from requests_app.questions import AGE_BANDS, DAYPARTS, LANGUAGES, MOBILITY, WEEKDAYS
from requests_app.services.consent import may_share
from requests_app.workflow import AWAITS_ANSWER, ReferralStatus
from requests_app.working_days import add_working_days

Words = str | Promise


@dataclass(frozen=True)
class Summary:
    """Before acceptance: enough to decide, too little to know who it is."""

    categories: list[str]
    district: str
    urgency: str
    urgency_label: Words
    received_on: date
    age_band: Words
    language: Words
    mobility: Words
    days: list[Words]
    dayparts: list[Words]
    line: str


@dataclass(frozen=True)
class Identity:
    """After acceptance: how to reach the resident, and the question in their own words."""

    reference: str
    text: str
    for_whom: Words
    name: str
    phone: str
    email: str
    contact_by: Words
    contact_when: str
    asker_name: str
    asker_relation: str
    asker_phone: str


@dataclass(frozen=True)
class ReferralCard:
    """A referral as the partner's desk shows it, with what the state allows of the person behind it."""

    public_id: UUID
    reference: str
    status: str
    status_label: Words
    partner: str
    offer: str
    sent_at: datetime
    answer_by: date
    question: str
    answer: str
    answered_at: datetime | None
    contacted_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    outcome: str
    outcome_label: Words
    decline_label: Words
    summary: Summary
    identity: Identity | None = None

    @property
    def awaits_answer(self) -> bool:
        return self.status in AWAITS_ANSWER

    @property
    def is_late(self) -> bool:
        return self.status == ReferralStatus.SENT and timezone.localdate() > self.answer_by


def present(referral: Referral, labels: dict[str, str], *, with_identity: bool = False) -> ReferralCard:
    """The card of one referral; identity only when asked for, accepted, and still allowed by the resident."""
    help_request = referral.need.help_request
    show = with_identity and referral.shows_identity and may_share(help_request)
    return ReferralCard(
        public_id=referral.public_id,
        reference=help_request.reference,
        status=referral.status,
        status_label=referral.get_status_display(),
        partner=referral.offer.partner.name,
        offer=referral.offer.title,
        sent_at=referral.sent_at,
        answer_by=add_working_days(
            timezone.localdate(referral.waits_since), settings.REFERRAL_EXPIRE_AFTER_WORKING_DAYS
        ),
        question=referral.question,
        answer=referral.answer,
        answered_at=referral.answered_at,
        contacted_at=referral.contacted_at,
        started_at=referral.started_at,
        ended_at=referral.ended_at,
        outcome=referral.outcome,
        outcome_label=referral.get_outcome_display() if referral.outcome else "",
        decline_label=referral.get_decline_reason_display() if referral.decline_reason else "",
        summary=_summary(referral, help_request, labels),
        identity=_identity(help_request) if show else None,
    )


def category_labels(referrals: list[Referral]) -> dict[str, str]:
    """Slug → label of every kind of help in these referrals, in one query."""
    slugs = {slug for referral in referrals for slug in referral.need.category_slugs}
    return {category.slug: category.label for category in Category.objects.filter(slug__in=slugs)}


def _summary(referral: Referral, help_request: HelpRequest, labels: dict[str, str]) -> Summary:
    facts = help_request.facts
    availability = facts.get("availability") or {}
    return Summary(
        categories=[labels[slug] for slug in referral.need.category_slugs if slug in labels],
        district=help_request.district.name if help_request.district else "",
        urgency=help_request.urgency,
        urgency_label=help_request.get_urgency_display(),
        received_on=timezone.localdate(help_request.created_at),
        age_band=age_band(facts),
        language=dict(LANGUAGES).get(help_request.language, ""),
        mobility=dict(MOBILITY).get(facts.get("mobility"), ""),
        days=[label for code, label in WEEKDAYS if code in (availability.get("days") or [])],
        dayparts=[label for code, label in DAYPARTS if code in (availability.get("parts") or [])],
        line=referral.summary,
    )


def age_band(facts: dict) -> Words:
    """The band somebody chose, else the band of a known age; never the age itself."""
    bands = dict(AGE_BANDS)
    if facts.get("age_band") in bands:
        return bands[facts["age_band"]]
    age = facts.get("age")
    if not isinstance(age, int):
        return ""
    for code, label in AGE_BANDS:
        lowest, highest = code.split("-")
        if int(lowest) <= age <= int(highest or 200):
            return label
    return ""


def _identity(help_request: HelpRequest) -> Identity:
    return Identity(
        reference=help_request.reference,
        text=help_request.text,
        for_whom=help_request.get_for_whom_display(),
        name=help_request.name,
        phone=_phone(help_request.phone),
        email=help_request.email,
        contact_by=help_request.get_contact_by_display(),
        contact_when=help_request.contact_when,
        asker_name=help_request.asker_name,
        asker_relation=help_request.asker_relation,
        asker_phone=_phone(help_request.asker_phone),
    )


def _phone(number: object) -> str:
    return str(getattr(number, "as_national", number) or "")
