"""Designs as rows, and as plans that can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.redrawing.blocks import Blocks
from gridwarden.grids.domain.redrawing.draft import Draft, Header
from gridwarden.grids.domain.redrawing.shares import shares_of
from gridwarden.grids.domain.redrawing.todays import in_todays
from gridwarden.grids.domain.seamless import GridShape
from gridwarden.grids.models import DesignBlock, DesignGrid, Grid, PlanDesign
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries.days import day_of
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gridwarden.grids.domain.redrawing.shares import GridShare
    from gridwarden.platform.access import Actor

#: States in which there are grids to look at.
WITH_PLAN = (DesignState.DONE, DesignState.PUBLISHED)
#: Land that lies otherwise by less than this lies as before: corners are rounded.
_SAME_M2 = 5.0
#: Nobody compares more.
MOST_SHOWN = 20


class NoDesign(NotFound):
    """There is no such design, or it is none of the actor's business."""

    code = "no_design"


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignRow:
    """A design as lists and the API show it; ``figures`` are empty until it is done."""

    id: int
    name: str
    seed: int
    params: dict[str, Any]
    wishes: dict[str, Any]
    state: DesignState
    progress: int
    step: str
    is_stop_asked: bool
    failure: str
    figures: dict[str, Any]
    bounds: dict[str, Any]
    today: dict[str, Any]
    revision: int
    made_by: str
    made_at: datetime
    published_from: date | None

    @property
    def is_in_work(self) -> bool:
        """Whether the machine still has to finish it."""
        return self.state.is_in_work

    @property
    def is_editable(self) -> bool:
        """Whether a hand may change it."""
        return self.state is DesignState.DONE

    @property
    def has_plan(self) -> bool:
        """Whether there is something to show on a map."""
        return self.state in WITH_PLAN

    @property
    def lower_bound(self) -> int:
        """Return how many grids any plan needs at least."""
        return sum(int(bound["least"]) for bound in self.bounds.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignGridRow:
    """A grid of a design."""

    code: str
    grid_class: str
    patrol_mode: str
    area_m2: float
    diameter_m: float
    load_minutes: float
    geometry: Any = field(repr=False)


def visible_to(actor: Actor) -> QuerySet[PlanDesign]:
    """Return the designs that ``actor`` may know: those of their district, if they may edit it."""
    if not actor.may(Permission.TERRITORY_EDIT):
        return PlanDesign.objects.none()
    kept = PlanDesign.objects.exclude(state=DesignState.DISCARDED.value)
    return kept if actor.district_id is None else kept.filter(district_id=actor.district_id)


def rows(actor: Actor) -> list[DesignRow]:
    """Return the newest designs; one statement."""
    return [row_of(one) for one in visible_to(actor).select_related("made_by").order_by("-made_at", "-pk")[:MOST_SHOWN]]


def one(actor: Actor, design_id: int) -> DesignRow:
    """Return a design that ``actor`` may know; one statement."""
    found = visible_to(actor).select_related("made_by").filter(pk=design_id).first()
    if found is None:
        raise NoDesign("There is no such design.")
    return row_of(found)


def grids_of(actor: Actor, design_id: int) -> list[DesignGridRow]:
    """Return the grids of a design in the order of their codes; two statements."""
    found = DesignGrid.objects.filter(design_id=one(actor, design_id).id).order_by("code")
    return [grid_row(grid) for grid in found]


def grid_row(grid: DesignGrid) -> DesignGridRow:
    """Return a stored grid as a row."""
    return DesignGridRow(
        code=grid.code,
        grid_class=grid.grid_class,
        patrol_mode=grid.patrol_mode,
        area_m2=grid.area_m2,
        diameter_m=grid.diameter_m,
        load_minutes=grid.load_minutes,
        geometry=to_shapely(grid.geom),
    )


def draft(design: PlanDesign) -> Draft:
    """Return a design as a plan of blocks; two statements."""
    rows = list(DesignBlock.objects.filter(design=design).order_by("number"))
    shapes = shapely.from_wkb([bytes(row.geom.wkb) for row in rows])
    edges = np.array([(row.number, *edge) for row in rows for edge in row.neighbours], dtype=np.float64).reshape(-1, 6)
    headers = tuple(
        Header(code, GridClass(grid_class), PatrolMode(mode))
        for code, grid_class, mode in DesignGrid.objects.filter(design=design)
        .order_by("code")
        .values_list("code", "grid_class", "patrol_mode")
    )
    number = {header.code: position for position, header in enumerate(headers)}
    blocks = Blocks(
        plane=Plane(design.district.plane_srid),
        shapes=shapes,
        area_m2=np.array([row.area_m2 for row in rows]),
        minutes=np.array([row.load_minutes for row in rows]),
        allowed=tuple(row.allowed for row in rows),
        pairs=edges[:, :2].astype(np.int64),
        border_m=edges[:, 2],
        drawn_m=edges[:, 3],
        crossings=edges[:, 4],
        pair_minutes=edges[:, 5],
    )
    return Draft(blocks, np.array([number[row.grid_code] for row in rows], dtype=np.int64), headers)


def visible_draft(actor: Actor, design_id: int) -> Draft:
    """Return a design that ``actor`` may know as a plan of blocks."""
    found = visible_to(actor).select_related("district").filter(pk=design_id).first()
    if found is None or DesignState(found.state).is_in_work:
        raise NoDesign("There is no such design.")
    return draft(found)


def shares(actor: Actor, design_id: int, at: datetime) -> dict[str, GridShare]:
    """Return by code what each grid of a design contributes to its figures; four statements."""
    plan = visible_draft(actor, design_id)
    design = visible_to(actor).only("district_id").get(pk=design_id)
    grids = todays(design.district_id, at)
    codes = [*(grid.code for grid in grids), ""]
    today = [codes[number] for number in in_todays(plan.blocks, grids)] if grids else None
    return dict(zip((grid.code for grid in plan.grids), shares_of(plan, today), strict=True))


def grid_shapes(design_id: int) -> list[GridShape]:
    """Return the grids of a design as the grids of a plan; one statement."""
    found = DesignGrid.objects.filter(design=design_id).order_by("code")
    return [GridShape(grid.code, grid.grid_class, grid.patrol_mode, to_shapely(grid.geom)) for grid in found]


def todays(district_id: int, at: datetime | date) -> list[GridShape]:
    """Return the grids in force on a day; one statement."""
    grids = Grid.objects.on(day_of(at)).filter(district=district_id).order_by("code")
    return [GridShape(grid.code, grid.grid_class, grid.patrol_mode, to_shapely(grid.geom)) for grid in grids]


def is_in_force(design: PlanDesign, at: datetime | date) -> bool:
    """Whether the grids of a design are those of a day already: codes, classes, patrols and land; two statements."""
    in_force = {one.code: one for one in todays(design.district_id, at)}
    drawn = list(DesignGrid.objects.filter(design=design))
    if {one.code for one in drawn} != set(in_force):
        return False
    plane = Plane(design.district.plane_srid)
    return all(_is_the_same(one, in_force[one.code], plane) for one in drawn)


def is_in_force_already(actor: Actor, design_id: int, at: datetime) -> bool:
    """Whether the plan of a design that ``actor`` may know is the one in force; three statements."""
    design = visible_to(actor).select_related("district").get(pk=design_id)
    return is_in_force(design, at)


def _is_the_same(drawn: DesignGrid, other: GridShape, plane: Plane) -> bool:
    if (drawn.grid_class, drawn.patrol_mode) != (other.grid_class, other.patrol_mode):
        return False
    between = to_shapely(drawn.geom).symmetric_difference(other.geometry)
    return between.is_empty or plane.area_m2(between) < _SAME_M2


def row_of(found: PlanDesign) -> DesignRow:
    """Return a stored design as a row."""
    return DesignRow(
        id=found.pk,
        name=found.name,
        seed=found.seed,
        params=found.params,
        wishes=found.wishes,
        state=DesignState(found.state),
        progress=found.progress,
        step=found.step,
        is_stop_asked=found.is_stop_asked,
        failure=found.failure,
        figures=found.figures,
        bounds=found.bounds,
        today=found.today,
        revision=found.revision,
        made_by="" if found.made_by is None else found.made_by.display_name,
        made_at=found.made_at,
        published_from=found.published_from,
    )
