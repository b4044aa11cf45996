"""The state of a request in words a resident can read aloud: what happened, what comes next and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import AccessRecord
from requests_app.models import HelpRequest, Need, Note, Referral, TimelineEntry
from requests_app.workflow import AWAITS_ANSWER, NeedStatus, Outcome, ReferralStatus
from requests_app.working_days import add_working_days

MOST_LOOKS, SHOWN_LOOKS = 1_000, 50
STAGES = [
    gettext_lazy("Ontvangen"),
    gettext_lazy("Hulp zoeken"),
    gettext_lazy("Aangenomen"),
    gettext_lazy("Hulp loopt"),
    gettext_lazy("Klaar"),
]
STAGE_OF = {
    NeedStatus.NEW: 1,
    NeedStatus.TRIAGE: 2,
    NeedStatus.REFERRED: 2,
    NeedStatus.ACCEPTED: 3,
    NeedStatus.HELPING: 4,
    NeedStatus.CLOSED: 5,
}
HOW_IT_ENDED = {
    Outcome.HELPED: gettext_lazy("U bent geholpen."),
    Outcome.PARTLY: gettext_lazy("U bent voor een deel geholpen."),
    Outcome.SOLVED_OTHERWISE: gettext_lazy("Uw vraag is op een andere manier opgelost."),
    Outcome.PROFESSIONAL: gettext_lazy("Wij hebben u verwezen naar een beroepskracht, zoals het buurtteam."),
    Outcome.EMERGENCY: gettext_lazy("Uw vraag is overgedragen aan spoedhulp."),
    Outcome.OUTSIDE_AREA: gettext_lazy("Wij hebben u verwezen naar uw eigen gemeente."),
    Outcome.NO_FIT: gettext_lazy("Wij hebben helaas geen hulp gevonden die past."),
    Outcome.WITHDRAWN: gettext_lazy("U heeft uw vraag gestopt."),
    Outcome.UNREACHABLE: gettext_lazy("Wij konden u niet bereiken."),
    Outcome.DUPLICATE: gettext_lazy("Deze vraag hoort bij een andere vraag van u."),
}
# The same for who asked for somebody near.
HOW_IT_ENDED_FOR_OTHER = HOW_IT_ENDED | {
    Outcome.HELPED: gettext_lazy("Er is hulp gekomen."),
    Outcome.PARTLY: gettext_lazy("Er is voor een deel hulp gekomen."),
    Outcome.PROFESSIONAL: gettext_lazy("Wij hebben verwezen naar een beroepskracht, zoals het buurtteam."),
    Outcome.OUTSIDE_AREA: gettext_lazy("Wij hebben verwezen naar de eigen gemeente."),
    Outcome.WITHDRAWN: gettext_lazy("De vraag is gestopt."),
    Outcome.UNREACHABLE: gettext_lazy("Wij konden niemand bereiken."),
}


@dataclass(frozen=True)
class Chapter:
    """One need as the resident reads it. `partner` is shown only after the code."""

    stage: int
    now: str
    next: str
    partner: str = ""


def chapters(help_request: HelpRequest) -> list[Chapter]:
    needs = help_request.needs.prefetch_related("referrals__offer__partner")
    return [_chapter(help_request, need) for need in needs]


def _chapter(help_request: HelpRequest, need: Need) -> Chapter:
    referral = max(need.referrals.all(), key=lambda one: one.pk, default=None)
    status = NeedStatus(need.status)
    stage = STAGE_OF[status]
    if status == NeedStatus.NEW:
        return Chapter(stage, _("Wij hebben uw vraag."), _read_by(help_request))
    if status == NeedStatus.TRIAGE:
        return Chapter(stage, _("Een ambassadeur zoekt hulp die past."), _looks_again(help_request))
    if status == NeedStatus.REFERRED and referral is not None:
        return Chapter(
            stage, _("Wij hebben een organisatie gevraagd of zij kan helpen."), _answer_by(referral)
        )
    partner = referral.offer.partner.name if referral is not None and referral.shows_identity else ""
    if status == NeedStatus.ACCEPTED:
        if referral is not None and referral.status == ReferralStatus.CONTACTED:
            return Chapter(
                stage,
                _("De organisatie heeft contact gehad."),
                _("Nu zoekt zij iemand die past."),
                partner,
            )
        return Chapter(
            stage,
            _("Een organisatie gaat helpen."),
            _("Zij neemt contact op. Hoort u na een week niets? Kies dan ‘Bel mij’."),
            partner,
        )
    if status == NeedStatus.HELPING:
        return Chapter(
            stage, _("De hulp is begonnen."), _("Gaat er iets niet goed? Kies ‘Bel mij’."), partner
        )
    endings = HOW_IT_ENDED_FOR_OTHER if help_request.is_for_other else HOW_IT_ENDED
    ended = endings.get(need.outcome, gettext_lazy("Uw vraag is afgerond."))
    return Chapter(stage, str(ended), "", partner)


def _read_by(help_request: HelpRequest) -> str:
    return _("Een ambassadeur leest uw vraag en neemt contact met u op. %(by)s") % {
        "by": _by(help_request.next_action_on)
    }


def _looks_again(help_request: HelpRequest) -> str:
    return _("Wij gaan verder met uw vraag. %(by)s") % {"by": _by(help_request.next_action_on)}


def _answer_by(referral: Referral) -> str:
    if referral.status not in AWAITS_ANSWER:
        return ""
    if referral.status == ReferralStatus.QUESTION:
        return _("De organisatie wil eerst nog iets weten. De ambassadeur zoekt dat uit.")
    due = add_working_days(
        timezone.localdate(referral.waits_since), settings.REFERRAL_EXPIRE_AFTER_WORKING_DAYS
    )
    return _("U hoort uiterlijk %(day)s wat zij zegt. Kan zij niet helpen, dan zoeken wij verder.") % {
        "day": date_format(due, "l j F")
    }


def _by(day: date | None) -> str:
    """ "Dat doen wij uiterlijk maandag 23 november."; a day that has passed says that it is our turn."""
    if day is None:
        return ""
    if day < timezone.localdate():
        return _("Dat had al moeten gebeuren. Kies ‘Bel mij’, dan bellen wij u snel.")
    return _("Dat doen wij uiterlijk %(day)s.") % {"day": date_format(day, "l j F")}


@dataclass(frozen=True)
class Moment:
    at: datetime
    words: str | Promise


TOLD = {
    "call_me": gettext_lazy("U vroeg of wij u willen bellen."),
    "withdrawn": gettext_lazy("U heeft uw vraag gestopt."),
    "helped": gettext_lazy("U liet weten dat het heeft geholpen."),
    "not_helped": gettext_lazy("U liet weten dat het niet geholpen heeft."),
    "added": gettext_lazy("U heeft iets aangevuld."),
}
NEED_STEPS_TOLD = {
    NeedStatus.TRIAGE: gettext_lazy("Een ambassadeur is aan de slag met uw vraag."),
    NeedStatus.REFERRED: gettext_lazy("Uw vraag is naar een organisatie gestuurd, zonder uw naam."),
    NeedStatus.ACCEPTED: gettext_lazy("Een organisatie heeft uw vraag aangenomen."),
    NeedStatus.HELPING: gettext_lazy("De hulp is begonnen."),
    NeedStatus.CLOSED: gettext_lazy("Uw vraag is afgerond."),
}


def moments(entries: Sequence[TimelineEntry]) -> list[Moment]:
    """The timeline as the resident may read it, newest first, without the network's own work."""
    told = []
    for entry in entries:
        words: str | Promise = ""
        if entry.kind == TimelineEntry.Kind.RECEIVED:
            words = gettext_lazy("Wij hebben uw vraag ontvangen.")
        elif entry.kind == TimelineEntry.Kind.NEED_STATUS:
            words = NEED_STEPS_TOLD.get(entry.after, "")
        elif entry.kind == TimelineEntry.Kind.RESIDENT:
            words = TOLD.get(entry.detail, "")
        elif entry.kind == TimelineEntry.Kind.REFERRAL_STATUS and entry.after == ReferralStatus.CONTACTED:
            words = gettext_lazy("De organisatie heeft contact gehad.")
        if words:
            told.append(Moment(entry.at, words))
    return told[::-1]


