"""All models of the network app, handed on from its sub-packages."""

from network.accounts.models import StaffRole, User
from network.audit.models import AccessRecord
from network.directory.models import (
    Ambassador,
    Category,
    Contact,
    District,
    Gap,
    Invitation,
    Neighbourhood,
    Offer,
    Partner,
    PartnerMembership,
    Postcode,
    ReferralTarget,
    Theme,
)
from network.outbox.models import Delivery, Heartbeat, MailboxMessage, Notification

__all__ = [
    "AccessRecord",
    "Ambassador",
    "Category",
    "Contact",
    "Delivery",
    "District",
    "Gap",
    "Heartbeat",
    "Invitation",
    "MailboxMessage",
    "Neighbourhood",
    "Notification",
    "Offer",
    "Partner",
    "PartnerMembership",
    "Postcode",
    "ReferralTarget",
    "StaffRole",
    "Theme",
    "User",
]
