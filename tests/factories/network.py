"""People, partners, offers and the city, with sane defaults. A role or a state is a trait:

    UserFactory(coordinator=True)
    AmbassadorFactory(districts=[overvecht, west]).user
    PartnerMembershipFactory(admin=True).user
    OfferFactory(partner__paused=True, full=True)

Districts, themes and categories are found again by slug, so DistrictFactory(slug="overvecht") may be
called twice. An offer names categories and districts by slug; by default those of `maatje` and `overvecht`.
"""

import datetime

import factory
from django.utils import timezone

from network.accounts.roles import Role
from network.models import (
    Ambassador,
    Category,
    Contact,
    District,
    Invitation,
    Neighbourhood,
    Offer,
    Partner,
    PartnerMembership,
    Postcode,
    ReferralTarget,
    StaffRole,
    Theme,
    User,
)

PASSWORD = "geheim-wachtwoord-1"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with an account and, by a trait, roles. Ambassadors made here keep no district yet."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        coordinator = factory.Trait(
            coordinator_role=factory.RelatedFactory(
                "tests.factories.network.StaffRoleFactory", "user", role=Role.COORDINATOR
            )
        )
        core_group = factory.Trait(
            core_group_role=factory.RelatedFactory(
                "tests.factories.network.StaffRoleFactory", "user", role=Role.CORE_GROUP
            )
        )
        municipality = factory.Trait(
            municipality_role=factory.RelatedFactory(
                "tests.factories.network.StaffRoleFactory", "user", role=Role.MUNICIPALITY
            )
        )
        privacy_officer = factory.Trait(
            privacy_officer_role=factory.RelatedFactory(
                "tests.factories.network.StaffRoleFactory", "user", role=Role.PRIVACY_OFFICER
            )
        )
        ambassador = factory.Trait(
            ambassador_role=factory.RelatedFactory("tests.factories.network.AmbassadorFactory", "user")
        )
        partner_member = factory.Trait(
            member_role=factory.RelatedFactory("tests.factories.network.PartnerMembershipFactory", "user")
        )
        partner_admin = factory.Trait(
            admin_role=factory.RelatedFactory(
                "tests.factories.network.PartnerMembershipFactory", "user", admin=True
            )
        )
        keeper = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"persoon{n}@nizu.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")
    password = factory.django.Password(PASSWORD)


class StaffRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffRole

    user = factory.SubFactory(UserFactory)
    role = Role.COORDINATOR


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("slug",)

    number = factory.Sequence(lambda n: f"{20 + n % 80}")  # the city's own are 01 to 10
    cbs_code = factory.Sequence(lambda n: f"WK9{n:05}")
    name = factory.LazyAttribute(lambda district: district.slug.replace("-", " ").capitalize())
    slug = factory.Sequence(lambda n: f"wijk-{n}")
    population = 30_000
    population_65_plus = 4_000
    population_75_plus = 2_000
    tile_row = factory.Sequence(lambda n: n // 4)
    tile_column = factory.Sequence(lambda n: n % 4)


class NeighbourhoodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Neighbourhood

    code = factory.Sequence(lambda n: f"BU9{n:07}")
    name = factory.Sequence(lambda n: f"Buurt {n}")
    subdistrict = "Subwijk"
    district = factory.SubFactory(DistrictFactory)


class PostcodeFactory(factory.django.DjangoModelFactory):
    """A postcode inside the city. `outside=True`: a neighbour municipality."""

    class Meta:
        model = Postcode
        django_get_or_create = ("code",)

    class Params:
        outside = factory.Trait(place="Zeist", municipality="Zeist", district=None)

    code = factory.Sequence(lambda n: str(3500 + n % 90))
    place = "Utrecht"
    municipality = Postcode.CITY
    district = factory.SubFactory(DistrictFactory)


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"thema-{n}")
    position = factory.Sequence(lambda n: n + 1)
    label_nl = factory.LazyAttribute(lambda theme: theme.slug.replace("-", " ").capitalize())
    label_en = factory.LazyAttribute(lambda theme: f"{theme.label_nl} (en)")


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    theme = factory.SubFactory(ThemeFactory)
    slug = factory.Sequence(lambda n: f"soort-hulp-{n}")
    position = factory.Sequence(lambda n: n + 1)
    label_nl = factory.LazyAttribute(lambda category: category.slug.replace("-", " ").capitalize())
    label_en = factory.LazyAttribute(lambda category: f"{category.label_nl} (en)")
    description = "Iemand helpt u."
    keywords = factory.LazyFunction(list)
    volunteer_fit = Category.VolunteerFit.YES


class ReferralTargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferralTarget
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"doel-{n}")
    position = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda target: target.code.capitalize())
    when = "In dit geval"
    phone = "112"
    instruction = "Bel nu."
    route = ReferralTarget.Route.EMERGENCY


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    class Params:
        paused = factory.Trait(
            paused_until=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))
        )
        hidden = factory.Trait(is_published=False)

    slug = factory.Sequence(lambda n: f"partner-{n}")
    name = factory.Sequence(lambda n: f"Partner {n}")
    kind = "vrijwilligersorganisatie"
    profile = "Wij helpen met vrijwilligers."
    audience = "Volwassenen in Utrecht"
    local_status = Partner.LocalStatus.CONFIRMED


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    partner = factory.SubFactory(PartnerFactory)
    role = factory.Sequence(lambda n: f"Coördinator {n}")
    email = factory.Sequence(lambda n: f"coordinator{n}@partner.example")


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer with five of ten places free, confirmed today: it excludes nobody in Overvecht."""

    class Meta:
        model = Offer

    class Params:
        full = factory.Trait(places_free=0)
        waiting_list = factory.Trait(places_free=0, takes_waiting_list=True, waiting_weeks=6)
        ageing = factory.Trait(
            capacity_confirmed_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=20))
        )
        unknown = factory.Trait(
            capacity_confirmed_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=60))
        )
        hidden = factory.Trait(is_published=False)

    partner = factory.SubFactory(PartnerFactory)
    slug = factory.Sequence(lambda n: f"aanbod-{n}")
    title = factory.Sequence(lambda n: f"Aanbod {n}")
    summary = "Een vrijwilliger komt bij u langs."
    category_slugs = factory.LazyFunction(lambda: ["maatje"])
    district_slugs = factory.LazyFunction(lambda: ["overvecht"])
    languages = factory.LazyFunction(lambda: ["nl"])
    mode = Offer.Mode.HOME
    format = Offer.Format.ONE_TO_ONE
    weekdays = factory.LazyFunction(lambda: ["ma", "di", "wo", "do", "vr"])
    dayparts = factory.LazyFunction(lambda: ["ochtend", "middag"])
    places_total = 10
    places_free = 5
    capacity_confirmed_at = factory.LazyFunction(timezone.now)
    cost_text = "gratis"
    cost_eur = 0
    contact = factory.SubFactory(ContactFactory, partner=factory.SelfAttribute("..partner"))


class AmbassadorFactory(factory.django.DjangoModelFactory):
    """AmbassadorFactory(districts=[…]); `everywhere=True` may see all districts for a month."""

    class Meta:
        model = Ambassador
        skip_postgeneration_save = True

    class Params:
        everywhere = factory.Trait(
            all_districts_until=factory.LazyFunction(
                lambda: timezone.localdate() + datetime.timedelta(days=30)
            )
        )

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def districts(self, create, extracted, **kwargs):
        if create and extracted:
            self.districts.add(*extracted)


class PartnerMembershipFactory(factory.django.DjangoModelFactory):
    """A member who answers referrals; `admin=True` keeps profile and people instead."""

    class Meta:
        model = PartnerMembership

    class Params:
        admin = factory.Trait(is_admin=True, is_member=False)

    user = factory.SubFactory(UserFactory)
    partner = factory.SubFactory(PartnerFactory)


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation to work for a partner; other roles go without: `role=…, partner=None`."""

    class Meta:
        model = Invitation

    class Params:
        expired = factory.Trait(expires_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda n: f"genodigde{n}@nizu.example")
    name = factory.Sequence(lambda n: f"Genodigde {n}")
    role = Role.PARTNER_MEMBER
    partner = factory.SubFactory(PartnerFactory)
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
