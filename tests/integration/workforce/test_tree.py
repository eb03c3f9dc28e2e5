"""The organisation in figures, and the staffing of the grids."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.access import Role
from gridwarden.workforce.domain.staffing import Staffing
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries.holders import holders
from gridwarden.workforce.queries.matrix import MatrixRow, matrix
from gridwarden.workforce.queries.tree import UnitNode, totals, tree
from gridwarden.workforce.queries.unit import unit_page
from tests.factories.cast import acting
from tests.factories.workforce import (
    ContractorFactory,
    GridTeamFactory,
    LeaveFactory,
    PostingFactory,
    StaffFactory,
    UnitFactory,
    UnitGridFactory,
)

if TYPE_CHECKING:
    from tests.factories.cast import Cast


def nodes(found: tuple[UnitNode, ...]) -> dict[str, UnitNode]:
    """Every node of a tree by its unit's name."""
    flat: dict[str, UnitNode] = {}
    for node in found:
        flat[node.name] = node
        flat.update(nodes(node.children))
    return flat


def rows(cast: Cast, who: str, at: datetime, **options: Any) -> dict[str, MatrixRow]:
    found = matrix(acting(getattr(cast, who), at), at.date(), **options)
    return {row.code: row for row in found.rows}


def cell(row: MatrixRow, role: Role) -> tuple[list[str], Staffing]:
    found = next(one for one in row.cells if one.role is role)
    return [person.name for person in found.people], found.staffing


