"""Kinds of units and which may stand below which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gridwarden.platform.refusals import Invalid


class UnitKind(StrEnum):
    """What a unit is in the bureau's order."""

    BRIGADE = "brigade"
    SQUADRON = "squadron"
    GRID_TEAM = "grid_team"
    DESK = "desk"
    DIVISION = "division"
    CONTRACTOR = "contractor"


#: The kinds under which a unit may stand; ``None`` stands for the top.
PARENTS: dict[UnitKind, frozenset[UnitKind | None]] = {
    UnitKind.BRIGADE: frozenset({None}),
    UnitKind.SQUADRON: frozenset({UnitKind.BRIGADE}),
    UnitKind.GRID_TEAM: frozenset({UnitKind.SQUADRON}),
    UnitKind.DESK: frozenset({UnitKind.BRIGADE, None}),
    UnitKind.DIVISION: frozenset({UnitKind.BRIGADE, None}),
    # Supervision and operation are kept apart: a contractor never stands inside the bureau.
    UnitKind.CONTRACTOR: frozenset({None}),
}

#: Kinds that can keep a grid, each at most one at a time.
KEEPERS = frozenset({UnitKind.SQUADRON, UnitKind.GRID_TEAM, UnitKind.CONTRACTOR})


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as other contexts name it."""

    id: int
    kind: UnitKind
    name: str


class MisplacedUnit(Invalid):
    """A unit of this kind cannot stand there."""

    code = "misplaced_unit"


class NotAKeeper(Invalid):
    """A unit of this kind keeps no grid."""

    code = "not_a_keeper"


def check_parent(kind: UnitKind, parent: UnitKind | None) -> None:
    """Refuse a unit of ``kind`` under a unit of kind ``parent`` unless the order allows it."""
    if parent not in PARENTS[kind]:
        raise MisplacedUnit(f"A {kind} cannot stand under {parent or 'nothing'}.", parent="misplaced")


def check_keeper(kind: UnitKind) -> None:
    """Refuse to have a unit of ``kind`` keep a grid unless such units do."""
    if kind not in KEEPERS:
        raise NotAKeeper(f"A {kind} keeps no grid.", unit="keeps no grid")
