"""Limits are counted per visitor: nobody writes an address of their own choice, nobody shares the proxy's."""

import pytest
from django.test import RequestFactory

from network.accounts.client_address import client_address

OUTSIDE = "203.0.113.7"


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        ([], OUTSIDE, "", OUTSIDE),
        ([], OUTSIDE, "198.51.100.1", OUTSIDE),  # a visitor who writes the header is not believed
        (["10.0.0.1"], "10.0.0.1", OUTSIDE, OUTSIDE),
        (["10.0.0.1"], "10.0.0.1", f"198.51.100.1, {OUTSIDE}", OUTSIDE),  # the first part is the visitor's
        (["10.0.0.0/8"], "10.0.0.1", f"{OUTSIDE}, 10.2.3.4", OUTSIDE),  # two proxies of ours
        (["10.0.0.1"], "10.0.0.1", "", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "unknown", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "[2001:db8::7]", "2001:db8::7"),
        (["127.0.0.1"], "", OUTSIDE, OUTSIDE),  # a proxy through a unix socket
        ([], "", OUTSIDE, "127.0.0.1"),
    ],
)
def test_client_address_is_the_last_hop_outside_our_proxies(settings, proxies, peer, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})

    assert client_address(request) == expected
