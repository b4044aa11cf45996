"""The timeline in words a resident could read aloud, and every message with it: sent or only noted."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Offer, Partner, User
from requests_app.models import Channel, Consent, HelpRequest, Note, Referral, ReferrerCheck, TimelineEntry
from requests_app.reference import kinds_of_help
from requests_app.workflow import NeedStatus, Outcome, ReferralStatus

Words = str | Promise
Kind = TimelineEntry.Kind


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    what: Words
    who: str = ""
    note: str = ""
    icon: str = "circle-dot"
    tone: str = "teal"


CHANNEL_WORDS = {
    Channel.ONLINE: gettext_lazy("De vraag kwam binnen via de website"),
    Channel.PHONE: gettext_lazy("De vraag kwam binnen per telefoon"),
    Channel.NEIGHBOURHOOD: gettext_lazy("De vraag kwam binnen in de buurt"),
    Channel.PROFESSIONAL: gettext_lazy("Een professional stuurde de vraag door"),
}
NEED_WORDS = {
    NeedStatus.TRIAGE: gettext_lazy("De ambassadeur zoekt uit wat er nodig is"),
    NeedStatus.REFERRED: gettext_lazy("De vraag ging naar een organisatie"),
    NeedStatus.ACCEPTED: gettext_lazy("Een organisatie gaat helpen"),
    NeedStatus.HELPING: gettext_lazy("De hulp is begonnen"),
}
REFERRAL_WORDS = {
    ReferralStatus.SENT: gettext_lazy("Gevraagd aan %(partner)s"),
    ReferralStatus.QUESTION: gettext_lazy("%(partner)s heeft een vraag"),
    ReferralStatus.ACCEPTED: gettext_lazy("%(partner)s neemt de vraag aan"),
    ReferralStatus.CONTACTED: gettext_lazy("%(partner)s heeft contact gehad"),
    ReferralStatus.RUNNING: gettext_lazy("%(partner)s is begonnen met helpen"),
    ReferralStatus.ENDED: gettext_lazy("%(partner)s is klaar"),
    ReferralStatus.DECLINED: gettext_lazy("%(partner)s kan nu niet helpen"),
    ReferralStatus.EXPIRED: gettext_lazy("%(partner)s gaf op tijd geen antwoord"),
    ReferralStatus.WITHDRAWN: gettext_lazy("De vraag aan %(partner)s is ingetrokken"),
}
CONTACT_WORDS = {
    ("call", True): gettext_lazy("Gebeld en gesproken"),
    ("call", False): gettext_lazy("Gebeld, niemand opgenomen"),
    ("visit", True): gettext_lazy("Langs geweest en gesproken"),
    ("visit", False): gettext_lazy("Langs geweest, niemand thuis"),
    ("message", True): gettext_lazy("Bericht gehad"),
    ("message", False): gettext_lazy("Bericht ingesproken of gestuurd"),
}
ICONS = {
    Kind.RECEIVED: ("inbox", "info"),
    Kind.NEED_STATUS: ("circle-dot", "teal"),
    Kind.REFERRAL_STATUS: ("send", "warning"),
    Kind.OWNER: ("user-check", "quiet"),
    Kind.NEXT_ACTION: ("calendar-days", "quiet"),
    Kind.FACTS: ("pencil", "quiet"),
    Kind.NOTE: ("file-text", "quiet"),
    Kind.CONTACT: ("phone", "info"),
    Kind.CONSENT: ("check", "success"),
    Kind.RESIDENT: ("message-circle", "info"),
    Kind.DANGER: ("siren", "danger"),
    Kind.REMINDER: ("clock-alert", "warning"),
    Kind.SPLIT: ("split", "teal"),
    Kind.MERGED: ("merge", "teal"),
    Kind.ANSWER: ("message-circle", "violet"),
    Kind.REFERRER: ("user-check", "info"),
}
# Written down with the words themselves (notes), or told by another line already.
QUIET = {Kind.NOTE, Kind.CONTACT}
# Without an actor nobody did these; without one elsewhere, the resident did.
BY_ITSELF = {Kind.REMINDER, Kind.OWNER}


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the timeline, or a note, with the names that its line needs."""

    is_note: bool
    at: datetime
    kind: str
    before: str
    after: str
    detail: str
    role: str
    actor: str | None
    partner: str | None
    body: str
    reached: bool | None


_STORY = f"""
    SELECT false, entry.at, entry.kind, entry.before, entry.after, entry.detail, entry.role, actor.name,
        partner.name, '', NULL::boolean, entry.id
    FROM {TimelineEntry._meta.db_table} entry
    LEFT JOIN {User._meta.db_table} actor ON actor.id = entry.actor_id
    LEFT JOIN {Referral._meta.db_table} referral ON referral.id = entry.referral_id
    LEFT JOIN {Offer._meta.db_table} offer ON offer.id = referral.offer_id
    LEFT JOIN {Partner._meta.db_table} partner ON partner.id = offer.partner_id
    WHERE entry.help_request_id = %(id)s
    UNION ALL
    SELECT true, note.at, note.kind, '', '', '', '', author.name, NULL, note.body, note.reached, note.id
    FROM {Note._meta.db_table} note LEFT JOIN {User._meta.db_table} author ON author.id = note.author_id
    WHERE note.help_request_id = %(id)s AND note.partner_id IS NULL
    ORDER BY 2, 12
"""  # noqa: S608 - own table names


