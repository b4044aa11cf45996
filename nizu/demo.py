"""Who one can be in the demo, and what to try first. Demo only: these accounts never exist in production."""

from dataclasses import dataclass

PASSWORD = "demo-nizu-2026"  # noqa: S105 (public on purpose)


@dataclass(frozen=True)
class DemoAccount:
    """`roles`: values of network.accounts.roles.Role; `districts` and `partner`: slugs in network/data."""

    email: str
    name: str
    role: str
    try_first: str
    roles: tuple[str, ...]
    districts: tuple[str, ...] = ()
    partner: str = ""


ACCOUNTS = (
    DemoAccount(
        "ambassadeur@nizu.example",
        "Aziza Benali",
        "ambassador, two districts",
        "/werkplek/: refer a request",
        roles=("ambassador",),
        districts=("overvecht", "noordwest"),
    ),
    DemoAccount(
        "ambassadeur2@nizu.example",
        "Joost van Dam",
        "ambassador, the others",
        "/werkplek/: the city's queue",
        roles=("ambassador",),
        districts=(
            "west",
            "noordoost",
            "oost",
            "binnenstad",
            "zuid",
            "zuidwest",
            "leidsche-rijn",
            "vleuten-de-meern",
        ),
    ),
    DemoAccount(
        "partner@nizu.example",
        "Marieke Hoekstra",
        "partner admin, Handjehelpen",
        "/balie/: accept a referral",
        roles=("partner_member", "partner_admin"),
        partner="handjehelpen",
    ),
    DemoAccount(
        "partner2@nizu.example",
        "Rachid Amrani",
        "partner member, Humanitas",
        "/balie/: accept or decline",
        roles=("partner_member",),
        partner="humanitas",
    ),
    DemoAccount(
        "coordinator@nizu.example",
        "Ingrid Wolters",
        "coordinator",
        "/beheer/: publish a meeting, invite people",
        roles=("coordinator",),
    ),
    DemoAccount(
        "kerngroep@nizu.example",
        "Winston Pengel",
        "core group",
        "/beheer/: what goes round in the network",
        roles=("core_group",),
    ),
    DemoAccount(
        "gemeente@nizu.example",
        "Lotte Meijer",
        "municipality",
        "/agenda/: what the network does; figures follow",
        roles=("municipality",),
    ),
    DemoAccount(
        "beheer@nizu.example",
        "Theo Kramer",
        "technical keeper (superuser)",
        "/admin/",
        roles=("keeper",),
    ),
)

FIRST_WALK = (
    "Ask for help in your own words on /hulp-vragen/ (no account needed).",
    "Sign in as ambassadeur@nizu.example, open the request and refer it to a partner.",
    "Read the partner's mail in /postvak/, accept by its link, sign in as that partner and report.",
)


def welcome(address: str) -> str:
    """What the terminal shows when the portal runs."""
    width = max(len(account.email) for account in ACCOUNTS)
    roles = max(len(account.role) for account in ACCOUNTS)
    lines = [
        "",
        f"  The NIZU portal runs at  {address}",
        "",
        f"  Demo accounts, all with password {PASSWORD}:",
        *(f"    {one.email:<{width}}  {one.role:<{roles}}  {one.try_first}" for one in ACCOUNTS),
        "",
        "  Try first:",
        *(f"    {number}. {step}" for number, step in enumerate(FIRST_WALK, start=1)),
        "",
        f"  All mail stays here: {address}/postvak/    Ctrl-C stops; `make reset` forgets the data.",
        "",
    ]
    return "\n".join(lines)
