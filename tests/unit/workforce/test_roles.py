from __future__ import annotations

import itertools

import pytest

from gridwarden.platform.access import ADMINISTRATORS, ROLES, Permission, Role
from gridwarden.workforce.domain.roles import (
    CONTRACTOR_ROLES,
    GRID_ROLES,
    RoleOutOfPlace,
    RolesCollide,
    check_place,
    check_together,
)
from gridwarden.workforce.domain.units import UnitKind

BUREAU = [kind for kind in UnitKind if kind is not UnitKind.CONTRACTOR]


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
def test_an_administrators_office_stands_alone(office: Role) -> None:
    check_together([office])


@pytest.mark.parametrize(
    ("office", "other"), [(office, other) for office in sorted(ADMINISTRATORS) for other in Role if other != office]
)
def test_an_administrator_holds_no_second_role(office: Role, other: Role) -> None:
    with pytest.raises(RolesCollide):
        check_together([office, other])


def test_all_other_roles_may_meet_in_one_person() -> None:
    check_together([role for role in Role if role not in ADMINISTRATORS])


@pytest.mark.parametrize("role", [role for role in Role if role not in CONTRACTOR_ROLES])
def test_a_contractors_people_hold_no_office_of_the_bureau(role: Role) -> None:
    with pytest.raises(RoleOutOfPlace):
        check_place([role], UnitKind.CONTRACTOR)


@pytest.mark.parametrize("role", sorted(CONTRACTOR_ROLES))
def test_a_contractors_people_do_the_work(role: Role) -> None:
    check_place([role], UnitKind.CONTRACTOR)


def test_no_role_open_to_contractors_checks_closes_or_registers() -> None:
    supervising = {Permission.CASE_CHECK, Permission.CASE_CLOSE, Permission.CASE_REGISTER, Permission.CASE_DISPATCH}
    assert not any(supervising & ROLES[role].permissions for role in CONTRACTOR_ROLES)


@pytest.mark.parametrize("kind", [*BUREAU, None])
def test_a_contractor_officer_belongs_to_a_contractor(kind: UnitKind | None) -> None:
    with pytest.raises(RoleOutOfPlace):
        check_place([Role.CONTRACTOR_OFFICER], kind)


@pytest.mark.parametrize(("role", "kind"), list(itertools.product(GRID_ROLES, BUREAU)))
def test_the_six_roles_fit_every_unit_of_the_bureau(role: Role, kind: UnitKind) -> None:
    check_place([role], kind)


def test_only_administrators_stand_outside_the_units() -> None:
    check_place([Role.AUDIT_ADMINISTRATOR], None)
    with pytest.raises(RoleOutOfPlace) as refusal:
        check_place([Role.DISPATCHER], None)
    assert "unit" in refusal.value.fields
