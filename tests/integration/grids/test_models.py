"""The database guards the territory."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from gridwarden.grids.models import Backdrop, Grid, Import, StagedFile, TerritoryVersion
from tests.factories.grids import DistrictFactory, GridFactory, RoadFactory, ZoneFactory, territory

pytestmark = pytest.mark.django_db


def refused() -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError)


def test_two_versions_of_a_grid_may_follow_each_other() -> None:
    first = GridFactory(code="A01", valid_to=date(2024, 1, 1))
    GridFactory(district=first.district, code="A01", valid_from=date(2024, 1, 1))
    assert Grid.objects.on(date(2023, 12, 31)).get() == first
    assert Grid.objects.on(date(2024, 1, 1)).count() == 1


def test_two_versions_of_a_grid_never_overlap_in_time() -> None:
    first = GridFactory(code="A01", valid_to=date(2024, 1, 2))
    with refused(), transaction.atomic():
        GridFactory(district=first.district, code="A01", valid_from=date(2024, 1, 1))


def test_the_same_code_may_live_in_two_districts() -> None:
    GridFactory(code="A01")
    GridFactory(code="A01")
    assert Grid.objects.filter(code="A01").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"grid_class": "D"},
        {"patrol_mode": "boat"},
        {"area_m2": 0},
        {"valid_to": date(2020, 1, 1)},
    ],
)
def test_a_grid_that_breaks_a_rule_is_refused(wrong: dict[str, object]) -> None:
    with refused(), transaction.atomic():
        GridFactory(**wrong)


@pytest.mark.parametrize("code6", ["32020", "32020x", ""])
def test_a_district_code_has_six_digits(code6: str) -> None:
    with refused(), transaction.atomic():
        DistrictFactory(code6=code6)


def test_an_overridden_grade_needs_its_reason() -> None:
    RoadFactory(grade_source="override", grade_reason="market street")
    with refused(), transaction.atomic():
        RoadFactory(grade_source="override")


def test_the_database_keeps_the_tile_shape_of_a_grid() -> None:
    grid = GridFactory()
    grid.refresh_from_db()
    assert grid.shape.srid == 3857
    assert grid.shape.transform(4490, clone=True).equals_exact(grid.geom, 1e-7)


def test_every_change_of_the_territory_gives_it_a_new_version() -> None:
    place = territory()
    seen = [version(place.district.pk)]
    ZoneFactory(district=place.district)
    seen.append(version(place.district.pk))
    Grid.objects.filter(code="A01").update(name="改名")
    seen.append(version(place.district.pk))
    place.grids["A02"].delete()
    seen.append(version(place.district.pk))
    assert seen == sorted(set(seen))


def test_a_change_leaves_the_versions_of_other_districts_alone() -> None:
    mine, other = territory().district, territory().district
    before = version(mine.pk)
    GridFactory(district=other, code="X01", column=4)
    assert version(mine.pk) == before


def test_a_version_number_that_was_rolled_back_never_comes_again() -> None:
    district = territory().district
    before = version(district.pk)
    with transaction.atomic():
        GridFactory(district=district, code="X01", column=4)
        undone = version(district.pk)
        transaction.set_rollback(True)
    assert version(district.pk) == before
    GridFactory(district=district, code="X02", column=4)
    assert version(district.pk) > undone


def test_rows_name_themselves() -> None:
    place = territory(code6="320205", name="锡山区")
    zone, road = ZoneFactory(district=place.district), RoadFactory(district=place.district)
    version_row = TerritoryVersion.objects.get(pk=place.district.pk)
    names = [str(row) for row in (place.district, place.grids["A01"], zone, road)]
    assert names == ["320205 锡山区", "A01 网格 A01", "core 核心区", "人民路"]
    assert str(version_row) == f"{place.district.pk}: {version_row.version}"
    assert str(Backdrop(kind="water", name="京杭运河")) == "water 京杭运河"
    assert [str(row(kind="grids", file_name="plan.json")) for row in (Import, StagedFile)] == ["grids: plan.json"] * 2


def test_migrations_leave_the_grid_indexed_by_place() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'grids_grid'")
        definitions = [row[0] for row in cursor.fetchall()]
    assert sum("gist (geom)" in text for text in definitions) == 1
    assert sum("gist (shape)" in text for text in definitions) == 1


def version(district_id: int) -> int:
    return TerritoryVersion.objects.get(pk=district_id).version
