from .gap import Gap
from .invitation import Invitation
from .membership import Ambassador, PartnerMembership
from .offer import Capacity, CapacityAge, Offer, capacity_level
from .partner import Contact, Partner
from .place import District, Neighbourhood, Postcode
from .theme import Category, ReferralTarget, Theme

__all__ = [
    "Ambassador",
    "Capacity",
    "CapacityAge",
    "Category",
    "Contact",
    "District",
    "Gap",
    "Invitation",
    "Neighbourhood",
    "Offer",
    "Partner",
    "PartnerMembership",
    "Postcode",
    "ReferralTarget",
    "Theme",
    "capacity_level",
]