def tell(help_request: HelpRequest) -> list[Line]:
    """Everything that happened, newest first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STORY, {"id": help_request.pk})
        story = [Told(*row[:-1]) for row in cursor.fetchall()]
    lines = [_note(told) if told.is_note else _line(told) for told in story]
    return sorted((line for line in lines if line), key=lambda line: line.at, reverse=True)


def _line(entry: Told) -> Line | None:
    if entry.kind in QUIET:
        return None
    icon, tone = ICONS.get(Kind(entry.kind), ("circle-dot", "teal"))
    what = _what(entry)
    if what is None:
        return None
    return Line(entry.at, what, _who(entry), "", icon, tone)


def _who(entry: Told) -> str:
    """Whoever did it; "" for the resident, "vanzelf" for what the clock did."""
    if entry.actor is not None:
        return entry.actor
    if entry.role:
        return entry.role
    by_the_clock = entry.kind in BY_ITSELF or entry.after == ReferralStatus.EXPIRED
    return _("vanzelf") if by_the_clock else ""


def _what(entry: Told) -> Words | None:
    match entry.kind:
        case Kind.RECEIVED:
            return (
                CHANNEL_WORDS.get(Channel(entry.after))
                if entry.after in Channel.values
                else _("De vraag kwam binnen")
            )
        case Kind.NEED_STATUS:
            return _need_step(entry)
        case Kind.REFERRAL_STATUS:
            partner = entry.partner or _("een organisatie")
            return REFERRAL_WORDS[ReferralStatus(entry.after)] % {"partner": partner}
        case Kind.OWNER:
            if entry.detail == TimelineEntry.LEFT:
                return _("De ambassadeur is gestopt: de vraag ging terug naar de wijk")
            if not entry.after:
                return _("De vraag ging terug naar de wijk")
            return (
                _("De vraag ging naar een andere ambassadeur")
                if entry.before
                else _("Een ambassadeur pakt de vraag op")
            )
        case Kind.NEXT_ACTION:
            day = _day(entry.after)
            words = (
                _("Terugbellen afgesproken op %(day)s")
                if entry.detail == "call_back"
                else _("Volgende stap gepland op %(day)s")
            )
            return words % {"day": day} if day else None
        case Kind.FACTS:
            return (
                _("Soort hulp gekozen: %(kind)s") % {"kind": _kind(entry.after)}
                if entry.detail == "categories"
                else _("Gegevens aangevuld")
            )
        case Kind.CONSENT:
            return _consent(entry)
        case Kind.RESIDENT:
            return _("De bewoner liet iets weten")
        case Kind.DANGER:
            return (
                _("Bekeken: er is nu geen gevaar")
                if entry.detail == "lifted"
                else _("Er is misschien gevaar: eerst bellen")
            )
        case Kind.REMINDER:
            return _("De organisatie kreeg een herinnering")
        case Kind.REFERRER:
            confirmed = entry.after == ReferrerCheck.CONFIRMED
            return (
                _("Nagegaan: de verwijzer klopt") if confirmed else _("Nagegaan: de verwijzer is niet echt")
            )
        case Kind.SPLIT:
            return _("Er is een vraag bij gekomen")
        case Kind.MERGED:
            return _("Samengevoegd met HV-%(number)s") % {"number": entry.after or entry.before}
    return str(Kind(entry.kind).label)


def _need_step(entry: Told) -> Words | None:
    if entry.after == NeedStatus.CLOSED:
        outcome = Outcome(entry.detail).label if entry.detail in Outcome.values else ""
        return _("Afgesloten: %(outcome)s") % {"outcome": outcome} if outcome else _("Afgesloten")
    if entry.before == NeedStatus.CLOSED:
        return _("De vraag is weer open")
    if entry.before == NeedStatus.REFERRED and entry.after == NeedStatus.TRIAGE:
        return _("De ambassadeur zoekt verder")
    # The line of the referral says the same with the partner's name.
    return NEED_WORDS[NeedStatus.TRIAGE] if entry.after == NeedStatus.TRIAGE else None


def _consent(entry: Told) -> Words:
    if entry.detail == TimelineEntry.WITHDRAWN:
        said = {"purpose": _purpose(entry.before), "how": dict(Consent.How.choices).get(entry.after, "")}
        if said["how"]:
            return _("Toestemming ingetrokken %(how)s: %(purpose)s") % said
        return _("Toestemming ingetrokken: %(purpose)s") % said
    return _("Toestemming genoteerd: %(purpose)s") % {"purpose": _purpose(entry.after)}


def _purpose(code: str) -> Words:
    return Consent.Purpose(code).label if code in Consent.Purpose.values else code


def _note(note: Told) -> Line:
    who = note.actor or _("de bewoner")
    if note.kind == Note.Kind.NOTE:
        return Line(note.at, _("Notitie (alleen voor ambassadeurs)"), who, note.body, "file-text", "quiet")
    if note.reached is None:
        return Line(note.at, Note.Kind(note.kind).label, who, note.body, "message-circle", "info")
    icon = "phone" if note.kind == Note.Kind.CALL else "message-circle"
    return Line(note.at, CONTACT_WORDS[note.kind, note.reached], who, note.body, icon, "info")


def _kind(slug: str) -> str:
    found = kinds_of_help().get(slug)
    return found.label if found else slug


def _day(written: str) -> str:
    day: date | None = parse_date(written) if written else None
    return date_format(day, "l j F") if day else ""
