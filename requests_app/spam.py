"""Robots stay out of the public forms without a puzzle, and never at the price of a real person.

A field that people do not see, the time it took to fill in, and a limit per address. Whoever looks
like a robot is asked to press the button once more; whoever sends very often is asked to call. Nothing
typed is lost, and with the cache away there is no limit (and an alert), not a closed door.
"""

import hashlib
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

import structlog
from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network.accounts.client_address import client_address

logger = structlog.get_logger(__name__)

STARTED_SALT = "requests.form-started"
# Nobody reads and fills in a form in less.
SHORTEST_SECONDS = 3


class TrapForm(forms.Form):
    """What stands hidden beside a public form: a box no person fills in, and when the page was made."""

    website = forms.CharField(
        required=False,
        max_length=200,
        label=_("Laat dit vak leeg"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    started = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def looks_like_robot(self) -> bool:
        """Whether the trap closed; a person who says so once more (`sure`) is believed."""
        if not self.is_valid():
            return True
        if self.cleaned_data["sure"]:
            return False
        return bool(self.cleaned_data["website"]) or seconds_since(self.cleaned_data["started"]) < (
            SHORTEST_SECONDS
        )


def started_now() -> str:
    return signing.dumps(int(time.time()), salt=STARTED_SALT)


def seconds_since(started: str) -> float:
    """How long ago the page was made; a mark that is missing or forged counts as long ago.

    Somebody with an old page or a strict browser must not be kept out.
    """
    try:
        return time.time() - signing.loads(started, salt=STARTED_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return float("inf")


@dataclass(frozen=True)
class Limit:
    """At most `number` times in `seconds`, counted in fixed windows."""

    name: str
    number: int
    seconds: int


def is_over(limit: Limit, who: str) -> bool:
    """Count one more for `who` and say whether that is too often. Without a cache nobody is stopped."""
    window = int(time.time()) // limit.seconds
    # Addresses are not kept in the cache as they are: only a mark that ends with the window.
    mark = hashlib.blake2b(f"{who}:{settings.SECRET_KEY}".encode(), digest_size=12).hexdigest()
    key = f"limit:{limit.name}:{window}:{mark}"
    try:
        cache.add(key, 0, timeout=limit.seconds)
        return cache.incr(key) > limit.number
    except Exception as error:
        # Fails open on purpose: a cache that is away must not keep out somebody who needs help.
        logger.error("limit.cache_away", limit=limit.name, error=type(error).__name__)
        return False


def is_over_for_address(limits: tuple[Limit, Limit], request: HttpRequest) -> bool:
    """Both limits, the first per address and the second per network (/24, /56); both are counted."""
    address = client_address(request)
    per_address, per_network = limits
    over = [is_over(per_address, address), is_over(per_network, network_of(address))]
    return any(over)


def network_of(address: str) -> str:
    prefix = 24 if ip_address(address).version == 4 else 56
    return str(ip_network(f"{address}/{prefix}", strict=False))
