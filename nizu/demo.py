"""Who one can be in the demo, and what to try first. Demo only: these accounts never exist in production."""

from dataclasses import dataclass

PASSWORD = "demo-nizu-2026"  # noqa: S105 (public on purpose)


@dataclass(frozen=True)
class DemoAccount:
    email: str
    role: str
    try_first: str


ACCOUNTS = (
    DemoAccount("ambassadeur@nizu.example", "ambassador, two districts", "/werkplek/: refer a request"),
    DemoAccount("ambassadeur2@nizu.example", "ambassador, the others", "/werkplek/: the city's queue"),
    DemoAccount("partner@nizu.example", "partner admin, Handjehelpen", "/balie/: accept a referral"),
    DemoAccount("partner2@nizu.example", "partner member, Humanitas", "/balie/: accept or decline"),
    DemoAccount("coordinator@nizu.example", "coordinator", "/beheer/: publish a meeting, invite people"),
    DemoAccount("kerngroep@nizu.example", "core group", "/beheer/: what goes round in the network"),
    DemoAccount("gemeente@nizu.example", "municipality", "/cijfers/: figures without personal data"),
    DemoAccount("beheer@nizu.example", "technical keeper (superuser)", "/admin/"),
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
