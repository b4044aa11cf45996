"""Pages of the network app: people, partners, offers, messages."""

from tests.access.table import (
    COORDINATOR,
    CORE_GROUP,
    FOUND,
    HIDDEN,
    INVALID,
    KEEPER,
    OK,
    OTHER_MEMBER,
    PARTNER_ADMIN,
    PARTNER_MEMBER,
    SIGNED_IN,
    Row,
)

KEEPERS_OF_PEOPLE = [COORDINATOR, KEEPER]
PERSON = ["partner_member.public_id"]
CHANGED = dict.fromkeys(KEEPERS_OF_PEOPLE, FOUND)
REJECTED = dict.fromkeys(KEEPERS_OF_PEOPLE, INVALID)

PEOPLE = [
    Row("network:profile", get=SIGNED_IN, post=INVALID),
    Row("network:second_factor", get=dict.fromkeys(SIGNED_IN, FOUND), before_second_factor=True),
    Row("network:people_list", get=KEEPERS_OF_PEOPLE, post=KEEPERS_OF_PEOPLE),
    Row("network:people_invite", get=KEEPERS_OF_PEOPLE, post=REJECTED),
    Row("network:person_detail", args=PERSON, get=KEEPERS_OF_PEOPLE),
    Row("network:person_give_role", args=PERSON, post=REJECTED),
    Row("network:person_take_role", args=PERSON, post=REJECTED),
    Row("network:person_districts", args=PERSON, post=REJECTED),
    Row("network:person_block", args=PERSON, post=CHANGED),
    Row("network:person_unblock", args=PERSON, post=CHANGED),
    Row("network:person_forget_second_factor", args=PERSON, post=CHANGED),
    Row("network:invitation_accept", args=["invitation_token"], public=True, post=INVALID),
    Row(
        "network:invitation_resend",
        args=["invitation.public_id"],
        post={**CHANGED, PARTNER_ADMIN: FOUND},
        others=HIDDEN,
    ),
    Row(
        "network:invitation_withdraw",
        args=["invitation.public_id"],
        post={**CHANGED, PARTNER_ADMIN: FOUND},
        others=HIDDEN,
    ),
    Row("network:desk_people", get=[PARTNER_ADMIN]),
    Row(
        "network:desk_person_invite",
        args=["partner.slug"],
        get=[PARTNER_ADMIN],
        post=INVALID,
        others=HIDDEN,
    ),
    Row(
        "network:desk_person_remove",
        args=["partner.slug", "partner_member.public_id"],
        post={PARTNER_ADMIN: FOUND},
        others=HIDDEN,
    ),
]

KEEP_OFFERS = [PARTNER_ADMIN, COORDINATOR]
TELL_CAPACITY = [PARTNER_MEMBER, PARTNER_ADMIN, COORDINATOR]

DIRECTORY = [
    Row("network:offer_list", public=True),
    Row("network:offer_detail", args=["offer.slug"], public=True),
    Row("network:partner_list", public=True),
    Row("network:partner_detail", args=["partner.slug"], public=True),
    Row(
        "network:desk_offer_list",
        get={PARTNER_MEMBER: OK, PARTNER_ADMIN: OK, OTHER_MEMBER: OK, COORDINATOR: FOUND},
    ),
    Row("network:desk_offer_create", args=["partner.slug"], get=KEEP_OFFERS, post=INVALID),
    Row("network:desk_offer_edit", args=["offer.slug"], get=KEEP_OFFERS, post=INVALID),
    Row("network:desk_offer_publish", args=["offer.slug"], post=dict.fromkeys(KEEP_OFFERS, FOUND)),
    Row("network:desk_capacity", args=["offer.slug"], get=TELL_CAPACITY, post=INVALID),
    Row("network:desk_capacity_confirm", args=["offer.slug"], post=dict.fromkeys(TELL_CAPACITY, FOUND)),
    Row("network:desk_partner_edit", args=["partner.slug"], get=KEEP_OFFERS, post=INVALID),
    Row("network:desk_partner_pause", args=["partner.slug"], post=dict.fromkeys(KEEP_OFFERS, INVALID)),
    Row("network:desk_contacts", args=["partner.slug"], get=KEEP_OFFERS, post=INVALID),
    Row("network:manage_partner_list", get=[COORDINATOR]),
    Row("network:gap_list", get=[COORDINATOR, CORE_GROUP]),
    Row("network:gap_file", get=[COORDINATOR, CORE_GROUP]),
]

MESSAGES = [
    # Demo only, for whoever plays in it; in production these four do not exist.
    Row("network:mailbox", public=True),
    Row("network:mailbox_message", args=["mail.pk"], public=True),
    Row("network:mailbox_html", args=["mail.pk"], public=True),
    Row("network:mailbox_attachment", args=["mail.pk", "=0"], public=True),
    Row("network:delivery_list", get=[COORDINATOR]),
    Row("network:delivery_settle", args=["dead_delivery.pk"], post={COORDINATOR: FOUND}),
]

ROWS: list[Row] = [*DIRECTORY, *PEOPLE, *MESSAGES]
