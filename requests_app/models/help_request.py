"""One help request: who asks, in what words, and who looks after it."""

import secrets
import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from network.models import Ambassador, District, User
from requests_app.models.stand_in import StandIn


def new_link_code() -> str:
    """Secret of the resident's page: 160 random bits."""
    return secrets.token_urlsafe(20)


class Channel(models.TextChoices):
    ONLINE = "online", _("online")
    PHONE = "phone", _("telefoon")
    NEIGHBOURHOOD = "neighbourhood", _("in de buurt")
    PROFESSIONAL = "professional", _("professional")


class Urgency(models.TextChoices):
    """How fast help must start: crisis now (never by volunteers), urgent 1 week, soon 4 weeks."""

    NORMAL = "normal", _("gewoon")
    SOON = "soon", _("binnen vier weken")
    URGENT = "urgent", _("binnen een week")
    CRISIS = "crisis", _("direct gevaar")


URGENCY_RANK = {Urgency.CRISIS: 0, Urgency.URGENT: 1, Urgency.SOON: 2, Urgency.NORMAL: 3}


class Route(models.TextChoices):
    VOLUNTEER = "volunteer", _("vrijwilligers")
    PROFESSIONAL = "professional", _("beroepskracht")
    EMERGENCY = "emergency", _("spoedhulp")
    OUTSIDE_AREA = "outside_area", _("andere gemeente")


class ReferrerCheck(models.TextChoices):
    """Whether the professional who sent a request is who they say; empty: known, or no professional."""

    WAITING = "waiting", _("nog nagaan")
    CONFIRMED = "confirmed", _("nagegaan: klopt")
    REFUSED = "refused", _("nagegaan: niet echt")


class HelpRequestQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "HelpRequestQuerySet":
        """Requests whose file this user may open; every view of an ambassador starts here.

        An ambassador sees the requests of the own districts, those without a district (the city's
        queue), those owned, those of the colleague stood in for today, and all while the right to
        all districts lasts.
        """
        if not user.is_authenticated or not user.is_ambassador:
            return self.none()
        ambassador, today = user.ambassador, timezone.localdate()
        if ambassador.has_all_districts(today):
            return self
        absent = StandIn.objects.on(today).filter(deputy=ambassador).values("absent")
        districts = District.objects.filter(Q(ambassadors=ambassador) | Q(ambassadors__in=absent))
        return self.filter(
            Q(district=None)
            | Q(district__in=districts.values("pk"))
            | Q(owner=ambassador)
            | Q(owner__in=absent)
        )

    def handed_over_by(self, address: str) -> "HelpRequestQuerySet":
        """What a professional sent from this address."""
        return self.filter(channel=Channel.PROFESSIONAL, asker_email=address.lower()).exclude(asker_email="")

    def open(self) -> "HelpRequestQuerySet":
        return self.filter(closed_at=None)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=["urgency", "route", "district", "owner", "next_action_on", "closed_at"],
    model_name="HelpRequestEvent",
)
class HelpRequest(models.Model):
    class ForWhom(models.TextChoices):
        SELF = "self", _("voor mijzelf")
        OTHER = "other", _("voor iemand anders")

    class ContactBy(models.TextChoices):
        PHONE = "phone", _("bellen")
        EMAIL = "email", _("e-mail")
        TEXT = "text", _("sms of WhatsApp")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_code = models.CharField(max_length=40, unique=True, default=new_link_code, editable=False)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(_("kanaal"), max_length=16, choices=Channel)

    text = models.TextField(_("de vraag, in eigen woorden"))
    for_whom = models.CharField(_("voor wie"), max_length=8, choices=ForWhom, default=ForWhom.SELF)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    phone = PhoneNumberField(_("telefoonnummer"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    contact_by = models.CharField(
        _("hoe mogen wij u bereiken"), max_length=8, choices=ContactBy, default=ContactBy.PHONE
    )
    contact_when = models.CharField(_("wanneer bent u te bereiken"), max_length=200, blank=True)
    asker_name = models.CharField(_("naam van wie vraagt"), max_length=120, blank=True)
    asker_relation = models.CharField(_("relatie tot de bewoner"), max_length=120, blank=True)
    asker_organisation = models.CharField(_("organisatie"), max_length=120, blank=True)
    asker_email = models.EmailField(_("e-mailadres van wie vraagt"), blank=True)
    asker_phone = PhoneNumberField(_("telefoonnummer van wie vraagt"), blank=True)
    asker_reference = models.CharField(_("eigen kenmerk"), max_length=40, blank=True)
    referrer_check = models.CharField(_("verwijzer"), max_length=10, choices=ReferrerCheck, blank=True)

    postcode4 = models.CharField(_("postcode (vier cijfers)"), max_length=4, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="help_requests"
    )
    language = models.CharField(_("taal van het gesprek"), max_length=3, default="nl")
    # Facts a person gave or confirmed: age, child_age, gender, mobility, speaks_nl, languages,
    # availability {days, parts}, tags, lives_alone. Keys as in network/data/README.md.
    facts = models.JSONField(default=dict, blank=True)

    urgency = models.CharField(_("spoed"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    urgency_rank = models.GeneratedField(
        expression=models.Case(
            *(models.When(urgency=value, then=rank) for value, rank in URGENCY_RANK.items()),
            default=3,
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    route = models.CharField(_("weg"), max_length=16, choices=Route, default=Route.VOLUNTEER)
    refer_to = ArrayField(models.SlugField(), default=list, blank=True)

    owner = models.ForeignKey(
        Ambassador, models.SET_NULL, null=True, blank=True, related_name="help_requests"
    )
    next_action_on = models.DateField(_("volgende actie op"), null=True, blank=True)
    next_action = models.CharField(_("volgende actie"), max_length=200, blank=True)
    # Set when the next action is a call: from this time on that day the resident answers the telephone.
    call_back_from = models.TimeField(_("terugbellen vanaf"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    # Rises with every change of words or facts; a form that saw an older one may not overwrite.
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=SearchVector("text", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("hulpvraag")
        verbose_name_plural = _("hulpvragen")
        constraints = [
            models.CheckConstraint(
                name="open_request_has_next_action",
                condition=Q(closed_at__isnull=False) | Q(next_action_on__isnull=False),
                violation_error_message=_("Kies wanneer de volgende actie is."),
            ),
            models.CheckConstraint(
                name="request_postcode_has_four_digits",
                condition=Q(postcode4="") | Q(postcode4__regex=r"^[1-9][0-9]{3}$"),
            ),
            models.CheckConstraint(name="request_urgency_known", condition=Q(urgency__in=Urgency.values)),
            models.CheckConstraint(name="request_route_known", condition=Q(route__in=Route.values)),
            models.CheckConstraint(
                name="request_referrer_check_known",
                condition=Q(referrer_check__in=["", *ReferrerCheck.values]),
            ),
            models.CheckConstraint(
                name="crisis_is_never_for_volunteers",
                condition=~Q(urgency="crisis") | ~Q(route="volunteer"),
            ),
        ]
        indexes = [
            models.Index(
                name="request_queue",
                fields=["urgency_rank", "created_at", "id"],
                condition=Q(closed_at=None),
            ),
            models.Index(
                name="request_district_queue",
                fields=["district", "urgency_rank", "created_at", "id"],
                condition=Q(closed_at=None),
            ),
            models.Index(
                name="request_next_action",
                fields=["owner", "next_action_on"],
                condition=Q(closed_at=None),
            ),
            # Most searches look among the open ones; the indexes over all hold ten times as much.
            GinIndex(name="request_search_open", fields=["search"], condition=Q(closed_at=None)),
            GinIndex(
                name="request_name_open",
                fields=["name"],
                opclasses=["gin_trgm_ops"],
                condition=Q(closed_at=None),
            ),
            models.Index(name="request_newest", fields=["-created_at", "-id"]),
            models.Index(
                name="request_by_next_action",
                fields=["next_action_on", "id"],
                condition=Q(closed_at=None),
            ),
            GinIndex(name="request_search_gin", fields=["search"]),
            GinIndex(name="request_name_trgm", fields=["name"], opclasses=["gin_trgm_ops"]),
            models.Index(name="request_phone", fields=["phone"], condition=~Q(phone="")),
            models.Index(name="request_email", fields=["email"], condition=~Q(email="")),
            models.Index(
                name="request_asker_email",
                fields=["asker_email", "-created_at", "-id"],
                condition=~Q(asker_email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("requests:help_request_detail", args=[self.public_id])

    @property
    def reference(self) -> str:
        """Number people use on the telephone: HV-2041."""
        return f"HV-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_for_other(self) -> bool:
        """Whether somebody near the resident asked, and reads our answers."""
        return self.for_whom == self.ForWhom.OTHER and self.channel != Channel.PROFESSIONAL

    @property
    def owner_user_id(self) -> int | None:
        """The account of whoever has the request; needs the owner at hand (select_related)."""
        return self.owner.user_id if self.owner else None

    @property
    def is_blocked(self) -> bool:
        """Danger, a question for professionals or for another municipality: not for volunteers."""
        return self.route != Route.VOLUNTEER

    @property
    def referrer_is_believed(self) -> bool:
        """No professional, a known one, or one an ambassador said yes to."""
        return self.referrer_check in {"", ReferrerCheck.CONFIRMED}

    @property
    def is_danger(self) -> bool:
        return self.route == Route.EMERGENCY or self.urgency == Urgency.CRISIS
