"""manage.py load_demo_accounts: somebody to sign in as, for every role. Demo only."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from network.accounts.roles import Role
from network.accounts.services.account import open_account
from network.directory.services.people import give_role
from network.models import Partner, User
from nizu.demo import ACCOUNTS, PASSWORD, DemoAccount


class Command(BaseCommand):
    help = "Open the demo accounts that are not there yet; what people changed in the others stays."

    @transaction.atomic
    def handle(self, **options) -> None:
        if not settings.DEMO_FACILITIES:
            raise CommandError("Demo accounts have a public password, so they exist in the demo only.")
        known = set(User.objects.values_list("email", flat=True))
        new = [account for account in ACCOUNTS if account.email not in known]
        hashed = make_password(PASSWORD) if new else ""  # once for all: it is slow by design
        for account in new:
            user = self._open(account)
            User.objects.filter(pk=user.pk).update(password=hashed)
        self.stdout.write(f"Demo accounts: {len(new)} opened, {len(ACCOUNTS) - len(new)} were there.")

    def _open(self, account: DemoAccount) -> User:
        keeper = Role.KEEPER in account.roles
        user = open_account(
            account.email, name=account.name, password=None, is_staff=keeper, is_superuser=keeper
        )
        partner = self._partner(account.partner) if account.partner else None
        for role in account.roles:
            if role != Role.KEEPER:
                give_role(user, Role(role), partner=partner, district_slugs=list(account.districts), by=None)
        return user

    @staticmethod
    def _partner(slug: str) -> Partner:
        try:
            return Partner.objects.get(slug=slug)
        except Partner.DoesNotExist:
            raise CommandError(f"Partner {slug!r} is not loaded: run load_network first.") from None
