"""Filters of the list of people. They stand in the address, so they hold nobody's name."""

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect, Select
from django.utils.translation import gettext_lazy as _

from network.accounts.models import StaffRole, User
from network.accounts.roles import Role
from network.directory.models import Partner

OF_ROLE = {
    Role.AMBASSADOR: Q(ambassador__isnull=False),
    Role.PARTNER_MEMBER: Q(memberships__is_member=True),
    Role.PARTNER_ADMIN: Q(memberships__is_admin=True),
    Role.KEEPER: Q(is_superuser=True),
} | {Role(role): Q(staff_roles__role=role) for role, _label in StaffRole.CHOICES}


class PeopleFilter(django_filters.FilterSet):
    role = django_filters.ChoiceFilter(
        label=_("Rol"), choices=Role.choices, method="of_role", empty_label=_("Alle rollen"), widget=Select
    )
    partner = django_filters.ModelChoiceFilter(
        label=_("Organisatie"),
        queryset=Partner.objects.order_by("name"),
        to_field_name="slug",
        field_name="memberships__partner",
        distinct=True,
        empty_label=_("Alle organisaties"),
    )
    blocked = django_filters.ChoiceFilter(
        label=_("Account"),
        choices=[("nee", _("actief")), ("ja", _("geblokkeerd"))],
        method="is_blocked",
        empty_label=_("allebei"),
        widget=RadioSelect,
    )

    class Meta:
        model = User
        fields: list[str] = []

    def of_role(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(OF_ROLE[Role(value)]).distinct()

    def is_blocked(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(is_active=value == "nee")
