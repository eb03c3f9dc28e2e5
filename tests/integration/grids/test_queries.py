"""Rows for pages and the API: of the own district only, in a fixed order, at a fixed cost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gridwarden.grids.models import Grid
from gridwarden.grids.queries import districts, grids, roads
from gridwarden.platform.access import ANONYMOUS, SYSTEM
from tests.factories.grids import RoadFactory, Territory, territory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from gridwarden.platform.access import Actor


def test_an_actor_knows_the_own_district_and_the_software_all(place: Territory, officer: Actor) -> None:
    other = territory()
    assert [row.id for row in districts.rows(officer)] == [place.district.pk]
    assert {row.id for row in districts.rows(SYSTEM)} == {place.district.pk, other.district.pk}
    assert districts.own(officer).code6 == place.district.code6
    with pytest.raises(districts.NoDistrict):
        districts.own(ANONYMOUS)


def test_grids_of_a_day_cost_one_statement(place: Territory, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        rows = grids.on(place.district.pk, date(2026, 3, 2))
    assert [row.code for row in rows] == ["A01", "A02", "B01", "C01"]
    assert (rows[0].lon, rows[0].lat) == pytest.approx((120.465, 31.595), abs=1e-3)
    assert not rows[0].is_too_wide


def test_a_grid_wider_than_allowed_says_so(place: Territory) -> None:
    Grid.objects.filter(code="A01").update(diameter_m=1500.1)
    first = grids.on(place.district.pk, date(2026, 3, 2))[0]
    assert (first.is_too_wide, first.max_diameter_m) == (True, 1500)


def test_a_grid_of_another_district_is_not_there(place: Territory, stranger: Actor, officer: Actor) -> None:
    assert grids.one(officer, place.grids["A01"].pk).code == "A01"
    with pytest.raises(grids.NoGrid):
        grids.one(stranger, place.grids["A01"].pk)


def test_pieces_of_a_road_are_one_row_and_grades_come_gravest_first(
    place: Territory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    RoadFactory(district=place.district, name="小巷", grade="back_street", control="regulated")
    longest = RoadFactory(district=place.district, name="大道", length_m=5000)
    RoadFactory(district=place.district, name="大道", highway="trunk", length_m=10)
    RoadFactory(district=place.district, name="", length_m=9000)
    RoadFactory(district=place.district, name="短路", length_m=1)
    with django_assert_num_queries(1):
        rows = roads.by_name(place.district.pk)
    assert [(row.name, row.grade) for row in rows] == [
        ("大道", "arterial"),
        ("短路", "arterial"),
        ("", "arterial"),
        ("小巷", "back_street"),
    ]
    assert (rows[0].id, rows[0].pieces, rows[0].length_m, rows[0].highways) == (longest.pk, 2, 5010, "primary, trunk")
    assert [(one.grade, one.roads, one.length_m) for one in roads.sums(rows)] == [
        ("arterial", 2, 14011),
        ("secondary", 0, 0),
        ("back_street", 1, 1900),
    ]
