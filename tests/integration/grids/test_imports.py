"""A file is taken over whole or not at all, once, and can be rehearsed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import shapely

from gridwarden.algorithms.geodesy import from_cgcs2000
from gridwarden.grids.actions import imports, plans
from gridwarden.grids.actions.guards import NoDistrict
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.domain.faults import ImportRefused
from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.grids.models import Backdrop, District, Grid, Import, Road, Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.sources.files import SourceFile
from gridwarden.platform.access import SYSTEM, Actor, PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.grids import SIDE, SOUTH, WEST, Territory, square
from tests.integration.grids import samples

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE = to_shapely(square(columns=2, rows=2))


def halves(**change: str) -> SourceFile:
    """A plan of two grids."""
    west = {"code": "W01", "class": "C", "name": "西", **change}
    east = {"code": "E01", "class": "C", "name": "东"}
    shapes = to_shapely(square(0, 0, rows=2)), to_shapely(square(1, 0, rows=2))
    return samples.geojson((shapes[0], west), (shapes[1], east))


@pytest.fixture
def take(place: Territory, keeper: Actor, monday_morning: datetime) -> Callable[..., imports.Taken]:
    """Take a file over on Monday morning."""

    def taken(kind: ImportKind, file: SourceFile, crs: str = "cgcs2000", **more: object) -> imports.Taken:
        order = Order(kind, place.district.pk, file, crs, **more)  # type: ignore[arg-type]
        return imports.take(by=keeper, at=monday_morning, order=order)

    return taken


def test_grids_are_taken_over_and_remembered(
    take: Callable[..., imports.Taken], place: Territory, monday_morning: datetime
) -> None:
    assert take(ImportKind.GRIDS, halves()) == imports.Taken(Outcome(added=2, closed=4))
    row = Import.objects.get()
    assert (row.kind, row.file_name, row.source_crs, row.by_name) == (
        "grids",
        "rows.geojson",
        "cgcs2000",
        "system_administrator",
    )
    assert row.file_sha256 == halves().sha256
    assert row.outcome == {"added": 2, "changed": 0, "closed": 4, "unchanged": 0}
    assert set(Grid.objects.on(monday_morning.date()).values_list("code", flat=True)) == {"W01", "E01"}


def test_the_same_file_again_changes_nothing(take: Callable[..., imports.Taken]) -> None:
    take(ImportKind.GRIDS, halves())
    entries = AuditEntry.objects.count()
    assert take(ImportKind.GRIDS, halves()) == imports.Taken(Outcome(), repeated=True)
    assert (Import.objects.count(), AuditEntry.objects.count()) == (1, entries)


def test_of_two_who_bring_the_same_file_at_once_one_changes_something(
    take: Callable[..., imports.Taken], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = imports._read

    def overtaken(order: Order) -> object:
        monkeypatch.setattr(imports, "_read", read)
        assert not take(ImportKind.GRIDS, halves()).repeated
        return read(order)

    monkeypatch.setattr(imports, "_read", overtaken)
    assert take(ImportKind.GRIDS, halves()).repeated
    assert Import.objects.count() == 1


def test_an_older_file_after_a_newer_one_is_a_new_import(take: Callable[..., imports.Taken]) -> None:
    take(ImportKind.GRIDS, halves())
    assert take(ImportKind.GRIDS, halves(name="西区")).outcome == Outcome(changed=1, unchanged=1)
    assert take(ImportKind.GRIDS, halves()).outcome == Outcome(changed=1, unchanged=1)


def test_the_same_degrees_in_another_system_are_another_import(take: Callable[..., imports.Taken]) -> None:
    take(ImportKind.GRIDS, halves())
    assert take(ImportKind.GRIDS, halves(), "wgs84").outcome == Outcome(unchanged=2)
    assert take(ImportKind.GRIDS, halves(), "gcj02").outcome == Outcome(changed=2)


def test_a_grid_declared_in_gcj02_lies_where_it_is(
    take: Callable[..., imports.Taken], monday_morning: datetime
) -> None:
    corners = [from_cgcs2000(lon, lat, "gcj02") for lon, lat in shapely.get_coordinates(square_of(0, 0)).tolist()]
    take(ImportKind.GRIDS, samples.geojson((shapely.Polygon(corners), {"code": "X", "class": "A"})), "gcj02")
    stored = to_shapely(Grid.objects.on(monday_morning.date()).get(code="X").geom)
    assert stored.normalize().equals_exact(shapely.MultiPolygon([square_of(0, 0)]).normalize(), 1e-8)


def square_of(column: int, row: int) -> shapely.Polygon:
    polygon: shapely.Polygon = to_shapely(square(column, row)).geoms[0]
    return polygon


def test_a_file_with_a_fault_leaves_everything_as_it_was(
    take: Callable[..., imports.Taken], place: Territory, monday_morning: datetime
) -> None:
    with pytest.raises(ImportRefused):
        take(ImportKind.GRIDS, halves(**{"class": "Z"}))
    assert not Import.objects.exists()
    assert Grid.objects.on(monday_morning.date()).filter(district=place.district).count() == 4


def test_osm_brings_roads_and_base_map_cut_to_the_boundary(
    take: Callable[..., imports.Taken], place: Territory
) -> None:
    file = SourceFile("town.osm", samples.OSM.encode())
    assert take(ImportKind.ROADS, file, "wgs84").outcome == Outcome(added=2)
    road = Road.objects.get(osm_id=101)
    assert (road.name, road.grade) == ("人民路", "arterial")
    assert WHOLE.covers(to_shapely(road.geom))
    assert set(Backdrop.objects.values_list("kind", flat=True)) == {"building", "water", "waterway"}
    assert take(ImportKind.ROADS, file, "wgs84").repeated


def test_roads_from_geojson_leave_the_base_map(take: Callable[..., imports.Taken]) -> None:
    take(ImportKind.ROADS, SourceFile("town.osm", samples.OSM.encode()), "wgs84")
    line = shapely.LineString([(WEST, SOUTH), (WEST + SIDE, SOUTH + SIDE)])
    outcome = take(ImportKind.ROADS, samples.geojson((line, {"id": 5, "name": "新路", "grade": "secondary"}))).outcome
    assert outcome == Outcome(added=1, closed=2)
    assert Backdrop.objects.count() == 3
    assert Road.objects.get().grade == "secondary"


def test_the_same_roads_are_cut_anew_to_another_boundary(take: Callable[..., imports.Taken]) -> None:
    roads = SourceFile("town.osm", samples.OSM.encode())
    take(ImportKind.ROADS, roads, "wgs84")
    assert take(ImportKind.BOUNDARY, samples.geojson((square_of(0, 0), {}))).outcome == Outcome(changed=1)
    assert take(ImportKind.ROADS, roads, "wgs84").outcome == Outcome(changed=1, unchanged=1)
    assert take(ImportKind.ROADS, roads, "wgs84").repeated


def test_zones_are_taken_over(take: Callable[..., imports.Taken]) -> None:
    file = samples.shapefile((square_of(0, 0), {"kind": "core", "name": "核心区"}))
    assert take(ImportKind.ZONES, file, from_day=date(2026, 1, 1)).outcome == Outcome(added=1)
    assert Zone.objects.get().valid_from == date(2026, 1, 1)


def test_only_who_may_edit_the_territory_takes_a_file_over(
    place: Territory, officer: Actor, stranger: Actor, monday_morning: datetime
) -> None:
    order = Order(ImportKind.GRIDS, place.district.pk, halves(), "wgs84")
    for by, refusal in ((officer, PermissionDenied), (stranger, NoDistrict)):
        with pytest.raises(refusal):
            imports.take(by=by, at=monday_morning, order=order)
        with pytest.raises(refusal):
            imports.rehearse(by=by, at=monday_morning, order=order)


# -- rehearsal ---------------------------------------------------------------------------------------------


def test_a_rehearsal_tells_the_outcome_and_the_findings_and_keeps_nothing(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    half = samples.geojson((square_of(0, 0), {"code": "W01", "class": "A"}))
    order = Order(ImportKind.GRIDS, place.district.pk, half, "cgcs2000")
    rehearsal = imports.rehearse(by=keeper, at=monday_morning, order=order)
    assert rehearsal.taken.outcome == Outcome(added=1, closed=4)
    assert [grid.code for grid in rehearsal.territory.grids] == ["W01"]
    assert rehearsal.report.counts() == {"gap": 1}
    assert not Import.objects.exists()
    assert not AuditEntry.objects.exists()
    assert Grid.objects.on(monday_morning.date()).filter(district=place.district).count() == 4


def test_a_rehearsal_checks_the_day_on_which_the_plan_begins(
    place: Territory, keeper: Actor, monday_morning: datetime
) -> None:
    begin = monday_morning.date() + timedelta(days=30)
    order = Order(ImportKind.GRIDS, place.district.pk, halves(), "cgcs2000", from_day=begin)
    assert imports.rehearse(by=keeper, at=monday_morning, order=order).report.grid_count == 2


# -- a district from its file ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_district_is_founded_once_and_redrawn_when_its_file_changes(monday_morning: datetime) -> None:
    def bring(shape: shapely.Geometry, name: str = "贵溪") -> tuple[District, imports.Taken]:
        file = samples.geojson((shape, {}))
        return imports.take_district(by=SYSTEM, at=monday_morning, code6="360681", name=name, file=file, crs="gcj02")

    small, wide = shapely.box(117.19, 28.27, 117.2, 28.3), shapely.box(117.19, 28.27, 117.26, 28.33)
    district, _ = bring(small)
    assert (district.source_crs, district.plane_srid) == ("gcj02", 4548)
    assert bring(small)[1].repeated
    again, taken = bring(wide)
    assert (again, taken.outcome) == (district, Outcome(changed=1))
    assert plans.adopt(by=SYSTEM, at=monday_morning, district_id=district.pk, grids=[]) == Outcome()


@pytest.mark.django_db
def test_a_district_without_an_area_is_not_founded(monday_morning: datetime) -> None:
    file = samples.geojson((shapely.Point(117, 28), {}))
    with pytest.raises(ImportRefused):
        imports.take_district(by=SYSTEM, at=monday_morning, code6="360681", name="x", file=file, crs="wgs84")
    assert not District.objects.exists()
