from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gridwarden.platform.access import PermissionDenied, Role
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions import leaves
from gridwarden.workforce.actions.postings import RoleNotHeld
from gridwarden.workforce.models import Leave, Posting
from gridwarden.workforce.queries.people import of_grid
from tests.factories.cast import Cast, acting
from tests.factories.workforce import LeaveFactory, PostingFactory
from tests.integration.workforce.trail import audited


def a_week(cast: Cast, at: datetime, *, start: int = 0) -> leaves.NewLeave:
    first = at.date() + timedelta(days=start)
    return leaves.NewLeave(
        staff_id=cast.east_officer.pk,
        valid_from=first,
        valid_to=first + timedelta(days=7),
        reason="年休假",
        substitute_id=cast.west_officer.pk,
    )


def at_work(cast: Cast, at: datetime, code: str = "A01") -> set[str]:
    posted = of_grid(cast.territory.grids[code].pk, at)
    return {person.name for person in posted if person.role is Role.ENFORCEMENT_OFFICER}


def test_the_substitute_works_in_the_grid_while_the_absent_is_away(cast: Cast, monday_morning: datetime) -> None:
    leaves.register(
        by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_week(cast, monday_morning, start=1)
    )
    tomorrow, later = monday_morning + timedelta(days=1), monday_morning + timedelta(days=8)
    assert at_work(cast, monday_morning) == {"张东升"}
    assert at_work(cast, tomorrow) == {"李西明"}
    assert cast.territory.grids["A01"].pk in acting(cast.west_officer, tomorrow).grid_ids
    assert at_work(cast, later) == {"张东升"}
    assert audited() == ["posting.begun", "leave.registered"]


def test_the_substitutes_posting_names_the_absent(cast: Cast, monday_morning: datetime) -> None:
    leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_week(cast, monday_morning))
    posted = of_grid(cast.territory.grids["A01"].pk, monday_morning)
    assert [p.substitute_for_id for p in posted if p.name == "李西明"] == [cast.east_officer.pk]


def test_a_leave_without_a_substitute_leaves_a_hole(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_week(cast, monday_morning), substitute_id=None)
    leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)
    assert at_work(cast, monday_morning) == set()


def test_a_substitute_already_at_work_there_needs_no_second_posting(cast: Cast, monday_morning: datetime) -> None:
    PostingFactory(staff=cast.west_officer, grid=cast.territory.grids["A01"])
    leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_week(cast, monday_morning))
    assert at_work(cast, monday_morning) == {"李西明"}
    assert Posting.objects.filter(staff=cast.west_officer, grid=cast.territory.grids["A01"]).count() == 1


def test_a_posting_outside_the_leave_is_not_covered(cast: Cast, monday_morning: datetime) -> None:
    first = monday_morning.date()
    PostingFactory(staff=cast.east_officer, grid=cast.territory.grids["C01"], valid_from=first + timedelta(days=7))
    leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_week(cast, monday_morning))
    assert not Posting.objects.filter(staff=cast.west_officer, grid=cast.territory.grids["C01"]).exists()


def test_a_substitute_without_the_role_is_refused_and_nothing_is_left(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_week(cast, monday_morning), substitute_id=cast.east_informant.pk)
    with pytest.raises(RoleNotHeld):
        leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)
    assert not Leave.objects.exists()


def test_nobody_covers_his_own_leave(cast: Cast, monday_morning: datetime) -> None:
    new = replace(a_week(cast, monday_morning), substitute_id=cast.east_officer.pk)
    with pytest.raises(Invalid):
        leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=new)


def test_a_substitute_who_is_away_too_is_refused(cast: Cast, monday_morning: datetime) -> None:
    first = monday_morning.date()
    LeaveFactory(staff=cast.west_officer, valid_from=first + timedelta(days=6), valid_to=first + timedelta(days=9))
    with pytest.raises(leaves.SubstituteAway):
        leaves.register(by=acting(cast.keeper, monday_morning), at=monday_morning, new=a_week(cast, monday_morning))


def test_nobody_is_away_twice(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.keeper, monday_morning)
    leaves.register(by=by, at=monday_morning, new=a_week(cast, monday_morning))
    with pytest.raises(leaves.AlreadyAway):
        leaves.register(by=by, at=monday_morning, new=a_week(cast, monday_morning, start=6))


def test_a_leave_has_a_reason(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        leaves.register(
            by=acting(cast.keeper, monday_morning),
            at=monday_morning,
            new=replace(a_week(cast, monday_morning), reason=" "),
        )
    assert set(refusal.value.fields) == {"reason"}


@pytest.mark.parametrize("who", ["security", "east_leader", "east_officer"])
def test_only_the_system_administrator_notes_leaves(cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        leaves.register(
            by=acting(getattr(cast, who), monday_morning), at=monday_morning, new=a_week(cast, monday_morning)
        )


def test_whoever_is_back_early_takes_the_grid_over_again(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.keeper, monday_morning)
    leave = leaves.register(by=by, at=monday_morning, new=a_week(cast, monday_morning))
    back = monday_morning + timedelta(days=3)
    leaves.end(by=by, at=back, leave_id=leave.pk)
    assert at_work(cast, back) == {"张东升"}
    assert at_work(cast, back - timedelta(days=1)) == {"李西明"}


def test_a_leave_that_has_not_begun_is_taken_back_whole(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.keeper, monday_morning)
    leave = leaves.register(by=by, at=monday_morning, new=a_week(cast, monday_morning, start=5))
    leaves.end(by=by, at=monday_morning, leave_id=leave.pk)
    assert not Leave.objects.exists()
    assert not Posting.objects.filter(substitute_for=cast.east_officer).exists()
    assert audited()[-2:] == ["posting.withdrawn", "leave.ended"]


def test_a_leave_that_is_over_stays_as_it_was(cast: Cast, monday_morning: datetime) -> None:
    by = acting(cast.keeper, monday_morning)
    leave = leaves.register(by=by, at=monday_morning, new=a_week(cast, monday_morning))
    with pytest.raises(Conflict):
        leaves.end(by=by, at=monday_morning + timedelta(days=7), leave_id=leave.pk)
