"""The database holds the invariants by itself, whoever writes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from gridwarden.platform.access import Role
from gridwarden.workforce.models import Duty, Leave, Posting, Staff, Unit, UnitGrid
from tests.factories.grids import GridFactory
from tests.factories.workforce import (
    BrigadeFactory,
    ContractorFactory,
    DutyFactory,
    GridTeamFactory,
    LeaveFactory,
    PostingFactory,
    StaffFactory,
    UnitFactory,
    UnitGridFactory,
)

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def refused(constraint: str, table: Any, pk: int, **values: Any) -> None:
    """Assert that an update past every action is refused by ``constraint``."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():  # noqa: PT012
        table.objects.filter(pk=pk).update(**values)
        connection.check_constraints()


def test_a_unit_code_stands_once_in_a_district() -> None:
    unit = UnitFactory(code="D1")
    UnitFactory(code="D1")
    with pytest.raises(IntegrityError, match="workforce_unit_code_once"):
        UnitFactory(code="D1", district=unit.district)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_unit_kind", {"kind": "choir"}),
        ("workforce_unit_named", {"name": ""}),
        ("workforce_unit_named", {"code": ""}),
        ("workforce_unit_dates", {"valid_from": APRIL, "valid_to": APRIL}),
        ("workforce_unit_below", {"kind": "grid_team"}),
    ],
)
def test_a_unit_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Unit, UnitFactory().pk, **values)


def test_a_unit_is_not_its_own_parent() -> None:
    unit = UnitFactory()
    refused("workforce_unit_not_own_parent", Unit, unit.pk, parent=unit)


@pytest.mark.parametrize("factory", [BrigadeFactory, ContractorFactory])
def test_brigade_and_contractor_stand_at_the_top(factory: Any) -> None:
    unit = factory()
    refused("workforce_unit_top", Unit, unit.pk, parent=UnitFactory(district=unit.district))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_staff_numbered", {"staff_number": ""}),
        ("workforce_staff_roles_known", {"roles": ["poet"]}),
        ("workforce_staff_offices_apart", {"roles": [Role.AUDIT_ADMINISTRATOR.value, Role.DISPATCHER.value]}),
        ("workforce_staff_offices_apart", {"roles": [Role.AUDIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR]}),
        ("workforce_staff_in_a_unit", {"unit": None}),
        ("workforce_staff_dates", {"joined_on": APRIL, "left_on": APRIL}),
    ],
)
def test_a_member_of_staff_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Staff, StaffFactory().pk, **values)


def test_a_staff_number_stands_once_in_a_district() -> None:
    staff = StaffFactory()
    with pytest.raises(IntegrityError, match="workforce_staff_number_once"):
        StaffFactory(unit=staff.unit, staff_number=staff.staff_number)


def test_postings_of_one_person_to_one_grid_and_role_do_not_overlap() -> None:
    posting = PostingFactory(valid_from=MARCH, valid_to=MAY)
    with pytest.raises(IntegrityError, match="workforce_posting_no_overlap"):
        PostingFactory(staff=posting.staff, grid=posting.grid, valid_from=APRIL)


def test_postings_may_follow_each_other_or_stand_side_by_side() -> None:
    posting = PostingFactory(valid_from=MARCH, valid_to=APRIL)
    PostingFactory(staff=posting.staff, grid=posting.grid, valid_from=APRIL, valid_to=MAY)
    PostingFactory(staff=posting.staff, grid=posting.grid, valid_from=MARCH, role=Role.COMMUNITY_OFFICER.value)
    PostingFactory(staff=posting.staff, grid=GridFactory(district=posting.district), valid_from=MARCH)
    assert posting.staff.postings.count() == 4


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_posting_role", {"role": Role.DISPATCHER.value}),
        ("workforce_posting_dates", {"valid_from": APRIL, "valid_to": APRIL}),
    ],
)
def test_a_posting_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Posting, PostingFactory().pk, **values)


def test_nobody_is_his_own_substitute() -> None:
    posting = PostingFactory()
    refused("workforce_posting_no_own_substitute", Posting, posting.pk, substitute_for=posting.staff)


def test_a_grid_has_one_keeper_of_a_kind_at_a_time() -> None:
    kept = UnitGridFactory(valid_from=MARCH, valid_to=MAY)
    other = GridTeamFactory(district=kept.district)
    UnitGridFactory(unit=other, grid=kept.grid, valid_from=MAY)
    with pytest.raises(IntegrityError, match="workforce_unitgrid_one_keeper"):
        UnitGridFactory(unit=other, grid=kept.grid, valid_from=APRIL, valid_to=MAY)


def test_a_team_a_squad_and_a_contractor_may_keep_one_grid_together() -> None:
    kept = UnitGridFactory()
    UnitGridFactory(unit=kept.unit.parent, grid=kept.grid)
    UnitGridFactory(unit=ContractorFactory(district=kept.district), grid=kept.grid)
    assert kept.grid.keepers.count() == 3


def test_the_keepers_kind_is_the_units_own() -> None:
    refused("workforce_unitgrid_kind_is_the_units", UnitGrid, UnitGridFactory().pk, unit_kind="contractor")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_unitgrid_kind", {"unit_kind": "desk"}),
        ("workforce_unitgrid_dates", {"valid_from": APRIL, "valid_to": MARCH}),
    ],
)
def test_a_keeper_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, UnitGrid, UnitGridFactory().pk, **values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_leave_dates", {"valid_from": APRIL, "valid_to": MARCH}),
        ("workforce_leave_reason", {"reason": ""}),
    ],
)
def test_a_leave_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Leave, LeaveFactory().pk, **values)


def test_leaves_of_one_person_do_not_overlap() -> None:
    leave = LeaveFactory(valid_from=MARCH, valid_to=APRIL)
    with pytest.raises(IntegrityError, match="workforce_leave_no_overlap"):
        LeaveFactory(staff=leave.staff, valid_from=date(2026, 3, 31), valid_to=MAY)


def test_nobody_covers_his_own_leave() -> None:
    leave = LeaveFactory()
    refused("workforce_leave_no_own_substitute", Leave, leave.pk, substitute=leave.staff)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("workforce_duty_role", {"role": "poet"}),
        ("workforce_duty_said", {"text": ""}),
        ("workforce_duty_said", {"number": 0}),
    ],
)
def test_a_duty_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    refused(constraint, Duty, DutyFactory().pk, **values)


def test_a_duty_number_stands_once_in_a_role() -> None:
    duty = DutyFactory()
    with pytest.raises(IntegrityError, match="workforce_duty_number_once"):
        DutyFactory(district=duty.district, number=duty.number)
