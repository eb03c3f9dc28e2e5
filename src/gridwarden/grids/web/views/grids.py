"""The list of grids, a grid's page, and its amendment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.grids.actions import plans
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.labels import GRID_CLASS_NOTES, GRID_CLASSES
from gridwarden.grids.queries import districts, grids
from gridwarden.grids.web.forms import GridForm
from gridwarden.grids.web.tables import grid_columns
from gridwarden.grids.web.tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import TILES, MapConfig
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.parts import Stat
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Table

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from gridwarden.grids.queries.grids import GridRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_SEE)
def grid_list(request: ActingRequest) -> HttpResponseBase:
    """List the grids of a day beside the map; ``?class=A`` keeps a class, ``?on=2026-01-01`` asks for a day."""
    district = districts.own(request.actor)
    day = _day(request)
    every = grids.on(district.id, day)
    wanted = request.GET.get("class", "")
    rows = [row for row in every if wanted not in GRID_CLASSES or row.grid_class == wanted]
    columns = grid_columns()
    if kind := exports.asked(request):
        return exports.answer(kind, _("Grids"), columns, rows)
    params = {name: str(value) for name, value in request.GET.items() if name in {"class", "on"}}
    values = {
        "district": district,
        "day": day,
        "is_today": day == timezone.localdate(),
        "next_day": grids.next_change(district.id, day),
        "wanted": wanted,
        "stats": _stats(every, day),
        "table": Table(columns=columns, rows=rows, caption=_("Grids"), params=params),
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases",), tiles=_tiles(day)),
        "tabs": tabs(request.actor, "list"),
        "may_edit": request.actor.may(Permission.TERRITORY_EDIT),
    }
    return render(request, "grids/list.html", values)


@require_safe
@needs(Permission.TERRITORY_SEE)
def detail(request: ActingRequest, grid_id: int) -> HttpResponse:
    """Show a grid on the map, its measures, and every version of its code."""
    grid = grids.one(request.actor, grid_id)
    district = districts.own(request.actor)
    versions = grids.versions(district.id, grid.code)
    values = {
        "grid": grid,
        "district": district,
        "note": GRID_CLASS_NOTES[grid.grid_class],
        "versions": versions,
        "newer": next((one for one in versions if one.valid_from == grid.valid_to), None),
        "map": MapConfig(
            bounds=grids.bounds(grid.id),
            grid_id=grid.id,
            hidden_layers=("cases",),
            tiles=_tiles(_day_in_force(grid)),
        ),
        "may_edit": request.actor.may(Permission.TERRITORY_EDIT) and grid.valid_to is None,
    }
    return render(request, "grids/detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def amend(request: ActingRequest, grid_id: int) -> HttpResponse:
    """Rename or reclassify a grid from a day on."""
    grid = grids.one(request.actor, grid_id)
    form = GridForm(request.POST or None, initial=_as_it_is(grid))
    if request.method == "POST" and form.is_valid():
        try:
            amended = plans.amend(by=request.actor, at=timezone.now(), grid_id=grid_id, **_wishes(form.cleaned_data))
        except (Invalid, Conflict) as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("grids:detail", args=[amended.pk]))
    values = {
        "form": form,
        "title": _("Rename or reclassify"),
        "over": f"{grid.code} {grid.name}",
        "back": reverse("grids:detail", args=[grid_id]),
        "submit": _("Save"),
    }
    return render(request, "grids/form.html", values, status=422 if form.is_bound else 200)


def _as_it_is(grid: GridRow) -> dict[str, Any]:
    return {
        "name": grid.name,
        "grid_class": grid.grid_class,
        "patrol_mode": grid.patrol_mode,
        "from_day": timezone.localdate(),
    }


def _wishes(data: dict[str, Any]) -> dict[str, Any]:
    return {
        **data,
        "grid_class": GridClass(data["grid_class"]),
        "patrol_mode": PatrolMode(data["patrol_mode"]),
    }


def _day(request: ActingRequest) -> date:
    """Return the day that the address asks for; nonsense asks for today."""
    try:
        asked = parse_date(request.GET.get("on", ""))
    except ValueError:
        asked = None
    return asked or timezone.localdate()


def _day_in_force(grid: GridRow) -> date:
    """Return today, or, for a version that does not hold today, its first day."""
    today = timezone.localdate()
    holds = grid.valid_from <= today and (grid.valid_to is None or today < grid.valid_to)
    return today if holds else grid.valid_from


def _tiles(day: date) -> str:
    """Return where the map of a day comes from."""
    return TILES if day == timezone.localdate() else f"{TILES}?on={day.isoformat()}"


def _stats(rows: tuple[GridRow, ...], day: date) -> list[Stat]:
    """Return number and area of all grids of a day and of each class."""
    on = "" if day == timezone.localdate() else f"on={day.isoformat()}"
    total_km2 = sum(row.area_m2 for row in rows) / 1e6
    stats = [
        Stat(
            label=_("Grids"),
            value=len(rows),
            hint=_("{area} sq km in all, {mean} each").format(
                area=f"{total_km2:.2f}", mean=f"{total_km2 / len(rows) if rows else 0:.2f}"
            ),
            href=f"{reverse('grids:list')}{on and '?'}{on}",
            icon="hexagons",
        )
    ]
    for grid_class, label in GRID_CLASSES.items():
        mine = [row for row in rows if row.grid_class == grid_class]
        stats.append(
            Stat(
                label=label,
                value=len(mine),
                hint=GRID_CLASS_NOTES[grid_class],
                href=f"{reverse('grids:list')}?class={grid_class}{on and '&'}{on}",
            )
        )
    return stats
