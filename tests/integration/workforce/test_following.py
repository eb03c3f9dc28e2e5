"""A new plan of grids takes the people along."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.grids.events import GridPlanChanged
from gridwarden.platform.events.bus import publish
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.workforce.models import Posting, UnitGrid
from gridwarden.workforce.queries.people import of_grid
from gridwarden.workforce.queries.units import team_of_grid
from tests.factories.grids import GridFactory
from tests.factories.workforce import PostingFactory
from tests.integration.workforce.trail import audited

if TYPE_CHECKING:
    from gridwarden.grids.models import Grid
    from tests.factories.cast import Cast


@pytest.fixture
def newer(cast: Cast, monday_morning: datetime) -> Grid:
    """The next version of A01, from tomorrow on."""
    day = monday_morning.date() + timedelta(days=1)
    old = cast.territory.grids["A01"]
    old.valid_to = day
    old.save()
    found: Grid = GridFactory(district=cast.territory.district, code="A01", valid_from=day)
    return found


def change_plan(cast: Cast, at: datetime, *, followed: dict[str, int]) -> None:
    publish(
        GridPlanChanged(
            district_id=cast.territory.district.pk,
            at=at,
            day=(at.date() + timedelta(days=1)).isoformat(),
            opened=list(followed.values()),
            closed=[cast.territory.grids["A01"].pk],
            followed=followed,
        )
    )
    deliver_pending(now=at)


def test_whoever_works_in_the_grid_works_in_the_one_that_follows(
    cast: Cast, newer: Grid, monday_morning: datetime
) -> None:
    old = cast.territory.grids["A01"]
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    tomorrow = monday_morning + timedelta(days=1)
    assert {one.name for one in of_grid(old.pk, monday_morning)} == {"张东升", "周巡"}
    assert of_grid(old.pk, tomorrow) == []
    assert {one.name for one in of_grid(newer.pk, tomorrow)} == {"张东升", "周巡"}
    assert "postings.followed_plan" in audited()


def test_whoever_keeps_the_grid_keeps_the_one_that_follows(cast: Cast, newer: Grid, monday_morning: datetime) -> None:
    old = cast.territory.grids["A01"]
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    tomorrow = monday_morning + timedelta(days=1)
    assert team_of_grid(old.pk, tomorrow) is None
    team = team_of_grid(newer.pk, tomorrow)
    assert team is not None
    assert team.id == cast.east_team.pk
    assert UnitGrid.objects.filter(grid=newer).count() == 3


def test_an_end_that_was_set_stays_set(cast: Cast, newer: Grid, monday_morning: datetime) -> None:
    old = cast.territory.grids["A01"]
    end = monday_morning.date() + timedelta(days=20)
    cast.east_officer.postings.update(valid_to=end)
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    assert Posting.objects.get(staff=cast.east_officer, grid=newer).valid_to == end


def test_a_posting_that_begins_later_begins_in_the_new_grid(cast: Cast, newer: Grid, monday_morning: datetime) -> None:
    old = cast.territory.grids["A01"]
    later = PostingFactory(staff=cast.west_officer, grid=old, valid_from=monday_morning.date() + timedelta(days=9))
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    assert Posting.objects.get(pk=later.pk).grid == newer


def test_a_grid_that_nothing_follows_leaves_its_people_free(cast: Cast, newer: Grid, monday_morning: datetime) -> None:
    later = PostingFactory(
        staff=cast.west_officer,
        grid=cast.territory.grids["A01"],
        valid_from=monday_morning.date() + timedelta(days=9),
    )
    change_plan(cast, monday_morning, followed={})
    tomorrow = monday_morning.date() + timedelta(days=1)
    assert not Posting.objects.on(tomorrow).filter(staff=cast.east_officer).exists()
    assert not Posting.objects.filter(pk=later.pk).exists()


def test_hearing_of_the_plan_twice_changes_nothing(cast: Cast, newer: Grid, monday_morning: datetime) -> None:
    old = cast.territory.grids["A01"]
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    before = sorted(Posting.objects.values_list("pk", "grid_id", "valid_from", "valid_to"))
    change_plan(cast, monday_morning, followed={str(old.pk): newer.pk})
    assert sorted(Posting.objects.values_list("pk", "grid_id", "valid_from", "valid_to")) == before
    assert audited().count("postings.followed_plan") == 1
