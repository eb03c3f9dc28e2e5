"""The units of the district: one brigade, three squads, a team for each grid, desk, divisions, contractors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gridwarden.simulation.territory.model import GridArea

BRIGADE, DESK = "DD", "PT"
#: Code and name of the squad for each zone.
SQUADS = {"core": ("ZD1", "核心区中队"), "town": ("ZD2", "镇区中队"), "village": ("ZD3", "乡村中队")}
DIVISIONS = {"SRC": "市容管理处", "SZC": "市政公用处", "FZC": "执法监督处", "ZHC": "综合协调处"}
#: Code, name and what the contractor does.
CONTRACTORS = {
    "ZY1": "安洁城市保洁有限公司",
    "ZY2": "泾美乡村保洁有限公司",
    "ZY3": "绿汀园林养护有限公司",
    "ZY4": "清漪河道养护有限公司",
    "ZY5": "净源垃圾清运有限公司",
    "ZY6": "固途市政养护有限公司",
}
#: Who sweeps the grids of a zone.
CLEANERS = {"core": "ZY1", "town": "ZY1", "village": "ZY2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUnit:
    """A unit to be founded, and the codes of the grids that it keeps."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None = None
    keeps: tuple[str, ...] = ()


def team_code(grid_code: str) -> str:
    """Return the code of the team that keeps a grid."""
    return f"XZ-{grid_code}"


def plan_units(grids: Sequence[GridArea]) -> tuple[PlannedUnit, ...]:
    """Return all units, every parent before its children."""
    return (
        PlannedUnit(code=BRIGADE, name="安泾商务区城市管理行政执法大队", kind=UnitKind.BRIGADE),
        PlannedUnit(code=DESK, name="投诉受理信息反馈平台", kind=UnitKind.DESK, parent=BRIGADE),
        *_squads(grids),
        *_teams(grids),
        *(
            PlannedUnit(code=code, name=name, kind=UnitKind.DIVISION, parent=BRIGADE)
            for code, name in DIVISIONS.items()
        ),
        *_contractors(grids),
    )


def _squads(grids: Sequence[GridArea]) -> Iterator[PlannedUnit]:
    for zone, (code, name) in SQUADS.items():
        keeps = tuple(grid.code for grid in grids if grid.zone == zone)
        yield PlannedUnit(code=code, name=name, kind=UnitKind.SQUADRON, parent=BRIGADE, keeps=keeps)


def _teams(grids: Sequence[GridArea]) -> Iterator[PlannedUnit]:
    for grid in grids:
        yield PlannedUnit(
            code=team_code(grid.code),
            name=f"{grid.name}管理小组",
            kind=UnitKind.GRID_TEAM,
            parent=SQUADS[grid.zone][0],
            keeps=(grid.code,),
        )


def _contractors(grids: Sequence[GridArea]) -> Iterator[PlannedUnit]:
    for code, name in CONTRACTORS.items():
        keeps = tuple(grid.code for grid in grids if CLEANERS[grid.zone] == code)
        yield PlannedUnit(code=code, name=name, kind=UnitKind.CONTRACTOR, keeps=keeps)
