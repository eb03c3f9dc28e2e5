"""A plan opens, changes and closes grids; history keeps every version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.grids.actions import plans
from gridwarden.grids.actions.guards import NoDistrict
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.domain.drafts import GridDraft
from gridwarden.grids.domain.faults import FaultRule, ImportRefused
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_polygons, to_shapely
from gridwarden.grids.queries import locate
from gridwarden.grids.queries.grids import NoGrid
from gridwarden.platform.access import SYSTEM, Actor, PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.refusals import Invalid
from tests.factories.grids import START, Territory, middle_of, square
from tests.factories.workforce import GridTeamFactory, PostingFactory, StaffFactory

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 3, 2)


def drafts_of(place: Territory) -> list[GridDraft]:
    return [
        GridDraft(code=grid.code, name=grid.name, grid_class=GridClass(grid.grid_class), geometry=to_shapely(grid.geom))
        for grid in place.grids.values()
    ]


def adopt(
    place: Territory, by: Actor, at: datetime, grids: Sequence[GridDraft], from_day: date | None = None
) -> Outcome:
    return plans.adopt(by=by, at=at, district_id=place.district.pk, grids=grids, from_day=from_day)


def test_the_same_plan_changes_nothing(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    assert adopt(place, keeper, monday_morning, drafts_of(place)) == Outcome(unchanged=4)
    assert not EventRow.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_polygon_is_the_same_as_its_multi_part_form(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    plain = [replace(draft, geometry=draft.geometry.geoms[0]) for draft in drafts_of(place)]
    assert adopt(place, keeper, monday_morning, plain) == Outcome(unchanged=4)


def test_a_changed_grid_opens_a_version_and_closes_the_old_one(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    first, *others = drafts_of(place)
    outcome = adopt(place, keeper, monday_morning, [replace(first, name="新名"), *others])
    assert outcome == Outcome(changed=1, unchanged=3)
    old, new = Grid.objects.filter(district=place.district, code="A01").order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (DAY, DAY, None)
    assert (old.name, new.name) == ("网格 A01", "新名")


def test_a_grid_left_out_is_closed_and_a_new_code_opened(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    *kept, last = drafts_of(place)
    outcome = adopt(place, keeper, monday_morning, [*kept, replace(last, code="C09")])
    assert outcome == Outcome(added=1, closed=1, unchanged=3)
    yesterday, today = (
        locate.locate(place.district.pk, *middle_of(0, 1), day).code for day in (DAY - timedelta(days=1), DAY)
    )
    assert (yesterday, today) == ("C01", "C09")


def test_the_plan_is_told_and_recorded_once(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    first, second, third, last = drafts_of(place)
    adopt(place, keeper, monday_morning, [replace(first, name="新名"), second, third, replace(last, code="C09")])
    event = EventRow.objects.get()
    renamed, opened = (Grid.objects.get(code=code, valid_from=DAY) for code in ("A01", "C09"))
    assert event.name == "grids.plan_changed"
    assert event.payload["day"] == "2026-03-02"
    assert event.payload["followed"] == {str(place.grids["A01"].pk): renamed.pk}
    assert sorted(event.payload["opened"]) == sorted([renamed.pk, opened.pk])
    assert sorted(event.payload["closed"]) == sorted([place.grids["A01"].pk, place.grids["C01"].pk])
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.district_id) == ("grids.plan_changed", place.district.pk)


def test_a_correction_on_the_first_day_keeps_the_row(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    first, *others = drafts_of(place)
    outcome = adopt(place, keeper, monday_morning, [replace(first, name="更正"), *others], from_day=START)
    assert outcome == Outcome(changed=1, unchanged=3)
    place.grids["A01"].refresh_from_db()
    assert place.grids["A01"].name == "更正"


def test_a_grid_that_began_that_day_and_is_left_out_never_was(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    adopt(place, keeper, monday_morning, drafts_of(place)[:3], from_day=START)
    assert not Grid.objects.filter(district=place.district, code="C01").exists()


def test_a_grid_that_began_that_day_and_is_in_use_cannot_vanish(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    staff = StaffFactory(unit=GridTeamFactory(district=place.district))
    PostingFactory(staff=staff, grid=place.grids["C01"])
    with pytest.raises(plans.GridInUse):
        adopt(place, keeper, monday_morning, drafts_of(place)[:3], from_day=START)
    assert Grid.objects.filter(pk=place.grids["C01"].pk).exists()


def test_the_stored_measures_are_those_of_the_plane(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    wide = GridDraft(
        code="W01",
        name="宽",
        grid_class=GridClass.C,
        patrol_mode=PatrolMode.VEHICLE,
        geometry=to_shapely(square(columns=2)),
    )
    adopt(place, keeper, monday_morning, [wide])
    grid = Grid.objects.get(code="W01")
    assert grid.area_m2 == pytest.approx(2 * place.grids["A01"].area_m2, rel=1e-4)
    assert 2100 < grid.diameter_m < 2300
    assert grid.patrol_mode == "vehicle"


def test_a_plan_before_one_that_is_already_there_is_refused(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    adopt(place, keeper, monday_morning, drafts_of(place)[:3])
    adopt(place, keeper, monday_morning, drafts_of(place), from_day=date(2026, 4, 1))
    with pytest.raises(plans.LaterPlan):
        adopt(place, keeper, monday_morning, drafts_of(place))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"geometry": shapely.box(0, 0, 1, 1)}, FaultRule.OUTSIDE_DISTRICT),
        ({"geometry": shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])}, FaultRule.INVALID_GEOMETRY),
        ({"code": "A02"}, FaultRule.DUPLICATE),
    ],
)
def test_a_plan_with_a_fault_is_refused_whole(
    place: Territory, keeper: Actor, monday_morning: datetime, change: dict[str, object], rule: FaultRule
) -> None:
    first, *others = drafts_of(place)
    with pytest.raises(ImportRefused) as refusal:
        adopt(place, keeper, monday_morning, [*others, replace(first, **change)])  # type: ignore[arg-type]
    assert [(fault.rule, fault.row) for fault in refusal.value.faults] == [(rule, 4)]
    assert Grid.objects.on(DAY).filter(district=place.district).count() == 4


def test_there_is_no_plan_for_a_district_that_is_not_there(place: Territory, monday_morning: datetime) -> None:
    with pytest.raises(NoDistrict):
        plans.adopt(by=SYSTEM, at=monday_morning, district_id=place.district.pk + 1, grids=[])


def test_only_who_may_edit_the_territory_adopts_a_plan(
    place: Territory, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        adopt(place, officer, monday_morning, [])
    with pytest.raises(NoDistrict):
        adopt(place, stranger, monday_morning, [])


# -- a single grid -----------------------------------------------------------------------------------------


def test_a_grid_is_renamed_from_a_day_on(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    old = place.grids["A01"]
    new = plans.amend(
        by=keeper, at=monday_morning, grid_id=old.pk, name="东街", grid_class=GridClass.B, from_day=date(2026, 5, 1)
    )
    old.refresh_from_db()
    assert (old.name, old.grid_class, old.valid_to) == ("网格 A01", "A", date(2026, 5, 1))
    assert (new.name, new.grid_class, new.valid_from) == ("东街", "B", date(2026, 5, 1))
    assert new.geom.equals_exact(old.geom)


def test_an_amendment_without_difference_changes_nothing(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    grid = plans.amend(by=keeper, at=monday_morning, grid_id=place.grids["A01"].pk, name="网格 A01")
    assert grid == place.grids["A01"]


def test_a_grid_is_not_amended_before_it_began_after_it_ended_or_without_a_name(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    grid = place.grids["A01"]
    with pytest.raises(plans.TooEarly):
        plans.amend(by=keeper, at=monday_morning, grid_id=grid.pk, name="x", from_day=START - timedelta(days=1))
    with pytest.raises(Invalid):
        plans.amend(by=keeper, at=monday_morning, grid_id=grid.pk, name=" ")
    plans.amend(by=keeper, at=monday_morning, grid_id=grid.pk, name="x")
    with pytest.raises(plans.GridClosed):
        plans.amend(by=keeper, at=monday_morning, grid_id=grid.pk, name="y")


def test_only_who_may_edit_the_territory_amends_a_grid(
    place: Territory, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        plans.amend(by=officer, at=monday_morning, grid_id=place.grids["A01"].pk, name="x")
    with pytest.raises(NoGrid):
        plans.amend(by=stranger, at=monday_morning, grid_id=place.grids["A01"].pk, name="x")


def test_a_multi_part_grid_is_taken_over_as_it_is(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    parts = shapely.MultiPolygon([to_shapely(square(0, 0)).geoms[0], to_shapely(square(1, 1)).geoms[0]])
    draft = GridDraft(code="M01", name="两块", grid_class=GridClass.C, geometry=parts)
    adopt(place, keeper, monday_morning, [draft])
    assert Grid.objects.get(code="M01").geom.equals_exact(to_polygons(parts))
