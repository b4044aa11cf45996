"""A help request comes in. The four doors ask in their own way and all end here."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.models import Ambassador, District, Postcode, User
from requests_app.answers import Intake
from requests_app.matching.findings import Understanding
from requests_app.matching.understanding import understand
from requests_app.models import Channel, Consent, HelpRequest, Need, Route, TimelineEntry, Urgency
from requests_app.notifications.professional import tell_professional
from requests_app.notifications.resident import tell_received
from requests_app.working_days import next_working_day, this_or_next_working_day

# What comes in later than this on a working day is looked at on the next one.
END_OF_INTAKE_DAY = time(15, 0)


def receive(
    intake: Intake, *, channel: str, by: User | None, at: datetime, submission_key: UUID
) -> HelpRequest:
    """Store one help request with its first need, grounds and timeline, and let people know.

    The same `submission_key` gives the same request, whoever sends it again and however many at once;
    only the first sending counts. `by` is the person who typed it in, nobody for a public form.
    """
    known = HelpRequest.objects.filter(submission_key=submission_key).first()
    if known is not None:
        return known
    understood = understand(
        intake.text, channel=channel, postcode4=intake.postcode4 or None, facts=dict(intake.facts)
    )
    try:
        with transaction.atomic():
            help_request = _store(intake, understood, channel, by, at, submission_key)
    except IntegrityError:
        # Another sending of the same form won: the unique key let it in first, and it is complete.
        known = HelpRequest.objects.filter(submission_key=submission_key).first()
        if known is None:
            raise
        return known
    return help_request


def _store(
    intake: Intake,
    understood: Understanding,
    channel: str,
    by: User | None,
    at: datetime,
    submission_key: UUID,
) -> HelpRequest:
    urgency = intake.urgency or understood.urgency
    route = intake.route or understood.route
    if understood.danger:
        # What reads as danger is looked at by a person first; nobody can confirm it away at the door.
        urgency, route = Urgency.CRISIS, Route.EMERGENCY
    elif urgency == Urgency.CRISIS and route == Route.VOLUNTEER:
        route = Route.EMERGENCY
    help_request = HelpRequest.objects.create(
        submission_key=submission_key,
        created_at=at,
        channel=channel,
        text=intake.text,
        for_whom=intake.for_whom,
        name=intake.name,
        phone=intake.phone,
        email=intake.email,
        contact_by=intake.contact_by,
        contact_when=intake.contact_when,
        asker_name=intake.asker_name,
        asker_relation=intake.asker_relation,
        asker_organisation=intake.asker_organisation,
        asker_email=intake.asker_email,
        asker_phone=intake.asker_phone,
        asker_reference=intake.asker_reference,
        referrer_check=intake.referrer_check,
        postcode4=intake.postcode4,
        district=find_district(intake.district_slug or understood.district, intake.postcode4),
        language=intake.language,
        facts=dict(intake.facts),
        urgency=urgency,
        route=route,
        refer_to=list(understood.refer_to),
        owner=intake.owner,
        next_action_on=intake.next_action_on or first_action_day(at, urgency),
        next_action=intake.next_action or first_action(urgency, intake.referrer_check),
    )
    confirmed = intake.category_slugs
    Need.objects.create(
        help_request=help_request,
        category_slugs=list(understood.category_slugs if confirmed is None else confirmed),
        categories_confirmed=confirmed is not None,
        status_since=at,
    )
    Consent.objects.bulk_create(
        Consent(
            help_request=help_request,
            purpose=purpose,
            ground=ground,
            wording_version=settings.CONSENT_WORDING_VERSION,
            given_at=at,
        )
        for purpose, ground in intake.grounds.items()
    )
    _write_timeline(help_request, understood, intake, by, at)
    _tell(help_request)
    return help_request


FIRST_ACTION = {
    Urgency.CRISIS: _("Nu bellen: er is misschien gevaar"),
    Urgency.URGENT: _("Vandaag bellen: spoed"),
}


def first_action(urgency: str, referrer_check: str = "") -> str:
    usual = _("Nagaan of de verwijzer klopt, dan bellen") if referrer_check else _("De vraag lezen en bellen")
    with translation.override(settings.LANGUAGE_CODE):  # stored, so in the network's language
        return str(FIRST_ACTION.get(Urgency(urgency), usual))


def first_action_day(at: datetime, urgency: str) -> date:
    """When somebody looks: crisis the same day, whatever day it is; else this or the next working day."""
    local = timezone.localtime(at)
    if urgency == Urgency.CRISIS:
        return local.date()
    if local.time() >= END_OF_INTAKE_DAY:
        return next_working_day(local.date())
    return this_or_next_working_day(local.date())


def find_district(slug: str | None, postcode4: str) -> District | None:
    """The district a person or the words named, else the one of the postcode, else the city's queue."""
    if slug:
        found = District.objects.filter(slug=slug).first()
        if found:
            return found
    return District.objects.filter(postcodes__code=postcode4).first() if postcode4 else None


def find_outside(postcode4: str) -> Postcode | None:
    """The postcode when it belongs to another municipality; None for the city and for unknown codes."""
    postcode = Postcode.objects.filter(code=postcode4).first()
    return postcode if postcode and not postcode.in_city else None


def _write_timeline(
    help_request: HelpRequest, understood: Understanding, intake: Intake, by: User | None, at: datetime
) -> None:
    kinds = TimelineEntry.Kind
    lines = [(kinds.RECEIVED, help_request.channel, "")]
    lines += [(kinds.CONSENT, purpose, ground) for purpose, ground in intake.grounds.items()]
    if understood.danger:
        lines.append((kinds.DANGER, help_request.urgency, understood.danger.kind[:60]))
    # A microsecond apart, so that the order in which they are told is the order in which they are kept.
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            help_request=help_request,
            at=at + timedelta(microseconds=number),
            actor=by,
            kind=kind,
            after=after,
            detail=detail,
        )
        for number, (kind, after, detail) in enumerate(lines)
    )


def _tell(help_request: HelpRequest) -> None:
    """Queue the receipt for whoever asked, and in danger a call to the ambassadors."""
    if help_request.channel == Channel.PROFESSIONAL:
        tell_professional("professional_received", help_request)
    else:
        tell_received(help_request)
    if help_request.urgency == Urgency.CRISIS:
        for ambassador in ambassadors_for(help_request.district):
            outbox.notify(
                "crisis_received",
                subject=f"help_request/{help_request.pk}",
                recipient=f"user/{ambassador.user_id}",
            )


def ambassadors_for(district: District | None) -> list[Ambassador]:
    """Who keeps this district; without a district, or where nobody keeps it, every ambassador."""
    everyone = Ambassador.objects.filter(user__is_active=True).order_by("pk")
    keepers = list(everyone.filter(districts=district)) if district else []
    return keepers or list(everyone)
