"""Designs: made in the background, changed by hand, published without touching what happened before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.grids.actions import designing, designs, redrawing
from gridwarden.grids.actions.designs import (
    DesignFlawed,
    DesignNotReady,
    DesignUnchanged,
    NewDesign,
    PublishedTooEarly,
    TooManyDesigns,
)
from gridwarden.grids.actions.redrawing import DesignMovedOn, NothingToUndo
from gridwarden.grids.domain.design import BadDesignParams
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.redrawing import FlawKind
from gridwarden.grids.domain.wanted import BadWishes, Community, Wanted
from gridwarden.grids.models import Grid, PlanDesign
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import checks
from gridwarden.grids.queries import designs as queries
from gridwarden.grids.queries.designs import NoDesign
from gridwarden.grids.queries.locate import locate
from gridwarden.platform.access import PermissionDenied, system_for
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from tests.factories.designs import drafted
from tests.factories.grids import SIDE, SOUTH, WEST, RoadFactory, Territory, ZoneFactory, middle_of, square, territory

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

SMALL: dict[str, Any] = {"counts": {"A": 0, "B": 0, "C": 2}, "time_limit_s": 0.5, "seed": 3}


@pytest.fixture
def design(place: Territory) -> PlanDesign:
    """A finished design of sixteen blocks."""
    return drafted(place.district)


def lay_roads(place: Territory) -> None:
    """Give the district a lattice of roads, and let all of it be a village."""
    ZoneFactory(district=place.district, kind="village", geom=square(columns=2, rows=2))
    for number in range(9):
        across, along = number * SIDE / 4, 2 * SIDE
        for key, line in {
            f"east/{number}": ((WEST, SOUTH + across), (WEST + along, SOUTH + across)),
            f"north/{number}": ((WEST + across, SOUTH), (WEST + across, SOUTH + along)),
        }.items():
            lines = MultiLineString(LineString(*line), srid=4490)
            RoadFactory(district=place.district, source_key=key, highway="residential", name=key, geom=lines)


def code_of_block(design: PlanDesign, number: int) -> str:
    return str(design.blocks.get(number=number).grid_code)


def grid_code_at(place: Territory, column: int, row: int, at: datetime | date) -> str:
    return locate(place.district.pk, *middle_of(column, row), at).code


def test_a_design_is_queued_with_its_settings(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    made = designs.start(
        by=keeper,
        at=monday_morning,
        new=NewDesign(district_id=place.district.pk, params=SMALL, wanted=Wanted(keep=1.0)),
    )
    assert (made.state, made.seed, made.wishes["keep"]) == ("queued", 3, 1.0)
    (job,) = ProcrastinateJob.objects.filter(task_name=designs.JOB)
    assert job.args == {"design_id": made.pk}
    assert AuditEntry.objects.filter(action="grids.design_started", subject_id=str(made.pk)).exists()


def test_a_wrong_setting_is_refused_before_anything_is_queued(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    new = NewDesign(district_id=place.district.pk, params={"sed": 1})
    with pytest.raises(BadDesignParams, match="no setting 'sed'"):
        designs.start(by=keeper, at=monday_morning, new=new)
    assert not PlanDesign.objects.exists()


def test_only_so_many_designs_are_made_at_once(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    new = NewDesign(district_id=place.district.pk)
    for _ in range(designs.MOST_IN_WORK):
        designs.start(by=keeper, at=monday_morning, new=new)
    with pytest.raises(TooManyDesigns):
        designs.start(by=keeper, at=monday_morning, new=new)


def test_whoever_may_not_edit_the_territory_designs_nothing(
    place: Territory, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    new = NewDesign(district_id=place.district.pk)
    with pytest.raises(PermissionDenied):
        designs.start(by=officer, at=monday_morning, new=new)
    with pytest.raises(Exception, match="no such district"):
        designs.start(by=stranger, at=monday_morning, new=new)


def test_the_job_draws_a_plan_that_covers_the_district_and_is_ready_to_publish(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    lay_roads(place)
    made = designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk, params=SMALL))
    designing.make(at=monday_morning, design_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.failure, made.progress) == ("done", "", 100)
    assert (made.figures["count"], made.today["count"]) == (2, 4)
    assert made.bounds["C"]["least"] == 1
    assert made.blocks.count() > 16
    judged = redrawing.judged(by=keeper, at=monday_morning, design_id=made.pk).figures
    assert judged.minutes == pytest.approx(made.figures["minutes"], abs=0.01)
    assert judged.max_diameter_m == pytest.approx(made.figures["max_diameter_m"], abs=0.01)
    designs.publish(by=keeper, at=monday_morning, design_id=made.pk)
    report = checks.report(place.district.pk, monday_morning)
    assert report.is_clean, report.as_dict()["counts"]
    assert report.grid_count == 2


def test_a_town_that_cannot_be_designed_says_why(place: Territory, keeper: Actor, monday_morning: datetime) -> None:
    made = designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk))
    designing.make(at=monday_morning, design_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.failure) == ("failed", "There is no road.")


def test_a_design_that_waits_is_dropped_when_it_is_stopped_and_one_that_runs_ends(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    waiting = designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk))
    assert designs.stop(by=keeper, at=monday_morning, design_id=waiting.pk).state == "discarded"
    designing.make(at=monday_morning, design_id=waiting.pk)
    assert not waiting.blocks.exists()
    running = designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk))
    PlanDesign.objects.filter(pk=running.pk).update(state="running")
    assert designs.stop(by=keeper, at=monday_morning, design_id=running.pk).is_stop_asked
    with pytest.raises(DesignNotReady):
        designs.stop(by=keeper, at=monday_morning, design_id=drafted(place.district).pk)


def test_a_search_that_is_stopped_keeps_its_best_plan(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    lay_roads(place)
    long = {**SMALL, "time_limit_s": 3000.0}
    made = designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk, params=long))
    PlanDesign.objects.filter(pk=made.pk).update(state="running", is_stop_asked=True)
    designing.make(at=monday_morning, design_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.figures["count"]) == ("done", 2)


def test_a_moved_block_changes_grids_figures_and_verdict(
    design: PlanDesign, keeper: Actor, monday_morning: datetime
) -> None:
    edited = redrawing.move(by=keeper, at=monday_morning, design_id=design.pk, blocks=[1], to="A02")
    design.refresh_from_db()
    assert (edited.blocks, edited.revision, edited.can_undo) == ({1: "A02"}, 1, True)
    assert code_of_block(design, 1) == "A02"
    grown = design.grids.get(code="A02")
    assert grown.load_minutes == pytest.approx(50)
    assert grown.area_m2 == pytest.approx(design.grids.get(code="A01").area_m2 * 5 / 3, rel=1e-3)
    assert design.figures["changed_share"] == pytest.approx(1 / 16, abs=1e-3)
    assert {flaw.kind for flaw in edited.flaws} >= {FlawKind.LOAD}
    assert AuditEntry.objects.filter(action="grids.design_edited").count() == 1


def test_a_trial_changes_nothing(design: PlanDesign, keeper: Actor, monday_morning: datetime) -> None:
    tried = redrawing.move(by=keeper, at=monday_morning, design_id=design.pk, blocks=[4], to="C01", is_trial=True)
    assert (FlawKind.MIXED, "C01") in {(flaw.kind, flaw.code) for flaw in tried.flaws}
    design.refresh_from_db()
    assert (design.revision, code_of_block(design, 4)) == (0, "A01")


def test_edits_are_taken_back_one_by_one(design: PlanDesign, keeper: Actor, monday_morning: datetime) -> None:
    before, by, at = design.figures, keeper, monday_morning
    redrawing.split(by=by, at=at, design_id=design.pk, code="B01")
    redrawing.merge(by=by, at=at, design_id=design.pk, code="A02", into="A01")
    assert sorted(design.grids.values_list("code", flat=True)) == ["A01", "B01", "B02", "C01"]
    first = redrawing.undo(by=by, at=at, design_id=design.pk)
    assert sorted(design.grids.values_list("code", flat=True)) == ["A01", "A02", "B01", "B02", "C01"]
    second = redrawing.undo(by=by, at=at, design_id=design.pk)
    assert (first.can_undo, second.can_undo) == (True, False)
    design.refresh_from_db()
    assert design.figures == before
    with pytest.raises(NothingToUndo):
        redrawing.undo(by=by, at=at, design_id=design.pk)


def test_two_hands_do_not_change_different_plans(design: PlanDesign, keeper: Actor, monday_morning: datetime) -> None:
    redrawing.move(by=keeper, at=monday_morning, design_id=design.pk, blocks=[1], to="A02", revision=0)
    with pytest.raises(DesignMovedOn):
        redrawing.move(by=keeper, at=monday_morning, design_id=design.pk, blocks=[2], to="A01", revision=0)


def test_publishing_leaves_old_cases_their_grids(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    old = place.grids["A02"]
    redrawing.split(by=keeper, at=monday_morning, design_id=design.pk, code="A02")
    day = date(2026, 3, 9)
    outcome = designs.publish(by=keeper, at=monday_morning, design_id=design.pk, from_day=day)
    assert (outcome.added, outcome.closed) == (1, 0)
    old.refresh_from_db()
    assert (old.valid_to, old.area_m2) == (day, place.grids["A02"].area_m2)
    assert locate(place.district.pk, *middle_of(1, 0), monday_morning).grid_id == old.pk
    assert locate(place.district.pk, *middle_of(1, 0), day).grid_id != old.pk
    design.refresh_from_db()
    assert (design.state, design.published_from) == (DesignState.PUBLISHED, day)
    assert EventRow.objects.filter(name="grids.plan_changed").count() == 1
    assert AuditEntry.objects.filter(action="grids.design_published").count() == 1
    with pytest.raises(DesignNotReady):
        redrawing.move(by=keeper, at=monday_morning, design_id=design.pk, blocks=[1], to="A02")


def test_a_published_grid_keeps_the_name_of_its_code(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    redrawing.split(by=keeper, at=monday_morning, design_id=design.pk, code="B01")
    designs.publish(by=keeper, at=monday_morning, design_id=design.pk)
    names = dict(Grid.objects.on(date(2026, 3, 2)).filter(district=place.district).values_list("code", "name"))
    assert (names["A01"], names["B02"]) == ("网格 A01", "B02")


def test_a_plan_with_a_grave_flaw_is_not_published(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    redrawing.merge(by=keeper, at=monday_morning, design_id=design.pk, code="A02", into="A01")
    with pytest.raises(DesignFlawed) as refused:
        designs.publish(by=keeper, at=monday_morning, design_id=design.pk)
    assert refused.value.fields == {"A01": "too_wide"}
    assert Grid.objects.on(date(2026, 3, 2)).filter(district=place.district).count() == 4


def test_a_plan_that_leaves_a_gap_is_not_published(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    place.district.boundary = square(columns=3, rows=2)
    place.district.save()
    with pytest.raises(DesignFlawed, match="cover"):
        designs.publish(by=keeper, at=monday_morning, design_id=design.pk)


def test_the_plan_in_force_is_not_published_again(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    assert queries.is_in_force_already(keeper, design.pk, monday_morning)
    with pytest.raises(DesignUnchanged):
        designs.publish(by=keeper, at=monday_morning, design_id=design.pk)
    redrawing.split(by=keeper, at=monday_morning, design_id=design.pk, code="B01")
    assert not queries.is_in_force_already(keeper, design.pk, monday_morning)
    designs.publish(by=keeper, at=monday_morning, design_id=design.pk)


def test_locked_grids_stay_with_their_codes_and_the_rest_is_numbered_by_community(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    lay_roads(place)
    wanted = Wanted(
        locked=("C01",),
        together=((middle_of(0, 0), middle_of(1, 0)),),
        communities=(Community(community="320205001001", geometry=to_shapely(place.district.boundary)),),
    )
    new = NewDesign(district_id=place.district.pk, params={"seed": 3, "time_limit_s": 1.0}, wanted=wanted)
    made = designs.start(by=keeper, at=monday_morning, new=new)
    designing.make(at=monday_morning, design_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.failure) == ("done", "")
    shapes = {grid.code: to_shapely(grid.geom) for grid in made.grids.all()}
    assert all(code.startswith("320205001001") and len(code) == 15 for code in shapes)
    locked = to_shapely(place.grids["C01"].geom)
    nearest = min(shape.symmetric_difference(locked).area for shape in shapes.values())
    assert nearest < 1e-4 * locked.area
    assert made.roads.exclude(reason="").count() == made.roads.count() > 0


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(locked=("Z99",)), "locked"),
        (Wanted(together=((middle_of(0, 0), (0.0, 0.0)),)), "together"),
        (Wanted(apart=((middle_of(0, 0), middle_of(0, 0)),)), "apart"),
        (Wanted(communities=(Community(community="320205001001", geometry=to_shapely(square())),)), "communities"),
        (Wanted(base=999_999), "base"),
    ],
)
def test_wishes_that_cannot_be_meant_are_refused_at_their_field(
    place: Territory, keeper: Actor, monday_morning: datetime, wanted: Wanted, field: str
) -> None:
    with pytest.raises(BadWishes) as refused:
        designs.start(by=keeper, at=monday_morning, new=NewDesign(district_id=place.district.pk, wanted=wanted))
    assert list(refused.value.fields) == [field]
    assert not PlanDesign.objects.exists()


def test_a_design_starts_from_an_earlier_one(
    design: PlanDesign, place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    lay_roads(place)
    redrawing.split(by=keeper, at=monday_morning, design_id=design.pk, code="B01")
    wanted = Wanted(base=design.pk, locked=("B02",))
    new = NewDesign(district_id=place.district.pk, params={"seed": 3, "time_limit_s": 1.0}, wanted=wanted)
    made = designs.start(by=keeper, at=monday_morning, new=new)
    designing.make(at=monday_morning, design_id=made.pk)
    before, after = design.grids.get(code="B02"), made.grids.get(code="B02")
    assert to_shapely(after.geom).symmetric_difference(to_shapely(before.geom)).area < 1e-9


def test_a_plan_is_not_published_for_the_past(design: PlanDesign, keeper: Actor, monday_morning: datetime) -> None:
    yesterday = monday_morning.date() - timedelta(days=1)
    with pytest.raises(PublishedTooEarly):
        designs.publish(by=keeper, at=monday_morning, design_id=design.pk, from_day=yesterday)


def test_a_discarded_design_is_gone_and_a_published_one_stays(
    design: PlanDesign, keeper: Actor, monday_morning: datetime
) -> None:
    redrawing.split(by=keeper, at=monday_morning, design_id=design.pk, code="B01")
    designs.publish(by=keeper, at=monday_morning, design_id=design.pk)
    with pytest.raises(DesignNotReady):
        designs.discard(by=keeper, at=monday_morning, design_id=design.pk)
    other = drafted(design.district)
    designs.discard(by=keeper, at=monday_morning, design_id=other.pk)
    with pytest.raises(NoDesign):
        queries.one(keeper, other.pk)
    assert [row.id for row in queries.rows(keeper)] == [design.pk]


def test_outsiders_find_no_design(
    design: PlanDesign, stranger: Actor, officer: Actor, monday_morning: datetime
) -> None:
    for call in (designs.publish, designs.discard, designs.stop, redrawing.undo):
        with pytest.raises(NoDesign):
            call(by=stranger, at=monday_morning, design_id=design.pk)
        with pytest.raises(PermissionDenied):
            call(by=officer, at=monday_morning, design_id=design.pk)
    for look in (queries.one, queries.grids_of, queries.visible_draft):
        with pytest.raises(NoDesign):
            look(stranger, design.pk)
    assert queries.rows(stranger) == []
    assert queries.one(system_for(design.district_id), design.pk).id == design.pk
    assert territory().district != design.district
