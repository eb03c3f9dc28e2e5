"""One unit as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.workforce.domain.units import UnitKind, UnitRef
from gridwarden.workforce.models import Unit, UnitGrid
from gridwarden.workforce.queries import scope
from gridwarden.workforce.queries.staff import StaffFilter, every
from gridwarden.workforce.queries.units import ref

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.queries.staff import StaffRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGrid:
    """A grid that the unit keeps or kept."""

    keeper_id: int
    grid_id: int
    code: str
    name: str
    grid_class: str
    valid_from: date
    valid_to: date | None

    @property
    def last_day(self) -> date | None:
        """The last day of keeping; ``None`` while no end is set."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A unit with what belongs to it."""

    id: int
    kind: UnitKind
    name: str
    code: str
    phone: str
    valid_from: date
    valid_to: date | None
    parent: UnitRef | None
    children: tuple[UnitRef, ...]
    people: tuple[StaffRow, ...]
    grids: tuple[KeptGrid, ...]
    past_grids: tuple[KeptGrid, ...]


def unit_page(actor: Actor, unit_id: int, day: date) -> UnitPage:
    """Return the unit with its people and grids; refused as if there were none when out of sight."""
    unit = scope.one_unit(actor, unit_id)
    children = Unit.objects.on(day).filter(parent=unit).order_by("code", "pk")
    kept = _kept(unit)
    return UnitPage(
        id=unit.pk,
        kind=UnitKind(unit.kind),
        name=unit.name,
        code=unit.code,
        phone=unit.phone,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        parent=ref(unit.parent) if unit.parent else None,
        children=tuple(ref(child) for child in children),
        people=tuple(every(actor, StaffFilter(unit_id=unit_id), day)),
        grids=tuple(grid for grid in kept if grid.valid_to is None or grid.valid_to > day),
        past_grids=tuple(grid for grid in kept if grid.valid_to is not None and grid.valid_to <= day),
    )


def _kept(unit: Unit) -> list[KeptGrid]:
    rows = UnitGrid.objects.filter(unit=unit).order_by("grid__code", "-valid_from", "pk")
    return [
        KeptGrid(
            keeper_id=kept.pk,
            grid_id=kept.grid_id,
            code=kept.grid.code,
            name=kept.grid.name,
            grid_class=kept.grid.grid_class,
            valid_from=kept.valid_from,
            valid_to=kept.valid_to,
        )
        for kept in rows.select_related("grid").defer("grid__geom", "grid__shape")
    ]
