"""Put plans of blocks into the tables of their design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.redrawing.figures import figures_of
from gridwarden.grids.domain.redrawing.todays import in_todays
from gridwarden.grids.models import DesignBlock, DesignGrid, DesignRoad
from gridwarden.grids.models.conversion import to_polygons, to_stored
from gridwarden.grids.queries import designs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.grids.domain.design import RoadPlan
    from gridwarden.grids.domain.redrawing.draft import Draft
    from gridwarden.grids.domain.redrawing.figures import PlanFigures
    from gridwarden.grids.models import PlanDesign


def store_grids(design: PlanDesign, draft: Draft, drawn: set[int]) -> None:
    """Store the grids of a plan: outlines of those in ``drawn``, the work of all; others vanish."""
    codes = [grid.code for grid in draft.grids]
    design.grids.exclude(code__in=codes).delete()
    rows = {grid.code: grid for grid in design.grids.defer("geom")}
    for number, header in enumerate(draft.grids):
        row = rows.get(header.code) or DesignGrid(design=design, code=header.code)
        row.grid_class, row.patrol_mode = header.grid_class.value, header.patrol_mode.value
        row.load_minutes = float(draft.minutes[number])
        if number in drawn or row.pk is None:
            _draw(row, draft, number, Plane(design.district.plane_srid))
            row.save()
        else:
            row.save(update_fields=["grid_class", "patrol_mode", "load_minutes"])


def store_figures(design: PlanDesign, draft: Draft, at: datetime) -> PlanFigures:
    """Store and return the figures of a plan."""
    figures = figures_on(design, draft, at)
    design.figures = figures.as_dict()
    design.save(update_fields=["figures"])
    return figures


def _draw(row: DesignGrid, draft: Draft, number: int, plane: Plane) -> None:
    outline = draft.outline(number)
    row.geom = to_polygons(outline)
    row.area_m2, row.diameter_m = plane.area_m2(outline), plane.diameter_m(outline)


def figures_on(design: PlanDesign, draft: Draft, at: datetime) -> PlanFigures:
    """Return the figures of a plan beside the plan of that day."""
    todays = designs.todays(design.district_id, at)
    return figures_of(draft, in_todays(draft.blocks, todays) if todays else None)


def store_roads(design: PlanDesign, roads: Sequence[RoadPlan]) -> None:
    """Store why each road has its level; a road of several stretches has one reason."""
    rows = {
        road.road: DesignRoad(
            design=design, source_key=road.road, control=road.grade.value, score=road.score, reason=road.reason[:600]
        )
        for road in roads
    }
    DesignRoad.objects.bulk_create(rows.values(), batch_size=1000)


def store_blocks(design: PlanDesign, draft: Draft) -> None:
    """Store the blocks of a plan."""
    blocks = draft.blocks
    beside: list[list[list[float]]] = [[] for _ in range(blocks.size)]
    columns = (blocks.border_m, blocks.drawn_m, blocks.crossings, blocks.pair_minutes)
    for pair, (one, two) in enumerate(blocks.pairs.tolist()):
        beside[one].append([two, *(round(float(column[pair]), 6) for column in columns)])
    rows = [
        DesignBlock(
            design=design,
            number=number,
            grid_code=draft.grids[draft.part[number]].code,
            allowed=blocks.allowed[number],
            geom=to_stored(blocks.shapes[number]),  # type: ignore[misc] # a block is one polygon
            area_m2=float(blocks.area_m2[number]),
            load_minutes=float(blocks.minutes[number]),
            neighbours=beside[number],
        )
        for number in range(blocks.size)
    ]
    DesignBlock.objects.bulk_create(rows, batch_size=1000)
