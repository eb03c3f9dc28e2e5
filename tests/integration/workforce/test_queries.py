"""What other contexts ask the workforce."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.access import Permission, Role
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import people, units
from tests.factories.grids import DistrictFactory
from tests.factories.workforce import DeskFactory, LeaveFactory, PostingFactory, StaffFactory

if TYPE_CHECKING:
    from tests.factories.cast import Cast


def test_the_team_of_a_grid_is_found_in_one_statement(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        team = units.team_of_grid(cast.territory.grids["A01"].pk, monday_morning)
    assert team == units.UnitRef(cast.east_team.pk, UnitKind.GRID_TEAM, "城东一组")


def test_a_grid_that_nobody_keeps_has_no_team(cast: Cast, monday_morning: datetime) -> None:
    assert units.team_of_grid(cast.territory.grids["C01"].pk, monday_morning) is None


@pytest.mark.parametrize(
    ("start", "kind", "found"),
    [
        ("east_team", UnitKind.SQUADRON, "east"),
        ("east_team", UnitKind.BRIGADE, "brigade"),
        ("east_team", UnitKind.GRID_TEAM, "east_team"),
        ("desk", UnitKind.BRIGADE, "brigade"),
    ],
)
def test_the_unit_of_a_kind_above_is_found_in_one_statement(
    cast: Cast, django_assert_num_queries: Any, start: str, kind: UnitKind, found: str
) -> None:
    with django_assert_num_queries(1):
        above = units.parent_of_kind(getattr(cast, start).pk, kind)
    assert above is not None
    assert above.id == getattr(cast, found).pk


def test_a_contractor_has_nothing_above(cast: Cast) -> None:
    assert units.parent_of_kind(cast.contractor.pk, UnitKind.BRIGADE) is None


def test_desk_and_brigade_of_a_district_are_found(cast: Cast) -> None:
    assert units.desk(cast.territory.district.pk).id == cast.desk.pk
    assert units.brigade(cast.territory.district.pk).id == cast.brigade.pk


def test_a_district_without_a_desk_says_so(db: None) -> None:
    with pytest.raises(units.NoSuchUnit):
        units.desk(DistrictFactory().pk)


def test_a_dissolved_desk_is_no_desk(cast: Cast, monday_morning: datetime) -> None:
    cast.desk.valid_to = monday_morning.date()
    cast.desk.save()
    newer = DeskFactory(district=cast.territory.district)
    assert units.desk(cast.territory.district.pk).id == newer.pk


def test_units_of_a_kind_are_listed_by_code(cast: Cast, monday_morning: datetime) -> None:
    squads = units.of_kind(cast.territory.district.pk, UnitKind.SQUADRON, monday_morning.date())
    assert [squad.name for squad in squads] == ["城东中队", "城西中队"]


def test_who_works_in_a_grid_is_found_in_one_statement(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        posted = people.of_grid(cast.territory.grids["A01"].pk, monday_morning)
    assert [(one.name, one.role) for one in posted] == [
        ("张东升", Role.ENFORCEMENT_OFFICER),
        ("周巡", Role.INFORMATION_OFFICER),
    ]


def absent(cast: Cast, at: datetime) -> None:
    LeaveFactory(staff=cast.east_officer, valid_from=at.date(), valid_to=at.date() + timedelta(days=1))


def stripped(cast: Cast, at: datetime) -> None:
    cast.east_officer.roles = []
    cast.east_officer.save()


def locked_out(cast: Cast, at: datetime) -> None:
    cast.east_officer.user.is_active = False
    cast.east_officer.user.save()


def gone(cast: Cast, at: datetime) -> None:
    cast.east_officer.left_on = at.date()
    cast.east_officer.save()


@pytest.mark.parametrize("reason", [absent, stripped, locked_out, gone])
def test_whoever_cannot_work_is_not_at_work(cast: Cast, monday_morning: datetime, reason: Any) -> None:
    reason(cast, monday_morning)
    assert [one.name for one in people.of_grid(cast.territory.grids["A01"].pk, monday_morning)] == ["周巡"]


def test_the_people_of_a_unit_are_its_own_only(cast: Cast) -> None:
    assert [one.name for one in people.of_unit(cast.east.pk)] == ["赵东"]
    assert [one.name for one in people.of_unit(cast.east_team.pk)] == ["张东升", "周巡"]


def test_the_people_of_a_unit_are_narrowed_by_role(cast: Cast) -> None:
    assert [one.name for one in people.of_unit(cast.east_team.pk, Role.INFORMATION_OFFICER)] == ["周巡"]
    assert people.of_unit(cast.east_team.pk, Role.SQUAD_LEADER) == []


def test_whoever_leaves_is_of_the_unit_until_the_day(cast: Cast, monday_morning: datetime) -> None:
    leaving = StaffFactory(unit=cast.desk, left_on=monday_morning.date() + timedelta(days=1))
    names = [one.staff_id for one in people.of_unit(cast.desk.pk, at=monday_morning)]
    assert leaving.pk in names
    later = [one.staff_id for one in people.of_unit(cast.desk.pk, at=monday_morning + timedelta(days=1))]
    assert leaving.pk not in later
    assert leaving.pk not in [one.staff_id for one in people.of_unit(cast.desk.pk)]


def test_the_accounts_with_a_permission_are_found_in_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    StaffFactory(unit=cast.desk, roles=[Role.CHECKER.value])
    with django_assert_num_queries(1):
        found = people.user_ids_with(Permission.CASE_DISPATCH, cast.desk.pk)
    assert found == [cast.dispatcher.user_id]


def test_accounts_of_other_units_do_not_count(cast: Cast) -> None:
    assert people.user_ids_with(Permission.CASE_DISPATCH, cast.brigade.pk) == []


def test_a_substitute_is_named_as_one(cast: Cast, monday_morning: datetime) -> None:
    PostingFactory(staff=cast.west_officer, grid=cast.territory.grids["A01"], substitute_for=cast.east_officer)
    posted = {one.name: one for one in people.of_grid(cast.territory.grids["A01"].pk, monday_morning)}
    assert posted["李西明"].substitute_for_id == cast.east_officer.pk
    assert posted["张东升"].substitute_for_id is None


def test_units_are_named_by_id_in_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = units.refs([cast.desk.pk, cast.east.pk, 0])
    assert {ref.name for ref in found.values()} == {"受理中心", "城东中队"}
    assert found[cast.desk.pk].kind is UnitKind.DESK
