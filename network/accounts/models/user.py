"""Somebody who can sign in: an e-mail address is the name."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.accounts.roles import NEEDS_SECOND_FACTOR, Role

# The names of somebody's roles, as one column of a statement over network_user.
HELD_ROLES = """ARRAY(
    SELECT role FROM network_staffrole WHERE user_id = network_user.id
    UNION ALL SELECT 'ambassador' FROM network_ambassador WHERE user_id = network_user.id
    UNION ALL SELECT 'partner_member' FROM network_partnermembership
        WHERE user_id = network_user.id AND is_member
    UNION ALL SELECT 'partner_admin' FROM network_partnermembership
        WHERE user_id = network_user.id AND is_admin
)"""


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120)
    language = models.CharField(_("taal"), max_length=2, default="nl")
    is_staff = models.BooleanField(default=False, help_text="may open Django's admin")
    is_active = models.BooleanField(_("actief"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_any_case",
                violation_error_message=_("Er is al een account met dit e-mailadres."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Roles as they are in the database at this request."""
        if not hasattr(self, "held_roles"):  # the signed-in user comes with them
            statement = f"SELECT id, {HELD_ROLES} AS held_roles FROM network_user WHERE id = %s"  # noqa: S608
            self.held_roles = User.objects.raw(statement, [self.pk])[0].held_roles
        found = {Role(name) for name in self.held_roles}
        if self.is_superuser:
            found.add(Role.KEEPER)
        return frozenset(found)

    @property
    def is_ambassador(self) -> bool:
        return Role.AMBASSADOR in self.roles

    @property
    def is_partner_member(self) -> bool:
        return Role.PARTNER_MEMBER in self.roles

    @property
    def is_partner_admin(self) -> bool:
        return Role.PARTNER_ADMIN in self.roles

    @property
    def is_coordinator(self) -> bool:
        return Role.COORDINATOR in self.roles

    @property
    def is_core_group(self) -> bool:
        return Role.CORE_GROUP in self.roles

    @property
    def is_keeper(self) -> bool:
        return Role.KEEPER in self.roles

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & NEEDS_SECOND_FACTOR)
