"""Rosters whose circumstances change: several sick calls, several versions in force, grids that nobody mans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.access import system_for
from gridwarden.workforce.actions import rosters, sick_calls, solving
from gridwarden.workforce.domain.rostering import PlanState
from gridwarden.workforce.models import DutyShift, Posting, RosterPlan
from gridwarden.workforce.queries import rosters as queries
from tests.factories.cast import acting
from tests.factories.workforce import PostingFactory, StaffFactory
from tests.integration.workforce.test_rosters import MONDAY, WANTED, made, published

if TYPE_CHECKING:
    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(cast: Cast) -> list[Staff]:
    """Three more officers of the east beside the one of the cast, in the grids A01 and A02."""
    more = [StaffFactory(unit=cast.east_team) for _ in range(3)]
    for staff, code in zip(more, ("A01", "A02", "A02"), strict=True):
        PostingFactory(staff=staff, grid=cast.territory.grids[code])
    return [cast.east_officer, *more]


def proposed(cast: Cast, staff: Staff, at: datetime, first: int, days: int) -> RosterPlan:
    """Have somebody call in sick ``first`` days after the beginning, and make the roster again."""
    start = MONDAY + timedelta(days=first)
    call = sick_calls.SickCall(
        staff_id=staff.pk, valid_from=start, valid_to=start + timedelta(days=days), reason="病假"
    )
    (proposal,) = sick_calls.call_in_sick(by=acting(cast.east_leader, at), at=at, call=call).proposals
    solving.make(at=at, plan_id=proposal.pk, time_limit_s=20)
    proposal.refresh_from_db()
    return proposal


def on_duty_in_force(staff: Staff, first: int, days: int) -> int:
    start = MONDAY + timedelta(days=first)
    shifts = DutyShift.objects.filter(staff=staff, in_force=True, day__gte=start, day__lt=start + timedelta(days=days))
    return shifts.count()


def test_a_change_that_is_decided_leaves_no_older_one_to_take_it_back(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    published(cast, monday_morning)
    early = proposed(cast, officers[0], monday_morning, first=1, days=1)
    late = proposed(cast, officers[1], monday_morning, first=7, days=5)
    leader = acting(cast.east_leader, monday_morning)
    rosters.publish(by=leader, at=monday_morning, plan_id=late.pk)
    early.refresh_from_db()
    assert early.state == PlanState.WITHDRAWN
    again = RosterPlan.objects.get(based_on=late)
    assert (again.from_day, again.reason) == (early.from_day, early.reason)
    solving.make(at=monday_morning, plan_id=again.pk, time_limit_s=20)
    rosters.publish(by=leader, at=monday_morning, plan_id=again.pk)
    assert on_duty_in_force(officers[0], 1, 1) == 0
    assert on_duty_in_force(officers[1], 7, 5) == 0


def test_a_change_that_the_published_one_has_taken_up_is_dropped(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    published(cast, monday_morning)
    late = proposed(cast, officers[1], monday_morning, first=7, days=5)
    early = proposed(cast, officers[0], monday_morning, first=1, days=1)
    rosters.publish(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=early.pk)
    late.refresh_from_db()
    assert late.state == PlanState.WITHDRAWN
    assert not RosterPlan.objects.filter(based_on=early).exists()
    assert on_duty_in_force(officers[1], 7, 5) == 0


def test_a_change_is_counted_against_what_is_in_force_from_several_versions(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    published(cast, monday_morning)
    other = made(cast, monday_morning, seed=3)
    leader = acting(cast.east_leader, monday_morning)
    middle = MONDAY + timedelta(days=7)
    rosters.publish(by=leader, at=monday_morning, plan_id=other.pk, from_day=middle)
    in_force = set(DutyShift.objects.filter(in_force=True).values_list("staff", "day", "code"))
    assert in_force != set(DutyShift.objects.filter(plan=other).values_list("staff", "day", "code"))
    proposal = proposed(cast, officers[0], monday_morning, first=1, days=10)
    mine = set(DutyShift.objects.filter(plan=proposal).values_list("staff", "day", "code"))
    changed = {(row["staff"], date.fromisoformat(row["day"])) for row in proposal.figures["changes"]}
    assert {(staff, day) for staff, day, _ in mine ^ in_force} == changed


def test_grids_without_an_officer_are_told_with_the_roster(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = made(cast, monday_morning)
    assert queries.of_plan(plan.pk, monday_morning).unmanned == ()
    Posting.objects.filter(grid=cast.territory.grids["A02"]).delete()
    bare = made(cast, monday_morning)
    assert queries.of_plan(bare.pk, monday_morning).unmanned == ("A02",)
    rosters.publish(by=acting(cast.east_leader, monday_morning), at=monday_morning, plan_id=bare.pk)
    assert queries.in_force(cast.east, MONDAY, 14, monday_morning).unmanned == ("A02",)
    assert queries.in_force(cast.east_team, MONDAY, 14, monday_morning).unmanned == ()


def test_the_uppermost_unit_hears_of_every_grid_without_an_officer(cast: Cast, monday_morning: datetime) -> None:
    new = rosters.NewRoster(unit_id=cast.brigade.pk, first_day=MONDAY, days=7, wanted=WANTED)
    plan = rosters.draft(by=system_for(cast.brigade.district_id), at=monday_morning, new=new)
    solving.make(at=monday_morning, plan_id=plan.pk, time_limit_s=20)
    assert {"A02", "C01"} <= set(queries.of_plan(plan.pk, monday_morning).unmanned)


def test_the_hours_of_the_shifts_are_those_of_the_roster(
    cast: Cast, officers: list[Staff], monday_morning: datetime
) -> None:
    plan = made(cast, monday_morning, wanted=replace(WANTED, day_starts=6 * 60, day_ends=14 * 60))
    assert ("day", "06:00–14:00") in queries.of_plan(plan.pk, monday_morning).hours