def additions(help_request: HelpRequest) -> list[Note]:
    """What the resident added on the own page, oldest first; also in the request this one went on in."""
    asked = [help_request.pk, help_request.merged_into_id]
    return list(
        Note.objects.filter(help_request__in=asked, author=None, partner=None, kind=Note.Kind.MESSAGE)[:50]
    )


def looks(help_request: HelpRequest) -> list[Moment]:
    """Who looked at the request, newest first: a line a day for an organisation, one for ambassadors."""
    records = AccessRecord.objects.filter(
        subject=str(help_request.public_id), action__in=("view", "view_contact", "export")
    ).exclude(role="resident")[:MOST_LOOKS]
    days: dict[tuple[date, str], list[AccessRecord]] = {}
    for record in records:
        days.setdefault((timezone.localdate(record.at), record.organisation), []).append(record)
    return [Moment(seen[0].at, _looked(seen)) for seen in list(days.values())[:SHOWN_LOOKS]]


def _looked(records: list[AccessRecord]) -> str:
    """What one organisation, or the ambassadors, saw that day at most."""
    who = records[0].organisation
    if any(record.action == AccessRecord.Action.VIEW_CONTACT for record in records):
        words = _("%(who)s bekeek uw vraag en uw contactgegevens.")
        return words % {"who": who or _("Een ambassadeur van NIZU")}
    if who:
        return _("%(who)s bekeek een samenvatting zonder uw naam.") % {"who": who}
    people = len({record.actor_id for record in records})
    words = ngettext(
        "Een ambassadeur van NIZU bekeek uw vraag.",
        "%(number)s ambassadeurs van NIZU bekeken uw vraag.",
        people,
    )
    return words % {"number": people}
