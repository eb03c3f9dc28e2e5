"""The live map of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.states import OPEN
from gridwarden.cases.labels import STATES
from gridwarden.cases.queries import points
from gridwarden.cases.queries.filters import CaseFilter, read
from gridwarden.grids.queries import districts
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.maps.config import MapConfig

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.queries.rows import CaseRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_SEE)
def live_map(request: ActingRequest) -> HttpResponse:
    """Show the district with its open cases, moving as they move."""
    query = request.GET.urlencode()
    address = reverse("console:map_cases")
    config = MapConfig(
        bounds=districts.own(request.actor).bounds,
        cases_url=f"{address}?{query}" if query else address,
    )
    values = {"config": config, "is_narrowed": bool(query), "cases_url": address, "since": latest_id()}
    return render(request, "console/map.html", values)


@require_safe
@needs(Permission.TERRITORY_SEE)
def map_cases(request: ActingRequest) -> JsonResponse:
    """Return the cases on the map; ``ids`` asks for some that have moved, and names those that are gone."""
    wanted = read(request.GET)
    if wanted == CaseFilter(ids=wanted.ids):
        wanted = CaseFilter(ids=wanted.ids, open_only=True)
    rows = points.points(request.actor, wanted, timezone.now())
    answer = points.geojson(rows, href=_href, note=_note)
    shown = {row.id for row in rows}
    answer["gone"] = [case_id for case_id in wanted.ids if case_id not in shown]
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _href(row: CaseRow) -> str:
    return reverse("cases:page", args=[row.id])


def _note(row: CaseRow) -> str:
    return f"{STATES[row.state]} · {row.unit_name}" if row.state in OPEN else str(STATES[row.state])
