from __future__ import annotations

import pytest

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.staffing import WANTED, Staffing, staffing


@pytest.mark.parametrize(
    ("role", "present", "stands"),
    [
        (Role.ENFORCEMENT_OFFICER, 0, Staffing.HOLE),
        (Role.ENFORCEMENT_OFFICER, 1, Staffing.SHORT),
        (Role.ENFORCEMENT_OFFICER, 2, Staffing.FILLED),
        (Role.ENFORCEMENT_OFFICER, 3, Staffing.FILLED),
        (Role.INFORMATION_OFFICER, 0, Staffing.HOLE),
        (Role.INFORMATION_OFFICER, 1, Staffing.FILLED),
        (Role.FRONTAGE_HOLDER, 0, Staffing.FILLED),
    ],
)
def test_a_grid_stands_by_how_many_are_there(role: Role, present: int, stands: Staffing) -> None:
    assert staffing(role, present) is stands


def test_every_role_of_the_grid_has_a_number_wanted() -> None:
    assert set(WANTED) == set(GRID_ROLES)
