"""Units stand in the order of the bureau and keep every grid once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gridwarden.simulation.people.units import PlannedUnit, plan_units
from gridwarden.workforce.domain.units import UnitKind, check_keeper, check_parent

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory


@pytest.fixture(scope="module")
def units(territory: Territory) -> tuple[PlannedUnit, ...]:
    return plan_units(territory.grids)


def test_there_are_three_squads_thirty_one_teams_and_six_contractors(units: tuple[PlannedUnit, ...]) -> None:
    kinds = Counter(unit.kind for unit in units)
    assert kinds == {
        UnitKind.BRIGADE: 1,
        UnitKind.SQUADRON: 3,
        UnitKind.GRID_TEAM: 31,
        UnitKind.DESK: 1,
        UnitKind.DIVISION: 4,
        UnitKind.CONTRACTOR: 6,
    }


def test_every_parent_is_founded_before_its_children(units: tuple[PlannedUnit, ...]) -> None:
    founded: dict[str | None, UnitKind | None] = {None: None}
    for unit in units:
        check_parent(unit.kind, founded[unit.parent])
        founded[unit.code] = unit.kind


@pytest.mark.parametrize("kind", [UnitKind.SQUADRON, UnitKind.GRID_TEAM, UnitKind.CONTRACTOR])
def test_every_grid_has_one_keeper_of_the_kind(
    territory: Territory, units: tuple[PlannedUnit, ...], kind: UnitKind
) -> None:
    kept = Counter(grid for unit in units if unit.kind is kind for grid in unit.keeps)
    assert kept == Counter(grid.code for grid in territory.grids)


def test_only_keepers_keep_grids(units: tuple[PlannedUnit, ...]) -> None:
    for unit in units:
        if unit.keeps:
            check_keeper(unit.kind)


def test_a_team_stands_under_the_squad_that_keeps_its_grid(units: tuple[PlannedUnit, ...]) -> None:
    squads = {grid: unit.code for unit in units if unit.kind is UnitKind.SQUADRON for grid in unit.keeps}
    for unit in units:
        if unit.kind is UnitKind.GRID_TEAM:
            assert unit.parent == squads[unit.keeps[0]]


def test_codes_and_names_are_given_once(units: tuple[PlannedUnit, ...]) -> None:
    assert len({unit.code for unit in units}) == len({unit.name for unit in units}) == len(units)
