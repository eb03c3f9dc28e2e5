"""Places by name, for people without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from gridwarden.grids.queries import places as gazetteer
from gridwarden.intake.queries import terms
from gridwarden.intake.web.public_common import LOOKUPS, count

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest

#: So many fit under a field on a phone.
_MOST = 6
#: What nobody types into one line is not looked for.
_LONGEST = 60


@require_safe
def places(request: ActingRequest, code6: str) -> JsonResponse:
    """Answer places of the district that an address may mean: labels and degrees of CGCS2000, nothing else."""
    count(LOOKUPS, request)
    place = terms.place(code6)
    typed = request.GET.get("q", "")[:_LONGEST]
    found = gazetteer.search(place.id, typed, _MOST)
    response = JsonResponse(
        [{"label": row.label, "lon": row.lon, "lat": row.lat} for row in found],
        safe=False,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = "private, max-age=60"
    return response
