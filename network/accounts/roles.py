"""The roles a person can have. A person may have several; no role means: an account and nothing more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AMBASSADOR = "ambassador", _("ambassadeur")
    PARTNER_MEMBER = "partner_member", _("medewerker van een partner")
    PARTNER_ADMIN = "partner_admin", _("beheerder van een partner")
    COORDINATOR = "coordinator", _("coördinator")
    CORE_GROUP = "core_group", _("kerngroep")
    MUNICIPALITY = "municipality", _("gemeente")
    PRIVACY_OFFICER = "privacy_officer", _("functionaris gegevensbescherming")
    KEEPER = "keeper", _("technisch beheerder")


# Everyone who can see a request, and coordinators (docs/decisions: second factor).
NEEDS_SECOND_FACTOR = frozenset(
    {
        Role.AMBASSADOR,
        Role.PARTNER_MEMBER,
        Role.PARTNER_ADMIN,
        Role.COORDINATOR,
        Role.PRIVACY_OFFICER,
        Role.KEEPER,
    }
)
