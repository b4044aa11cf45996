"""One small city in which every address has something to show, and one person per actor."""

from functools import cached_property

from django.core.cache import cache
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from network import outbox
from network.accounts.roles import Role
from network.directory.services import invitations
from network.models import Delivery, MailboxMessage
from requests_app.links import answer_token
from requests_app.models import KnownDomain, SavedView
from tests.access.table import Actor
from tests.factories.events import EventFactory, SignUpFactory
from tests.factories.network import (
    AmbassadorFactory,
    DistrictFactory,
    InvitationFactory,
    OfferFactory,
    PartnerFactory,
    PartnerMembershipFactory,
    StaffRoleFactory,
)
from tests.factories.requests import HelpRequestFactory, ReferralFactory
from tests.people import PortalClient, make_user


class World:
    """Things are made when a row first names them; `client(actor)` is that actor's browser."""

    def __init__(self) -> None:
        self.district = DistrictFactory(name="Overvecht", slug="overvecht")
        self.other_district = DistrictFactory(name="Zuid", slug="zuid")
        self.partner = PartnerFactory(name="Handjehelpen", slug="handjehelpen")
        self.other_partner = PartnerFactory(name="Humanitas", slug="humanitas")
        self.ambassador = AmbassadorFactory(user=make_user("Amina Bakker"), districts=[self.district]).user
        self.other_ambassador = AmbassadorFactory(
            user=make_user("Otto Visser"), districts=[self.other_district]
        ).user
        self.partner_member = self._member("Piet Jansen", self.partner)
        self.partner_admin = self._member("Bea Smit", self.partner, admin=True)
        self.other_member = self._member("Hanna Mulder", self.other_partner)
        self.removed_member = self._member("Wim Weg", self.partner)
        self.coordinator = self._staff("Cora de Groot", Role.COORDINATOR)
        self.core_group = self._staff("Karim Dekker", Role.CORE_GROUP)
        self.municipality = self._staff("Greet Peters", Role.MUNICIPALITY)
        self.privacy_officer = self._staff("Fenna Vos", Role.PRIVACY_OFFICER)
        self.keeper = make_user("Tom Technisch", is_staff=True, is_superuser=True)
        self.blocked = AmbassadorFactory(user=make_user("Bas Blok"), districts=[self.district]).user
        self.newcomer = AmbassadorFactory(user=make_user("Nina Nieuw"), districts=[self.district]).user
        self._handler = ClientHandler(enforce_csrf_checks=False)
        self._cookies = {}
        for actor in Actor:
            client = self._new_client()
            if actor not in (Actor.ANONYMOUS, Actor.RESIDENT):
                client.force_login(getattr(self, actor.value))
                client.get(reverse("home"))  # the session notes when it began, once instead of in each probe
            self._cookies[actor] = client.cookies
        self.removed_member.memberships.all().delete()
        self.blocked.is_active = False
        self.blocked.save()

    @staticmethod
    def _member(name, partner, **flags):
        return PartnerMembershipFactory(user=make_user(name), partner=partner, **flags).user

    @staticmethod
    def _staff(name, role):
        return StaffRoleFactory(user=make_user(name), role=role).user

    def _new_client(self) -> PortalClient:
        """All share one handler: building the middleware again takes a tenth of a request."""
        client = PortalClient()
        client.handler = self._handler
        return client

    def client(self, actor: Actor) -> PortalClient:
        """A browser as it was when the world began; limits are forgotten."""
        cache.clear()
        client = self._new_client()
        cookies = self.resident_cookies if actor is Actor.RESIDENT else self._cookies[actor]
        client.cookies = cookies.copy()
        return client

    def newcomers_client(self) -> PortalClient:
        """An ambassador who signed in with a password and has no second factor yet."""
        client = self._new_client()
        client.force_login(self.newcomer, second_factor=False)
        return client

    def find(self, path: str):
        """`referral.public_id` → its value; `=text` → text."""
        if path.startswith("="):
            return path[1:]
        value = self
        for name in path.split("."):
            value = getattr(value, name)
        return value

    # --- network ---------------------------------------------------------------------------------

    @cached_property
    def offer(self):
        return OfferFactory(partner=self.partner, slug="maatje-handjehelpen")

    @cached_property
    def invitation(self):
        return InvitationFactory(partner=self.partner, invited_by=self.partner_admin)

    @cached_property
    def invitation_token(self) -> str:
        return invitations.link(self.invitation).rstrip("/").rpartition("/")[2]

    # --- events ----------------------------------------------------------------------------------

    @cached_property
    def event(self):
        return EventFactory(slug="netwerkbijeenkomst")

    @cached_property
    def draft_event(self):
        return EventFactory(draft=True)

    @cached_property
    def past_event(self):
        return EventFactory(past=True)

    @cached_property
    def event_sign_up(self):
        return SignUpFactory(event=self.event)

    # --- the ambassador's workplace --------------------------------------------------------------

    @cached_property
    def help_request(self):
        return HelpRequestFactory(district=self.district)

    @cached_property
    def help_request_need(self):
        return self.help_request.needs.first()

    @cached_property
    def help_request_referral(self):
        return ReferralFactory(need__help_request=self.help_request, need__position=2, offer=self.offer)

    @cached_property
    def stand_in(self):
        today = timezone.localdate()
        return self.ambassador.ambassador.stand_ins.create(
            deputy=self.newcomer.ambassador, first_day=today, last_day=today
        )

    @cached_property
    def saved_view(self):
        return SavedView.objects.create(user=self.ambassador, name="Nieuw", query="status=new")

    @cached_property
    def known_domain(self):
        return KnownDomain.objects.create(domain="praktijk.example", organisation="Praktijk De Linde")

    # --- the doors -------------------------------------------------------------------------------

    @cached_property
    def partners_token(self) -> str:
        return answer_token(self.help_request_referral, self.partner_member)

    @cached_property
    def resident_cookies(self):
        """The browser in which the resident opened the page of `help_request`."""
        client = self._new_client()
        client.get(reverse("requests:resident", args=[self.help_request.link_code]))
        return client.cookies

    # --- messages --------------------------------------------------------------------------------

    @cached_property
    def mail(self):
        return MailboxMessage.objects.create(
            message_id="<een-bericht@nizu>",
            recipient="iemand@nizu.example",
            subject="Een bericht",
            text="Een bericht",
            html="<p>Een bericht</p>",
            attachments=[{"name": "a.txt", "content_type": "text/plain", "content": "YQ=="}],
        )

    @cached_property
    def dead_delivery(self):
        outbox.notify("invitation", subject="invitation/0", recipient="invitation/0")
        delivery = Delivery.objects.latest("pk")
        delivery.state = Delivery.State.DEAD
        delivery.save()
        return delivery
