from __future__ import annotations

import pytest

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.staffing import OTHERS, Staffing, officers_wanted, staffing


@pytest.mark.parametrize(
    ("wanted", "present", "stands"),
    [
        (2, 0, Staffing.HOLE),
        (2, 1, Staffing.SHORT),
        (2, 2, Staffing.FILLED),
        (2, 3, Staffing.FILLED),
        (0, 0, Staffing.FILLED),
    ],
)
def test_a_grid_stands_by_how_many_are_there(wanted: int, present: int, stands: Staffing) -> None:
    assert staffing(wanted, present) is stands


def test_every_role_of_the_grid_but_the_officers_has_a_number_wanted() -> None:
    assert {*OTHERS, Role.ENFORCEMENT_OFFICER} == set(GRID_ROLES)


def test_the_third_officer_goes_to_the_busiest_grid() -> None:
    assert officers_wanted({1: 10.0, 2: 30.0, 3: 20.0}, 7) == {1: 2, 2: 3, 3: 2}


def test_no_grid_wants_more_than_three_however_many_officers_there_are() -> None:
    assert officers_wanted({1: 10.0, 2: 30.0}, 40) == {1: 3, 2: 3}


def test_every_grid_wants_two_though_there_are_not_so_many() -> None:
    assert officers_wanted({1: 10.0, 2: 30.0}, 1) == {1: 2, 2: 2}


def test_a_district_without_grids_wants_nobody() -> None:
    assert officers_wanted({}, 5) == {}
