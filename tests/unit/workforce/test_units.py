from __future__ import annotations

import pytest

from gridwarden.workforce.domain.units import (
    KEEPERS,
    PARENTS,
    MisplacedUnit,
    NotAKeeper,
    UnitKind,
    check_keeper,
    check_parent,
)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (UnitKind.BRIGADE, None),
        (UnitKind.SQUADRON, UnitKind.BRIGADE),
        (UnitKind.GRID_TEAM, UnitKind.SQUADRON),
        (UnitKind.DESK, UnitKind.BRIGADE),
        (UnitKind.DESK, None),
        (UnitKind.DIVISION, UnitKind.BRIGADE),
        (UnitKind.DIVISION, None),
        (UnitKind.CONTRACTOR, None),
    ],
)
def test_a_unit_stands_in_its_place(kind: UnitKind, parent: UnitKind | None) -> None:
    check_parent(kind, parent)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [(kind, parent) for kind in UnitKind for parent in (*UnitKind, None) if parent not in PARENTS[kind]],
)
def test_a_unit_stands_nowhere_else(kind: UnitKind, parent: UnitKind | None) -> None:
    with pytest.raises(MisplacedUnit) as refusal:
        check_parent(kind, parent)
    assert "parent" in refusal.value.fields


def test_a_contractor_never_stands_inside_the_bureau() -> None:
    assert PARENTS[UnitKind.CONTRACTOR] == {None}
    assert all(UnitKind.CONTRACTOR not in parents for parents in PARENTS.values())


@pytest.mark.parametrize("kind", sorted(KEEPERS))
def test_squads_teams_and_contractors_keep_grids(kind: UnitKind) -> None:
    check_keeper(kind)


@pytest.mark.parametrize("kind", sorted(set(UnitKind) - KEEPERS))
def test_no_other_unit_keeps_a_grid(kind: UnitKind) -> None:
    with pytest.raises(NotAKeeper):
        check_keeper(kind)
