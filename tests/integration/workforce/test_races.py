"""Several hands at once: the database lets one through and the others hear why not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from gridwarden.platform.access import SYSTEM, Role
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.refusals import Refusal
from gridwarden.workforce.actions import keepers, leaves, people, postings
from gridwarden.workforce.actions.people import NewPerson
from gridwarden.workforce.actions.postings import NewPosting
from gridwarden.workforce.models import Leave, Posting, Staff, UnitGrid
from tests.factories import cast as cast_factory

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 6


def at_once(act: Callable[[int], Any]) -> list[str]:
    """Run ``act`` in several threads that start together; return "done" or the refusal's code for each."""
    start = Barrier(HANDS)

    def run(number: int) -> str:
        start.wait()
        try:
            act(number)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(run, range(HANDS)))


def test_one_posting_is_made_however_many_ask(monday_morning: datetime) -> None:
    cast = cast_factory.build()
    new = NewPosting(
        staff_id=cast.west_officer.pk,
        grid_id=cast.territory.grids["C01"].pk,
        role=Role.ENFORCEMENT_OFFICER,
        valid_from=monday_morning.date(),
    )
    answers = at_once(lambda _n: postings.post(by=SYSTEM, at=monday_morning, new=new))
    assert answers == ["already_posted"] * (HANDS - 1) + ["done"]
    assert Posting.objects.filter(staff=cast.west_officer, grid=new.grid_id).count() == 1
    assert AuditEntry.objects.filter(action="posting.begun").count() == 1


def test_a_grid_has_one_team_however_many_are_given_it(monday_morning: datetime) -> None:
    cast = cast_factory.build()
    grid = cast.territory.grids["C01"]
    teams = [cast.east_team.pk, cast.west_team.pk]
    answers = at_once(
        lambda n: keepers.assign(
            by=SYSTEM,
            at=monday_morning,
            unit_id=teams[n % 2],
            grid_id=grid.pk,
            valid_from=monday_morning.date(),
        )
    )
    assert answers == ["done"] + ["grid_already_kept"] * (HANDS - 1)
    assert UnitGrid.objects.filter(grid=grid, unit_kind="grid_team").count() == 1


def test_one_leave_is_noted_however_many_note_it(monday_morning: datetime) -> None:
    cast = cast_factory.build()
    first = monday_morning.date()
    new = leaves.NewLeave(
        staff_id=cast.east_officer.pk,
        valid_from=first,
        valid_to=first + timedelta(days=3),
        reason="病假",
        substitute_id=cast.west_officer.pk,
    )
    answers = at_once(lambda _n: leaves.register(by=SYSTEM, at=monday_morning, new=new))
    assert answers == ["already_away"] * (HANDS - 1) + ["done"]
    assert Leave.objects.count() == 1
    assert Posting.objects.filter(substitute_for=cast.east_officer).count() == 1


def test_one_person_is_enrolled_under_a_number_however_many_try(monday_morning: datetime) -> None:
    cast = cast_factory.build()
    answers = at_once(
        lambda n: people.enrol(
            by=SYSTEM,
            at=monday_morning,
            new=NewPerson(
                district_id=cast.territory.district.pk,
                username=f"chen{n}",
                display_name="陈露",
                staff_number="E9",
                joined_on=monday_morning.date(),
                unit_id=cast.east_team.pk,
            ),
        )
    )
    assert answers == ["done"] + ["staff_number_taken"] * (HANDS - 1)
    assert Staff.objects.filter(staff_number="E9").count() == 1
