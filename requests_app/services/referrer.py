"""Who is the professional behind an address: known by the mail domain, else an ambassador finds out."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Contact, Partner, User
from requests_app.errors import RequestError
from requests_app.mail_domains import belongs_to, domain_of, is_open_to_all
from requests_app.models import Consent, HelpRequest, KnownDomain, Note, ReferrerCheck, TimelineEntry
from requests_app.services import closing
from requests_app.services.consent import withdraw_consent
from requests_app.services.planning import lock_request, plan
from requests_app.workflow import AWAITS_ANSWER
from requests_app.working_days import this_or_next_working_day

MOST_SHOWN = 50


def organisation_of(address: str) -> str:
    """Whose mail domain this is, by the coordinators' list or a partner's own; "" for unknown."""
    domain = domain_of(address)
    if not domain or is_open_to_all(domain):
        return ""
    for one in belongs_to(domain):
        known = KnownDomain.objects.filter(domain__iexact=one).first()
        if known is not None:
            return known.organisation
        partner = _partner_at(one)
        if partner is not None:
            return partner.name
    return ""


def _partner_at(domain: str) -> Partner | None:
    """The partner with a contact's mail box at this domain, or its site there."""
    contacts = Contact.objects.filter(email__iendswith=f"@{domain}").values("partner")
    site = Q(website__iregex=rf"^https?://(www\.)?{_literal(domain)}(:[0-9]+)?(/|$)")
    return Partner.objects.published().filter(Q(pk__in=contacts) | site).order_by("pk").first()


def _literal(domain: str) -> str:
    return "".join(sign if sign.isalnum() else f"\\{sign}" for sign in domain)


def check_for(address: str) -> str:
    """What a request from this address begins with: believed, or an ambassador has to find out.

    Somebody an ambassador said yes to before is believed, until an ambassador said no.
    """
    if organisation_of(address):
        return ""
    decided = (
        HelpRequest.objects.handed_over_by(address)
        .filter(referrer_check__in=(ReferrerCheck.CONFIRMED, ReferrerCheck.REFUSED))
        .values_list("referrer_check", flat=True)
    )
    believed = ReferrerCheck.CONFIRMED in decided and ReferrerCheck.REFUSED not in decided
    return ReferrerCheck.CONFIRMED if believed else ReferrerCheck.WAITING


def confirm(help_request: HelpRequest, *, by: User, at: datetime) -> HelpRequest:
    """The referrer is real: the request goes on as every other.

    Raises RequestError when there is nothing to find out.
    """
    return _decide(help_request, ReferrerCheck.CONFIRMED, by=by, at=at)


@transaction.atomic
def refuse(help_request: HelpRequest, reason: str, *, by: User, at: datetime) -> HelpRequest:
    """The referrer is not who they say: what they declared about the client counts no more.

    What no partner has answered is called back. The client may still need help, so the request stays
    open for the ambassador, who calls or closes it.
    """
    closing.call_back(help_request, AWAITS_ANSWER, by=by, at=at)  # locks the needs, before the request
    help_request = _decide(help_request, ReferrerCheck.REFUSED, by=by, at=at)
    declared = help_request.consents.filter(ground=Consent.Ground.VIA_PROFESSIONAL, withdrawn_at=None)
    for purpose in list(declared.values_list("purpose", flat=True)):
        withdraw_consent(help_request, purpose, by=by, at=at)
    Note.objects.create(help_request=help_request, author=by, at=at, body=reason)
    day = this_or_next_working_day(timezone.localdate(at))
    return plan(help_request, on=day, what=_("De bewoner bellen, of de vraag afsluiten"), by=by, at=at)


@transaction.atomic
def _decide(help_request: HelpRequest, check: ReferrerCheck, *, by: User, at: datetime) -> HelpRequest:
    help_request = lock_request(help_request)
    if not help_request.referrer_check:
        raise RequestError(_("Bij deze vraag is geen verwijzer na te gaan."))
    if help_request.referrer_check == check:
        return help_request
    before, help_request.referrer_check = help_request.referrer_check, check
    help_request.save(update_fields=["referrer_check"])
    help_request.timeline.create(
        at=at, actor=by, kind=TimelineEntry.Kind.REFERRER, before=before, after=check
    )
    return help_request


@transaction.atomic
def remember(known: KnownDomain, *, by: User, at: datetime) -> None:
    """Believe this domain from now on, and what waits from it."""
    known.added_by, known.added_at = by, at
    known.save()
    waiting = HelpRequest.objects.open().filter(referrer_check=ReferrerCheck.WAITING).order_by("pk")
    for help_request in waiting:
        if known.domain in belongs_to(domain_of(help_request.asker_email)):
            _decide(help_request, ReferrerCheck.CONFIRMED, by=by, at=at)


def domains_to_remember() -> list[str]:
    """Domains ambassadors said yes to that are not on the list yet: for the coordinator, without persons."""
    addresses = (
        HelpRequest.objects.filter(referrer_check=ReferrerCheck.CONFIRMED)
        .order_by()
        .values_list("asker_email", flat=True)
        .distinct()
    )
    domains = sorted({domain_of(address) for address in addresses})
    return [domain for domain in domains if domain and not organisation_of(f"@{domain}")][:MOST_SHOWN]
