"""Whose address a request comes from: limits are counted per visitor, not per proxy."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# A proxy on the same machine that speaks through a unix socket has no address.
UNIX_SOCKET = "127.0.0.1"


def client_address(request: HttpRequest) -> str:
    """The visitor's own address: the last hop that is not one of our proxies.

    X-Forwarded-For is read from the end, because only what our own proxies (TRUSTED_PROXIES, addresses
    or networks) added can be believed; what stands before that was written by the visitor.
    """
    address = request.META.get("REMOTE_ADDR") or UNIX_SOCKET
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_our_proxy(address) and hops:
        hop = _clean(hops.pop())
        if hop is None:
            break
        address = hop
    return address


def _is_our_proxy(address: str) -> bool:
    return any(ip_address(address) in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)


def _clean(hop: str) -> str | None:
    """None for what is not an address, such as `unknown` or an empty header."""
    try:
        return str(ip_address(hop.strip().strip("[]")))
    except ValueError:
        return None
