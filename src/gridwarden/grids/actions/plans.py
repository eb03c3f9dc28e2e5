"""Adopt a plan of grids and amend single grids; a change opens a new version and closes the old one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.domain.drafts import GridDraft
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.events import GridPlanChanged
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_polygons, to_shapely
from gridwarden.grids.queries.days import day_of
from gridwarden.grids.queries.grids import NoGrid, visible_to
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.models import District
    from gridwarden.platform.access import Actor


class LaterPlan(Conflict):
    """Grids that begin later are already there; what lies behind them cannot change."""

    code = "later_plan"


class GridInUse(Conflict):
    """A grid that began on that very day is already referred to and cannot vanish."""

    code = "grid_in_use"


class GridClosed(Conflict):
    """The grid has ended or been followed by a newer version."""

    code = "grid_closed"


class TooEarly(Invalid):
    """A change cannot begin before the grid itself."""

    code = "before_the_grid"


@dataclass
class _Change:
    """What a plan does, while it is done."""

    district: District
    day: date
    opened: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    revised: list[int] = field(default_factory=list)
    followed: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def outcome(self) -> Outcome:
        """Count grids by what happened to their codes."""
        changed = len(self.followed) + len(self.revised)
        return Outcome(
            added=len(self.opened) - len(self.followed),
            changed=changed,
            closed=len(self.closed) - len(self.followed),
            unchanged=self.unchanged,
        )


@transaction.atomic
def adopt(
    *, by: Actor, at: datetime, district_id: int, grids: Sequence[GridDraft], from_day: date | None = None
) -> Outcome:
    """Make ``grids`` all the grids of a district from a day (today unless given) on."""
    district = editable(by, district_id)
    day = from_day or day_of(at)
    _check(district, grids)
    if Grid.objects.filter(district=district, valid_from__gt=day).exists():
        raise LaterPlan("Grids that begin later are already there.", from_day="too early")
    old = {grid.code: grid for grid in Grid.objects.on(day).filter(district=district).order_by("code")}
    change = _Change(district, day)
    wanted = {draft.code for draft in grids}
    for code, grid in old.items():
        if code not in wanted:
            _close(change, grid)
    for draft in grids:
        _bring_about(change, old.get(draft.code), draft)
    _tell(by, at, change)
    return change.outcome


@transaction.atomic
def amend(
    *,
    by: Actor,
    at: datetime,
    grid_id: int,
    from_day: date | None = None,
    name: str | None = None,
    grid_class: GridClass | None = None,
    patrol_mode: PatrolMode | None = None,
) -> Grid:
    """Rename or reclassify a grid from a day (today unless given) on; return the version of that day."""
    grid = visible_to(by).filter(pk=grid_id).first()
    if grid is None:
        raise NoGrid("There is no such grid.")
    district = editable(by, grid.district_id)
    day = from_day or day_of(at)
    grid.refresh_from_db()
    if day < grid.valid_from:
        raise TooEarly("The change cannot begin before the grid itself.", from_day="before the grid")
    if grid.valid_to is not None:
        raise GridClosed("The grid has ended or been followed by a newer version.")
    draft = replace(
        _draft(grid),
        name=grid.name if name is None else name.strip(),
        grid_class=grid_class or GridClass(grid.grid_class),
        patrol_mode=patrol_mode or PatrolMode(grid.patrol_mode),
    )
    if not draft.name:
        raise Invalid("A grid has a name.", name="missing")
    change = _Change(district, day)
    _bring_about(change, grid, draft)
    _tell(by, at, change)
    return Grid.objects.on(day).get(district=district, code=grid.code)


def _check(district: District, grids: Sequence[GridDraft]) -> None:
    boundary = to_shapely(district.boundary)
    faults = [
        Fault(rule=rule, row=row, field="code" if rule is FaultRule.DUPLICATE else "geometry", value=draft.code)
        for row, draft in enumerate(grids, start=1)
        if (rule := _broken_rule(draft, boundary, grids[: row - 1]))
    ]
    if faults:
        raise ImportRefused(faults)


def _broken_rule(draft: GridDraft, boundary: BaseGeometry, before: Sequence[GridDraft]) -> FaultRule | None:
    if any(other.code == draft.code for other in before):
        return FaultRule.DUPLICATE
    if not draft.geometry.is_valid:
        return FaultRule.INVALID_GEOMETRY
    return None if draft.geometry.intersects(boundary) else FaultRule.OUTSIDE_DISTRICT


def _bring_about(change: _Change, old: Grid | None, draft: GridDraft) -> None:
    """Make the grid of a code what the draft says: leave it, correct it, or let a new version follow."""
    if old is None:
        change.opened.append(_open(change, draft).pk)
    elif _is_as_drafted(old, draft):
        change.unchanged += 1
    elif old.valid_from == change.day:
        _describe(old, change.district, draft).save()
        change.revised.append(old.pk)
    else:
        _close(change, old)
        new = _open(change, draft)
        change.opened.append(new.pk)
        change.followed[str(old.pk)] = new.pk


def _close(change: _Change, grid: Grid) -> None:
    """End a grid; one that began on that very day never was."""
    change.closed.append(grid.pk)
    if grid.valid_from < change.day:
        Grid.objects.filter(pk=grid.pk).update(valid_to=change.day)
        return
    try:
        Grid.objects.filter(pk=grid.pk).delete()
    except (ProtectedError, RestrictedError):
        raise GridInUse(f"Grid {grid.code} is already in use.", from_day="same day") from None


def _open(change: _Change, draft: GridDraft) -> Grid:
    grid = Grid(district=change.district, code=draft.code, valid_from=change.day)
    _describe(grid, change.district, draft).save()
    return grid


def _describe(grid: Grid, district: District, draft: GridDraft) -> Grid:
    plane = Plane(district.plane_srid)
    grid.name = draft.name
    grid.grid_class, grid.patrol_mode = draft.grid_class.value, draft.patrol_mode.value
    grid.geom = to_polygons(draft.geometry)
    grid.area_m2, grid.diameter_m = plane.area_m2(draft.geometry), plane.diameter_m(draft.geometry)
    return grid


def _is_as_drafted(grid: Grid, draft: GridDraft) -> bool:
    stored = replace(draft, geometry=to_shapely(to_polygons(draft.geometry)))
    return _draft(grid) == stored


def _draft(grid: Grid) -> GridDraft:
    return GridDraft(
        code=grid.code,
        name=grid.name,
        grid_class=GridClass(grid.grid_class),
        patrol_mode=PatrolMode(grid.patrol_mode),
        geometry=to_shapely(grid.geom),
    )


def _tell(by: Actor, at: datetime, change: _Change) -> None:
    """Publish and record, if anything is different now."""
    if not change.outcome.touched:
        return
    day, district_id = change.day.isoformat(), change.district.pk
    publish(
        GridPlanChanged(
            district_id=district_id,
            at=at,
            day=day,
            opened=change.opened,
            closed=change.closed,
            followed=change.followed,
        )
    )
    record(
        "grids.plan_changed",
        by=by,
        at=at,
        subject_type="district",
        subject_id=district_id,
        district_id=district_id,
        from_day=day,
        revised=change.revised,
        followed=change.followed,
        **change.outcome.as_dict(),
    )
