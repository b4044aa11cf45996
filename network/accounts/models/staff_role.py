"""Roles that belong to the network as a whole: rows, several per person."""

from django.conf import settings
from django.db import models

from network.accounts.roles import Role


class StaffRole(models.Model):
    CHOICES = [
        (role.value, role.label)
        for role in (Role.COORDINATOR, Role.CORE_GROUP, Role.MUNICIPALITY, Role.PRIVACY_OFFICER)
    ]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(name="staff_role_once", fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
