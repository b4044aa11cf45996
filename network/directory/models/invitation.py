"""An invitation by mail: the only way to an account."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.accounts.models import User
from network.accounts.roles import Role
from network.directory.models.partner import Partner


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Coordinators see all; a partner admin those to the own organisation."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator or user.is_keeper:
            return self
        if not user.is_partner_admin:
            return self.none()
        return self.filter(partner__memberships__user=user, partner__memberships__is_admin=True)

    def unsettled(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, at: datetime) -> "InvitationQuerySet":
        return self.unsettled().filter(expires_at__gt=at)


class Invitation(models.Model):
    """One invited address with the role it will get. The link's secret is derived, never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"))
    name = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("rol"), max_length=20, choices=Role)
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="invitations")
    district_slugs = ArrayField(models.SlugField(), default=list, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        constraints = [
            models.CheckConstraint(
                name="invitation_to_partner_names_it",
                condition=Q(role__in=["partner_member", "partner_admin"], partner__isnull=False)
                | (~Q(role__in=["partner_member", "partner_admin"]) & Q(partner=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.public_id})"

    @property
    def is_settled(self) -> bool:
        return self.accepted_at is not None or self.withdrawn_at is not None

    def is_open(self, at: datetime) -> bool:
        return not self.is_settled and at < self.expires_at
