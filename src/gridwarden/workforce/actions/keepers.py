"""Give a grid to the unit that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.events.bus import publish
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions.guards import locked, translated
from gridwarden.workforce.domain.days import check_span
from gridwarden.workforce.domain.units import UnitKind, check_keeper
from gridwarden.workforce.events import KeeperChanged
from gridwarden.workforce.models import Unit, UnitGrid

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class AlreadyKept(Conflict):
    """Another unit of the kind keeps the grid in these days."""

    code = "grid_already_kept"


@transaction.atomic
def assign(
    *, by: Actor, at: datetime, unit_id: int, grid_id: int, valid_from: date, valid_to: date | None = None
) -> UnitGrid:
    """Have the unit keep the grid from a day on; the keeper of the same kind before it ends on that day."""
    by.require(Permission.PEOPLE_EDIT)
    check_span(valid_from, valid_to)
    unit = locked(Unit.objects.all(), unit_id, by=by)
    grid = locked(Grid.objects.all(), grid_id, by=by)
    check_keeper(UnitKind(unit.kind))
    if unit.district_id != grid.district_id:
        raise Invalid("Unit and grid lie in different districts.", grid="another district")
    _end_earlier(grid, unit, valid_from)
    refusal = AlreadyKept(f"{grid.code} already has a {unit.kind} in these days.", valid_from="taken")
    with translated({"workforce_unitgrid_one_keeper": refusal}):
        kept = UnitGrid.objects.create(
            district_id=unit.district_id,
            unit=unit,
            unit_kind=unit.kind,
            grid=grid,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    _tell("grid.given", kept, by=by, at=at)
    return kept


@transaction.atomic
def release(*, by: Actor, at: datetime, keeper_id: int, on: date) -> UnitGrid:
    """End the keeping of a grid on the day ``on``."""
    by.require(Permission.PEOPLE_EDIT)
    kept = locked(UnitGrid.objects.all(), keeper_id, by=by)
    check_span(kept.valid_from, on)
    kept.valid_to = on
    kept.save(update_fields=["valid_to"])
    _tell("grid.released", kept, by=by, at=at)
    return kept


def _end_earlier(grid: Grid, unit: Unit, day: date) -> None:
    UnitGrid.objects.on(day).filter(grid=grid, unit_kind=unit.kind, valid_from__lt=day).update(valid_to=day)


def _tell(what: str, kept: UnitGrid, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="grid",
        subject_id=kept.grid_id,
        district_id=kept.district_id,
        unit_id=kept.unit_id,
        valid_from=kept.valid_from.isoformat(),
        valid_to=kept.valid_to.isoformat() if kept.valid_to else None,
    )
    publish(KeeperChanged(district_id=kept.district_id, at=at, grid_id=kept.grid_id, unit_id=kept.unit_id))
