"""The live map of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.states import OPEN
from gridwarden.cases.labels import STATES
from gridwarden.cases.queries import points
from gridwarden.cases.queries.filters import CaseFilter, read
from gridwarden.console.labels import INDICATORS
from gridwarden.console.queries.indicators import offered
from gridwarden.grids.queries import districts
from gridwarden.patrols.labels import STATE_TONES
from gridwarden.patrols.queries.movers import may_follow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.maps.config import MapConfig

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.queries.rows import CaseRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest


#: The stream of what moves (``config.asgi``).
MOVERS = "/movers/"
#: What in the page's address speaks of the page and not of the cases on it.
_OF_THE_PAGE = ("device", "around", "colour")


@require_safe
@needs(Permission.TERRITORY_SEE)
def live_map(request: ActingRequest) -> HttpResponse:
    """Show the district with its open cases and everything that moves, as it moves.

    ``?device=`` opens the card of a device, ``?around=`` the surroundings of a case, ``?colour=`` colours the grids.
    """
    asked = request.GET.copy()
    for name in _OF_THE_PAGE:
        asked.pop(name, None)
    query = asked.urlencode()
    address = reverse("console:map_cases")
    config = MapConfig(
        bounds=districts.own(request.actor).bounds,
        cases_url=f"{address}?{query}" if query else address,
    )
    values = {
        "config": config,
        "is_narrowed": bool(query),
        "cases_url": address,
        "since": latest_id(),
        "command": command_map(request.actor),
        "indicators": [(one.value, INDICATORS[one]) for one in offered(request.actor)],
        "colour": request.GET.get("colour", ""),
        "follows": may_follow(request.actor),
    }
    return render(request, "console/map.html", values)


def command_map(actor: Actor) -> dict[str, Any]:
    """Return what the script of a command map asks for, empty where the actor may not; ``0`` stands for the id."""
    follows, sees_video = may_follow(actor), actor.may(Permission.VIDEO_SEE)
    return {
        "movers": MOVERS if follows else "",
        "device": reverse("console:map_mover", args=[0]) if follows else "",
        "cameras": reverse("console:map_cameras") if sees_video else "",
        "grid": reverse("console:map_grid", args=[0]),
        "around": reverse("console:map_around", args=[0]),
        "colours": reverse("console:map_colours", args=["0"]),
        "words": {
            "around": _("Surroundings"), "from": _("{low} and more"), "between": _("{low} to {high}"),
            "below": _("below {high}"), "zero": _("none"), "unknown": _("no figure"), "camera": _("Open the camera"),
        },
        "tones": {state.value: tone or "none" for state, tone in STATE_TONES.items()},
    }  # fmt: skip


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