def test_the_tree_is_read_in_three_statements(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    by = acting(cast.keeper, monday_morning)
    with django_assert_num_queries(3):
        tree(by, monday_morning.date())


def test_units_stand_under_each_other_in_the_order_of_their_kinds(cast: Cast, monday_morning: datetime) -> None:
    top = tree(acting(cast.keeper, monday_morning), monday_morning.date())
    assert [node.name for node in top] == ["城管大队", "清洁公司"]
    assert [node.name for node in top[0].children] == ["城东中队", "城西中队", "受理中心"]
    assert [node.name for node in top[0].children[0].children] == ["城东一组"]


def test_people_count_where_they_are_and_above(cast: Cast, monday_morning: datetime) -> None:
    found = nodes(tree(acting(cast.keeper, monday_morning), monday_morning.date()))
    assert (found["城东一组"].people, found["城东一组"].people_below) == (2, 2)
    assert (found["城东中队"].people, found["城东中队"].people_below) == (1, 3)
    assert (found["城管大队"].people, found["城管大队"].people_below) == (1, 6)


def test_grids_of_a_squad_and_its_team_count_once(cast: Cast, monday_morning: datetime) -> None:
    found = nodes(tree(acting(cast.keeper, monday_morning), monday_morning.date()))
    assert (found["城东中队"].grids, found["城东中队"].grids_below) == (1, 1)
    assert (found["城西中队"].grids, found["城西中队"].grids_below) == (0, 1)


def test_whoever_leads_is_named_highest_first(cast: Cast, monday_morning: datetime) -> None:
    StaffFactory(unit=cast.desk, user__display_name="周值", roles=[Role.SHIFT_SUPERVISOR.value])
    found = nodes(tree(acting(cast.keeper, monday_morning), monday_morning.date()))
    assert found["城管大队"].leaders == ("王大队",)
    assert found["城东中队"].leaders == ("赵东",)
    assert found["受理中心"].leaders == ("周值",)
    assert found["城东一组"].leaders == ()


def test_whoever_has_left_counts_nowhere(cast: Cast, monday_morning: datetime) -> None:
    StaffFactory(unit=cast.east_team, left_on=monday_morning.date())
    found = nodes(tree(acting(cast.keeper, monday_morning), monday_morning.date()))
    assert found["城东一组"].people == 2


def test_a_unit_of_another_day_is_not_in_the_tree(cast: Cast, monday_morning: datetime) -> None:
    day = monday_morning.date()
    district = cast.territory.district
    UnitFactory(district=district, name="旧科", valid_to=day)
    UnitFactory(district=district, name="新科", valid_from=day + timedelta(days=1))
    found = nodes(tree(acting(cast.keeper, monday_morning), day))
    assert not {"旧科", "新科"} & set(found)


@pytest.mark.parametrize(
    ("who", "top"),
    [
        ("east_leader", ["城东中队"]),
        ("east_officer", ["城东一组"]),
        ("dispatcher", ["城管大队", "清洁公司"]),
        ("foreman", []),
    ],
)
def test_a_tree_begins_where_the_readers_reach_begins(
    cast: Cast, monday_morning: datetime, who: str, top: list[str]
) -> None:
    found = tree(acting(getattr(cast, who), monday_morning), monday_morning.date())
    assert [node.name for node in found] == top


def test_the_figures_count_what_is_in_reach(cast: Cast, monday_morning: datetime) -> None:
    LeaveFactory(staff=cast.east_officer)
    LeaveFactory(staff=cast.west_officer, valid_to=monday_morning.date())
    district = totals(acting(cast.keeper, monday_morning), monday_morning.date())
    east = totals(acting(cast.east_leader, monday_morning), monday_morning.date())
    assert (district.people, district.away, district.grids_kept) == (9, 1, 3)
    assert (east.people, east.away, east.grids_kept) == (3, 1, 2)


def test_the_holders_of_each_role_are_counted_in_one_statement(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    by = acting(cast.keeper, monday_morning)
    with django_assert_num_queries(1):
        counts = holders(by, monday_morning.date())
    assert counts[Role.ENFORCEMENT_OFFICER] == 2
    assert counts[Role.FRONTAGE_HOLDER] == 0
    assert set(counts) == set(Role)


def test_the_staffing_is_read_in_six_statements(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    by = acting(cast.keeper, monday_morning)
    with django_assert_num_queries(6):
        matrix(by, monday_morning.date())


def test_a_grid_has_a_cell_for_each_of_the_six_roles(cast: Cast, monday_morning: datetime) -> None:
    row = rows(cast, "keeper", monday_morning)["A01"]
    assert len(row.cells) == 6
    assert cell(row, Role.ENFORCEMENT_OFFICER) == (["张东升"], Staffing.SHORT)
    assert cell(row, Role.INFORMATION_OFFICER) == (["周巡"], Staffing.FILLED)
    assert cell(row, Role.COMMUNITY_OFFICER) == ([], Staffing.HOLE)
    assert cell(row, Role.FRONTAGE_HOLDER) == ([], Staffing.FILLED)
    assert (row.team, row.team_id, row.is_short) == ("城东一组", cast.east_team.pk, True)


def test_a_grid_without_a_team_says_so(cast: Cast, monday_morning: datetime) -> None:
    row = rows(cast, "keeper", monday_morning)["C01"]
    assert (row.team, row.team_id) == ("", None)


def test_the_absent_are_shown_and_do_not_count(cast: Cast, monday_morning: datetime) -> None:
    LeaveFactory(staff=cast.east_officer)
    row = rows(cast, "keeper", monday_morning)["A01"]
    assert cell(row, Role.ENFORCEMENT_OFFICER) == (["张东升"], Staffing.HOLE)
    assert row.cells[0].people[0].is_away


def test_a_substitute_counts_and_is_named_as_one(cast: Cast, monday_morning: datetime) -> None:
    LeaveFactory(staff=cast.east_officer)
    PostingFactory(
        staff=cast.west_officer,
        grid=cast.territory.grids["A01"],
        substitute_for=cast.east_officer,
        valid_from=monday_morning.date(),
    )
    row = rows(cast, "keeper", monday_morning)["A01"]
    assert cell(row, Role.ENFORCEMENT_OFFICER) == (["张东升", "李西明"], Staffing.SHORT)
    assert row.cells[0].people[1].substitute_for == "张东升"


def test_a_second_officer_fills_the_grid(cast: Cast, monday_morning: datetime) -> None:
    PostingFactory(staff=cast.west_officer, grid=cast.territory.grids["A01"])
    row = rows(cast, "keeper", monday_morning)["A01"]
    assert cell(row, Role.ENFORCEMENT_OFFICER)[1] is Staffing.FILLED


def test_holes_and_shortages_are_counted(cast: Cast, monday_morning: datetime) -> None:
    found = matrix(acting(cast.keeper, monday_morning), monday_morning.date())
    assert (found.holes, found.shorts) == (17, 2)


@pytest.mark.parametrize(
    ("unit", "codes"),
    [("east_team", {"A01", "A02"}), ("east", {"A01", "A02"}), ("brigade", {"A01", "A02", "B01"}), ("desk", set())],
)
def test_the_staffing_is_narrowed_to_what_a_unit_and_those_below_keep(
    cast: Cast, monday_morning: datetime, unit: str, codes: set[str]
) -> None:
    assert set(rows(cast, "keeper", monday_morning, unit_id=getattr(cast, unit).pk)) == codes


def test_the_staffing_is_narrowed_to_the_grids_in_reach(cast: Cast, monday_morning: datetime) -> None:
    assert set(rows(cast, "east_officer", monday_morning)) == {"A01", "A02"}
    assert set(rows(cast, "stranger", monday_morning)) == set()


def test_the_page_of_a_unit_tells_its_place_people_and_grids(cast: Cast, monday_morning: datetime) -> None:
    found = unit_page(acting(cast.keeper, monday_morning), cast.east_team.pk, monday_morning.date())
    assert (found.kind, found.parent and found.parent.name) == (UnitKind.GRID_TEAM, "城东中队")
    assert [person.name for person in found.people] == ["张东升", "周巡"]
    assert [grid.code for grid in found.grids] == ["A01", "A02"]
    assert found.past_grids == ()


def test_the_page_of_a_squad_tells_what_stands_below(cast: Cast, monday_morning: datetime) -> None:
    GridTeamFactory(district=cast.territory.district, parent=cast.east, name="解散组", valid_to=monday_morning.date())
    found = unit_page(acting(cast.keeper, monday_morning), cast.east.pk, monday_morning.date())
    assert [child.name for child in found.children] == ["城东一组"]


def test_a_grid_that_was_kept_stays_in_the_units_history(cast: Cast, monday_morning: datetime) -> None:
    day = monday_morning.date()
    UnitGridFactory(unit=cast.west_team, grid=cast.territory.grids["C01"], valid_to=day)
    found = unit_page(acting(cast.keeper, monday_morning), cast.west_team.pk, day)
    assert [(grid.code, grid.last_day) for grid in found.past_grids] == [("C01", day - timedelta(days=1))]


def test_a_contractor_is_listed_beside_the_bureau(cast: Cast, monday_morning: datetime) -> None:
    ContractorFactory(district=cast.territory.district, name="绿源公司")
    top = tree(acting(cast.keeper, monday_morning), monday_morning.date())
    assert [node.kind for node in top] == [UnitKind.BRIGADE, UnitKind.CONTRACTOR, UnitKind.CONTRACTOR]
