"""What a click on the command map tells: a grid, a vehicle or a person, the surroundings of a case, the alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.console.labels import INDICATORS
from gridwarden.console.queries.indicators import SHARES, Figures, Indicator, figures, offered
from gridwarden.console.queries.surroundings import RADIUS_M, around
from gridwarden.grids.queries import grids
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.labels import ALARM_KINDS, KINDS, STATE_TONES, STATES
from gridwarden.patrols.queries import alarms, devices
from gridwarden.patrols.queries.alarms import AlarmFilter
from gridwarden.patrols.queries.overview import of_device
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.refusals import NotFound
from gridwarden.video.queries import sources
from gridwarden.workforce.queries import duty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.video.queries.sources import SourceRow


class NoIndicator(NotFound):
    """There is no such figure to colour grids by, or it is none of the actor's business."""

    code = "no_indicator"


@require_safe
@needs(Permission.TERRITORY_SEE)
def colours(request: ActingRequest, name: str) -> JsonResponse:
    """Return a figure of every grid, where its colours change, and whether more of it is better."""
    indicator = next((one for one in offered(request.actor) if one == name), None)
    if indicator is None:
        raise NoIndicator("There is no such figure to colour grids by.")
    found = figures(request.actor, indicator, timezone.now())
    answer = {
        "values": found.values,
        "steps": list(found.steps),
        "more_is_better": indicator in SHARES,
        "day": found.day.isoformat(),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_safe
@needs(Permission.TERRITORY_SEE)
def grid_card(request: ActingRequest, grid_id: int) -> HttpResponse:
    """Show a grid: who is on duty, and every figure, each leading to what it counts."""
    row, now = grids.one(request.actor, grid_id), timezone.now()
    every = [figures(request.actor, indicator, now) for indicator in offered(request.actor)]
    lines = [(INDICATORS[one.indicator], one.of(grid_id), _behind(one, row.code, grid_id)) for one in every]
    values = {"row": row, "lines": lines, "on_duty": duty.on_duty(grid_id, now)}
    return render(request, "console/_map_grid.html", values)


@require_safe
@needs(Permission.DEVICE_SEE)
def mover_card(request: ActingRequest, device_id: int) -> HttpResponse:
    """Show a vehicle or a person on patrol, with what can be done about it from the map."""
    live, row = of_device(request.actor, device_id), devices.one(request.actor, device_id)
    is_vehicle = row.kind is DeviceKind.VEHICLE
    values = {
        "row": row,
        "live": live,
        "title": row.name if is_vehicle else live.name,
        "kind": KINDS[row.kind],
        "state": STATES[live.state] if live.state else "",
        "tone": STATE_TONES[live.state] if live.state else "",
        "may_speak": is_vehicle and request.actor.may(Permission.DEVICE_COMMAND),
        "back": f"{reverse('console:map')}?device={row.id}",
    }
    return render(request, "console/_map_mover.html", values)


@require_safe
@needs(Permission.TERRITORY_SEE)
def surroundings(request: ActingRequest, case_id: int) -> HttpResponse:
    """Show what lies around a case, and who could come."""
    found = around(request.actor, case_id, timezone.now())
    people = [(one, STATES[one.state], STATE_TONES[one.state]) for one in found.people]
    may_call = CaseState(found.case.state) in OPEN and request.actor.may(Permission.DEVICE_COMMAND)
    values = {"found": found, "people": people, "radius": RADIUS_M, "may_call": may_call}
    return render(request, "console/_map_around.html", values)


@require_safe
@needs(Permission.DEVICE_SEE)
def alarm_list(request: ActingRequest) -> HttpResponse:
    """Show the alarms that go on, the latest first."""
    page = alarms.page(request.actor, AlarmFilter(going_on=True))
    values = {"rows": [(row, ALARM_KINDS[row.kind]) for row in page.rows], "count": alarms.going_on(request.actor)}
    return render(request, "console/_map_alarms.html", values)


@require_safe
@needs(Permission.VIDEO_SEE)
def cameras(request: ActingRequest) -> JsonResponse:
    """Return the cameras that have a place, as points of the map."""
    return JsonResponse({"type": "FeatureCollection", "features": _points(sources.on_map(request.actor))})


def _points(rows: Iterable[SourceRow]) -> list[dict[str, object]]:
    return [
        {
            "type": "Feature", "id": row.id, "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {"name": row.name, "href": reverse("video:source", args=[row.id])},
        }
        for row in rows
    ]  # fmt: skip


def _behind(found: Figures, code: str, grid_id: int) -> str:
    """Return the page that lists what a grid's figure counts."""
    wanted = found.cases_of(grid_id)
    if wanted is not None:
        return f"{reverse('cases:list')}?{wanted.query}"
    if found.indicator is Indicator.ALARMS:
        return f"{reverse('patrols:alarms')}?grid={code}&day={found.day.isoformat()}"
    return reverse("patrols:coverage_grid", args=[found.day, grid_id]) if grid_id in found.values else ""
