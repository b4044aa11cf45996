"""What to show at once to somebody whose words point at danger."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.models import ReferralTarget
from requests_app.matching.danger import find_danger

# Which number the notice puts first.
FIRST_NUMBER = {
    "suicide": "suicide",
    "violence": "violence",
    "child-in-danger": "child",
    "113": "suicide",
    "veilig-thuis": "violence",
}


@dataclass(frozen=True)
class UrgentHelp:
    """Where to call now: `kind` chooses the first number of the notice, `targets` say in words what to do."""

    kind: str
    targets: list[ReferralTarget]


def find_urgent_help(text: str) -> UrgentHelp | None:
    """Whom to call when the words point at danger, most pressing first; None when they do not."""
    dangers = find_danger(text) if text.strip() else []
    if not dangers:
        return None
    codes = dict.fromkeys(code for danger in dangers for code in danger.refer_to)
    return UrgentHelp(kind=FIRST_NUMBER.get(dangers[0].kind, "medical"), targets=_targets(list(codes)))


def urgent_help_for(codes: Sequence[str]) -> UrgentHelp:
    """The same for a request whose danger was recognised when it came in."""
    kind = FIRST_NUMBER.get(codes[0], "medical") if codes else "medical"
    return UrgentHelp(kind=kind, targets=_targets(codes))


def _targets(codes: Sequence[str]) -> list[ReferralTarget]:
    found = {target.code: target for target in ReferralTarget.objects.filter(code__in=codes)}
    return [found[code] for code in codes if code in found]
