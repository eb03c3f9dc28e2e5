"""Edits of one district take turns: whoever comes second sees what the first has done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

import pytest
from django.db import connection

from gridwarden.grids.actions import imports, plans, roads
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.domain.drafts import GridDraft
from gridwarden.grids.domain.kinds import GridClass, ImportKind, RoadGrade
from gridwarden.grids.models import Grid, Import
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.platform.access import SYSTEM
from tests.factories.grids import RoadFactory, Territory, square, territory
from tests.integration.grids import samples

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
DAY = date(2026, 3, 2)


def at_once(*works: Callable[[], T]) -> list[T | Exception]:
    """Run all works at the same moment, each on a connection of its own; return what they returned or raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Exception:
        start.wait()
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the test judges whatever happened
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def drafts_of(place: Territory, name: str) -> list[GridDraft]:
    return [
        GridDraft(code=grid.code, name=name, grid_class=GridClass(grid.grid_class), geometry=to_shapely(grid.geom))
        for grid in place.grids.values()
    ]


def test_of_many_plans_at_once_one_remains_whole(monday_morning: datetime) -> None:
    place = territory()

    def adopt(name: str) -> Callable[[], object]:
        drafts = drafts_of(place, name)
        return lambda: plans.adopt(by=SYSTEM, at=monday_morning, district_id=place.district.pk, grids=drafts)

    outcomes = at_once(*[adopt(f"方案{number}") for number in range(4)])
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    today = Grid.objects.on(DAY).filter(district=place.district)
    assert today.count() == 4
    assert len(set(today.values_list("name", flat=True))) == 1
    assert Grid.objects.filter(district=place.district).count() == 8


def test_a_grid_amended_twice_at_once_has_both_changes_or_one_refusal(monday_morning: datetime) -> None:
    place = territory()
    grid_id = place.grids["A01"].pk

    def amend(**change: object) -> Callable[[], object]:
        return lambda: plans.amend(by=SYSTEM, at=monday_morning, grid_id=grid_id, **change)  # type: ignore[arg-type]

    outcomes = at_once(amend(name="东街"), amend(name="西街"))
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(refusal) for refusal in refused] == [plans.GridClosed]
    assert Grid.objects.on(DAY).filter(district=place.district, code="A01").count() == 1


def test_the_same_file_brought_by_four_at_once_is_imported_once(monday_morning: datetime) -> None:
    place = territory()
    file = samples.geojson((to_shapely(square(0, 0)), {"code": "W01", "class": "A"}))
    order = Order(ImportKind.GRIDS, place.district.pk, file, "cgcs2000")
    taken = at_once(*[lambda: imports.take(by=SYSTEM, at=monday_morning, order=order)] * 4)
    assert sorted(one.repeated for one in taken if isinstance(one, imports.Taken)) == [False, True, True, True]
    assert Import.objects.count() == 1


def test_two_districts_do_not_wait_for_each_other(monday_morning: datetime) -> None:
    places = [territory(), territory()]

    def adopt(place: Territory) -> Callable[[], object]:
        drafts = [replace(draft, name="新") for draft in drafts_of(place, "旧")]
        return lambda: plans.adopt(by=SYSTEM, at=monday_morning, district_id=place.district.pk, grids=drafts)

    outcomes = at_once(*map(adopt, places))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []


def test_a_road_graded_by_two_at_once_keeps_grade_and_reason_together(monday_morning: datetime) -> None:
    road = RoadFactory(district=territory().district)

    def grade(to: RoadGrade) -> Callable[[], object]:
        return lambda: roads.grade(by=SYSTEM, at=monday_morning, road_id=road.pk, grade=to, reason=to.value)

    at_once(grade(RoadGrade.SECONDARY), grade(RoadGrade.BACK_STREET))
    road.refresh_from_db()
    assert road.grade == road.grade_reason
