"""Pages of the requests app."""

from tests.access.table import (
    AMBASSADOR,
    COORDINATOR,
    FOUND,
    HIDDEN,
    INVALID,
    OK,
    OTHER_AMBASSADOR,
    OTHER_MEMBER,
    PARTNER_ADMIN,
    PARTNER_MEMBER,
    Row,
)

# --- The ambassador's workplace ------------------------------------------------------------------
AMBASSADORS = [AMBASSADOR, OTHER_AMBASSADOR]
REQUEST = ["help_request.public_id"]
NEED = [*REQUEST, "help_request_need.position"]


def own_district(status: int) -> dict:
    """The ambassador of the district gets `status`; for a colleague the request does not exist."""
    return {AMBASSADOR: status, OTHER_AMBASSADOR: HIDDEN}


WORKPLACE = [
    Row("requests:workplace", get=AMBASSADORS),
    Row("requests:help_request_list", get=AMBASSADORS),
    Row("requests:help_request_assign", post=dict.fromkeys(AMBASSADORS, FOUND)),
    Row("requests:call_back_list", get=AMBASSADORS),
    Row("requests:stand_in_list", get=AMBASSADORS, post=dict.fromkeys(AMBASSADORS, INVALID)),
    Row("requests:stand_in_remove", args=["stand_in.pk"], post=own_district(FOUND)),
    Row("requests:help_request_search", post=dict.fromkeys(AMBASSADORS, FOUND)),
    Row("requests:saved_view_add", post=dict.fromkeys(AMBASSADORS, FOUND)),
    Row("requests:saved_view_remove", args=["saved_view.pk"], post=dict.fromkeys(AMBASSADORS, FOUND)),
    Row("requests:help_request_new", get=AMBASSADORS, post=dict.fromkeys(AMBASSADORS, INVALID)),
    Row("requests:intake_at_desk", get=dict.fromkeys(AMBASSADORS, FOUND)),
    Row("requests:draft_save", args=REQUEST, post=dict.fromkeys(AMBASSADORS, OK)),
    Row("requests:help_request_detail", args=REQUEST, get=own_district(OK)),
    Row("requests:help_request_card", args=REQUEST, get=own_district(OK)),
    Row("requests:help_request_facts", args=REQUEST, get=own_district(OK), post=own_district(INVALID)),
    *(
        Row(f"requests:help_request_{step}", args=REQUEST, post=own_district(status))
        for step, status in {
            "claim": FOUND,
            "hand_over": FOUND,
            "release": FOUND,
            "plan": INVALID,
            "note": INVALID,
            "contact": INVALID,
            "danger": INVALID,
            "consent": FOUND,
            "take_back": FOUND,
            "merge": FOUND,
            "referrer": FOUND,
        }.items()
    ),
    Row("requests:need_add", args=REQUEST, post=own_district(INVALID)),
    Row("requests:need_categories", args=NEED, post=own_district(FOUND)),
    Row("requests:need_close", args=NEED, post=own_district(INVALID)),
    Row("requests:need_reopen", args=NEED, post=own_district(FOUND)),
    Row("requests:need_why_not", args=NEED, get=own_district(OK)),
    Row(
        "requests:need_refer",
        args=[*NEED, "offer.public_id"],
        get=own_district(OK),
        post=own_district(INVALID),
    ),
    Row(
        "requests:referral_withdraw",
        args=[*REQUEST, "help_request_referral.public_id"],
        post=own_district(FOUND),
    ),
    Row(
        "requests:referral_answer",
        args=[*REQUEST, "help_request_referral.public_id"],
        post=own_district(FOUND),
    ),
]


# --- The doors: residents, professionals, the partner's desk --------------------------------------
NO_DRAFT = ["=00000000-0000-4000-8000-000000000000"]
RESIDENT_PAGE = ["help_request.link_code"]
REFERRAL = ["help_request_referral.public_id"]


def own_partner(status: int) -> dict:
    """Who handles referrals there gets `status`; for others with a desk the referral does not exist."""
    return {PARTNER_MEMBER: status, PARTNER_ADMIN: HIDDEN, OTHER_MEMBER: HIDDEN}


DOORS = [
    Row("requests:intake", public=True, get=FOUND),
    Row("requests:intake_step", args=[*NO_DRAFT, "=vraag"], public=True, post=INVALID),
    Row("requests:intake_keep", args=[*NO_DRAFT, "=vraag"], public=True, post_only=True, post=OK),
    Row("requests:intake_receipt", args=NO_DRAFT, public=True, get=HIDDEN),
    Row("requests:intake_card", args=NO_DRAFT, public=True, get=HIDDEN),
    Row("requests:professional", public=True, post=INVALID),
    Row("requests:professional_receipt", public=True, get=FOUND),
    Row("requests:professional_leave", public=True, post_only=True, post=FOUND),
    Row("requests:resident_find", public=True, post=INVALID),
    Row("requests:resident", args=RESIDENT_PAGE, public=True),
    # What changes something asks for the one-time code first: back to the page.
    Row(
        "requests:resident_act", args=[*RESIDENT_PAGE, "=verbeteren"], public=True, post_only=True, post=FOUND
    ),
    Row("requests:signed_link", args=["partners_token"], public=True, post=OK),
    Row("requests:desk", get=[PARTNER_MEMBER, PARTNER_ADMIN, OTHER_MEMBER]),
    Row("requests:desk_referral", args=REFERRAL, get=own_partner(OK)),
    Row("requests:desk_step", args=[*REFERRAL, "=afwijzen"], post=own_partner(INVALID)),
]

MANAGE = [
    Row("requests:choice_report", get=[COORDINATOR]),
    Row("requests:known_domain_list", get=[COORDINATOR], post={COORDINATOR: INVALID}),
    Row("requests:known_domain_remove", args=["known_domain.pk"], post={COORDINATOR: FOUND}),
]

ROWS: list[Row] = [*WORKPLACE, *DOORS, *MANAGE]
