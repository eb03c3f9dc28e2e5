"""Vector tiles for the maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from gridwarden.grids.queries import tiles
from gridwarden.grids.queries.tiles import NoTile
from gridwarden.platform.accounts.decorators import login_needed

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.accounts.requests import ActingRequest

_CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
_TAG = re.compile(r'"(\d+)/([\d-]+)"')


@require_safe
@gzip_page
@login_needed
def tile(request: ActingRequest, layer: str, zoom: int, x: int, y: int) -> HttpResponse:
    """Answer one tile of the actor's district, today's or that of ``?on=``; 304 when the browser has it.

    Contractors and shop keepers find their way on the same map as everybody else.
    """
    if request.actor.district_id is None:
        raise NoTile("There is no district for you yet.")
    day = _day(request)
    found = tiles.tile(request.actor.district_id, layer, (zoom, x, y), day, known=_known(request, day))
    if found.content is None:
        answer = HttpResponse(status=304)
    elif not found.content:
        answer = HttpResponse(status=204)
    else:
        answer = HttpResponse(found.content, content_type=_CONTENT_TYPE)
    answer["ETag"] = f'"{found.version}/{day.isoformat()}"'
    # The browser keeps the tile but asks each time whether the territory has changed: that costs a millisecond.
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _day(request: ActingRequest) -> date:
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        raise NoTile("There is no such day.") from None


def _known(request: ActingRequest, day: date) -> int | None:
    """Return the version that the browser has of this tile and day, if it says so."""
    for version, of_day in _TAG.findall(request.headers.get("If-None-Match", "")):
        if of_day == day.isoformat():
            return int(version)
    return None
