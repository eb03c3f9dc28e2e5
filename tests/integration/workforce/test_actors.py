from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gridwarden.platform.access import Permission, Role
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.accounts import UserFactory
from tests.factories.cast import Cast, acting
from tests.factories.workforce import PostingFactory, StaffFactory, UnitGridFactory


def test_an_actor_is_found_in_two_statements(
    cast: Cast, monday_morning: datetime, django_assert_num_queries: pytest.fixture
) -> None:
    with django_assert_num_queries(2):
        actor_for(cast.leader.user, monday_morning)


def test_an_officer_reaches_the_team_and_its_grids(cast: Cast, monday_morning: datetime) -> None:
    actor = acting(cast.east_officer, monday_morning)
    assert (actor.name, actor.user_id) == ("张东升", cast.east_officer.user_id)
    assert (actor.district_id, actor.unit_id) == (cast.territory.district.pk, cast.east_team.pk)
    assert actor.roles == {Role.ENFORCEMENT_OFFICER}
    assert actor.may(Permission.CASE_HANDLE_ON_THE_SPOT)
    assert actor.unit_ids == {cast.east_team.pk}
    assert actor.grid_ids == {cast.territory.grids["A01"].pk, cast.territory.grids["A02"].pk}


def test_a_squad_leader_reaches_the_squad_and_all_below(cast: Cast, monday_morning: datetime) -> None:
    actor = acting(cast.east_leader, monday_morning)
    assert actor.unit_ids == {cast.east.pk, cast.east_team.pk}
    assert cast.territory.grids["B01"].pk not in actor.grid_ids


def test_a_brigade_leader_reaches_everything_of_the_bureau_and_no_contractor(
    cast: Cast, monday_morning: datetime
) -> None:
    units = acting(cast.leader, monday_morning).unit_ids
    assert units == {u.pk for u in (cast.brigade, cast.desk, cast.east, cast.west, cast.east_team, cast.west_team)}


def test_a_contractor_reaches_what_it_keeps(cast: Cast, monday_morning: datetime) -> None:
    actor = acting(cast.foreman, monday_morning)
    assert actor.is_contractor
    assert actor.unit_ids == {cast.contractor.pk}
    assert actor.grid_ids == {cast.territory.grids["A01"].pk}


def test_a_posting_outside_the_own_unit_widens_the_reach(cast: Cast, monday_morning: datetime) -> None:
    PostingFactory(staff=cast.west_officer, grid=cast.territory.grids["A01"], substitute_for=cast.east_officer)
    assert cast.territory.grids["A01"].pk in acting(cast.west_officer, monday_morning).grid_ids


@pytest.mark.parametrize(("days", "reached"), [(-1, 0), (0, 1), (6, 1), (7, 0)])
def test_a_posting_counts_from_its_first_day_up_to_its_end(
    cast: Cast, monday_morning: datetime, days: int, reached: int
) -> None:
    first = monday_morning.date()
    grid = cast.territory.grids["C01"]
    PostingFactory(staff=cast.west_officer, grid=grid, valid_from=first, valid_to=first + timedelta(days=7))
    actor = acting(cast.west_officer, monday_morning + timedelta(days=days))
    assert (grid.pk in actor.grid_ids) == bool(reached)


def test_the_day_is_the_districts_own_and_not_greenwichs(cast: Cast, monday_morning: datetime) -> None:
    grid = cast.territory.grids["C01"]
    PostingFactory(staff=cast.west_officer, grid=grid, valid_from=monday_morning.date())
    just_after_midnight = monday_morning.replace(hour=0, minute=5)
    assert grid.pk in acting(cast.west_officer, just_after_midnight).grid_ids
    assert grid.pk not in acting(cast.west_officer, just_after_midnight - timedelta(minutes=10)).grid_ids


def test_a_grid_kept_no_longer_is_out_of_reach(cast: Cast, monday_morning: datetime) -> None:
    UnitGridFactory(unit=cast.west_team, grid=cast.territory.grids["C01"], valid_to=monday_morning.date())
    assert cast.territory.grids["C01"].pk not in acting(cast.west_officer, monday_morning).grid_ids


def test_a_dissolved_unit_below_is_out_of_reach(cast: Cast, monday_morning: datetime) -> None:
    cast.east_team.valid_to = monday_morning.date()
    cast.east_team.save()
    assert acting(cast.east_leader, monday_morning).unit_ids == {cast.east.pk}


def test_an_administrator_stands_outside_the_units(cast: Cast, monday_morning: datetime) -> None:
    actor = acting(cast.keeper, monday_morning)
    assert actor.unit_id is None
    assert actor.unit_ids == actor.grid_ids == frozenset()
    assert actor.may(Permission.PEOPLE_EDIT)
    assert actor.district_id == cast.territory.district.pk


def test_somebody_who_has_left_may_do_nothing(cast: Cast, monday_morning: datetime) -> None:
    gone = StaffFactory(unit=cast.east_team, left_on=monday_morning.date())
    assert acting(gone, monday_morning).permissions == frozenset()
    assert acting(gone, monday_morning - timedelta(days=1)).may(Permission.CASE_REPORT)


@pytest.mark.django_db
def test_an_account_without_a_place_may_do_nothing(monday_morning: datetime) -> None:
    actor = actor_for(UserFactory(display_name="路人"), monday_morning)
    assert (actor.name, actor.district_id, actor.permissions) == ("路人", None, frozenset())
