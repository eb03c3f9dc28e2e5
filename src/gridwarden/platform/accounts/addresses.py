"""From which address a request really comes."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

#: What a provider gives to one household.
HOUSEHOLD_BITS = 64
#: Reported when the server tells no usable address, as for a unix socket.
UNKNOWN = "0.0.0.0"  # noqa: S104 - a value to store, nothing is bound to it


def client_address(request: HttpRequest) -> str:
    """Return the address of the caller, counted from our own proxies backwards.

    With ``PROXY_COUNT`` trusted proxies in front, the caller is that many entries from the end of
    ``X-Forwarded-For``; whatever stands before was written by the caller and is not believed.
    """
    trusted: int = settings.PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if trusted > 0 and len(hops) >= trusted:
        return _usable(hops[-trusted])
    return _usable(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """Return who is counted: an address, or the net of one household where addresses are endless (IPv6)."""
    address = ipaddress.ip_address(client_address(request))
    if address.version == 4:  # noqa: PLR2004 - the two versions are known by heart
        return str(address)
    return str(ipaddress.ip_network((address, HOUSEHOLD_BITS), strict=False))


def _usable(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return UNKNOWN
