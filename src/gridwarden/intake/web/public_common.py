"""What the pages for people without an account share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now as _clock

from gridwarden.platform.accounts.addresses import network_of
from gridwarden.platform.api.limits import Limit, spend

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Looks at codes from one address; guessing one of 30^10 codes takes for ever at this pace.
LOOKS = Limit(name="track", uses=60, per_s=3600)
#: Pages and files of the public map from one address.
READS = Limit(name="public", uses=1200, per_s=3600)
#: Addresses looked up while somebody types.
LOOKUPS = Limit(name="public-places", uses=600, per_s=3600)
FILES = Limit(name="public-file", uses=30, per_s=3600)


def count(limit: Limit, request: HttpRequest) -> None:
    """Count one use by whoever asks."""
    spend(limit, network_of(request), at=_clock())


def discreet(response: HttpResponse) -> HttpResponse:
    """Keep a code out of other sites and of search engines."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
