"""What the pages for people without an account share."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.utils.timezone import now as _clock

from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.api.limits import Limit, spend

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Looks at codes from one address; guessing one of 30^10 codes takes for ever at this pace.
LOOKS = Limit(name="track", uses=60, per_s=3600)
#: Pages and files of the public map from one address.
READS = Limit(name="public", uses=1200, per_s=3600)
FILES = Limit(name="public-file", uses=30, per_s=3600)
_IPV6_BITS = 64


def network_of(request: HttpRequest) -> str:
    """Return who is counted: an address, or the net of one household where addresses are endless (IPv6)."""
    address = client_address(request)
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if one.version == 4 else str(ipaddress.ip_network((one, _IPV6_BITS), strict=False))  # noqa: PLR2004


def count(limit: Limit, request: HttpRequest) -> None:
    """Count one use by whoever asks."""
    spend(limit, network_of(request), at=_clock())


def discreet(response: HttpResponse) -> HttpResponse:
    """Keep a code out of other sites and of search engines."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
