"""Real extracts come in whole: a Chinese county town, an Alpine country, a town on the Danube."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely
from django.db.models import Sum

from gridwarden.grids.actions import districts, imports
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.domain.findings import FindingKind
from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.grids.models import Backdrop, Road
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import checks
from gridwarden.grids.sources.files import SourceFile
from gridwarden.platform.access import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.models import District

pytestmark = pytest.mark.django_db

DATA = Path(os.environ.get("GRIDWARDEN_DATA", Path(__file__).parents[3].parent / "shared" / "data"))


def real(name: str) -> SourceFile:
    path = DATA / "roads" / name
    if not path.exists():
        pytest.skip(f"NOT TESTED: {path} is absent; set GRIDWARDEN_DATA to the folder of real data")
    return SourceFile.at(path)


@pytest.fixture
def guixi(monday_morning: datetime) -> District:
    district, _ = imports.take_district(
        by=SYSTEM,
        at=monday_morning,
        code6="360681",
        name="贵溪",
        file=real("guixi_boundary_44km2.geojson"),
        crs="wgs84",
    )
    return district


def take_roads(district: District, at: datetime, name: str) -> imports.Taken:
    order = Order(ImportKind.ROADS, district.pk, real(name), "wgs84")
    return imports.take(by=SYSTEM, at=at, order=order)


def test_the_roads_of_a_chinese_town_come_in_with_their_names(guixi: District, monday_morning: datetime) -> None:
    taken = take_roads(guixi, monday_morning, "guixi_town_cn.osm")
    roads = Road.objects.filter(district=guixi)
    assert guixi.plane_srid == 4548
    assert taken.outcome.added == roads.count() >= 150
    assert roads.filter(name="冶金大道").exists()
    assert set(roads.values_list("grade", flat=True)) == {"arterial", "secondary", "back_street"}
    total_m = roads.aggregate(total=Sum("length_m"))["total"]
    assert 90_000 < total_m < 115_000
    kinds = Backdrop.objects.filter(district=guixi).values_list("kind", flat=True)
    assert {"building", "water", "waterway", "railway"} <= set(kinds)
    assert take_roads(guixi, monday_morning, "guixi_town_cn.osm").repeated


def test_a_window_of_forty_four_square_kilometres_is_one_gap_until_it_has_grids(
    guixi: District, monday_morning: datetime
) -> None:
    take_roads(guixi, monday_morning, "guixi_town_cn.osm")
    report = checks.report(guixi.pk, monday_morning)
    gap, *orphans = report.findings
    assert gap.kind is FindingKind.GAP
    assert gap.value == pytest.approx(44.0e6, rel=0.01)
    assert {finding.kind for finding in orphans} == {FindingKind.ORPHAN_ROAD}
    total_m = sum(Road.objects.values_list("length_m", flat=True))
    assert sum(finding.value for finding in orphans) == pytest.approx(total_m, rel=1e-3)
    assert abs(report.totals.balance_m2) < 1.0


@pytest.mark.parametrize(
    ("name", "box", "srid", "roads", "backdrops"),
    [
        ("liechtenstein.osm.pbf", (9.47, 47.05, 9.64, 47.28), 32632, 2000, 9000),
        ("krems_at.osm.gz", (15.59, 48.38, 15.68, 48.42), 32633, 400, 1200),
        ("helsinki_center_fi.osm.pbf", (24.93, 60.15, 24.97, 60.18), 32635, 500, 300),
        ("nantong_park_cn.osm", (121.06, 31.96, 121.09, 31.97), 4549, 10, 50),
    ],
)
def test_extracts_of_every_encoding_come_in(
    monday_morning: datetime, name: str, box: tuple[float, ...], srid: int, roads: int, backdrops: int
) -> None:
    boundary = shapely.box(*box)
    file = real(name)
    district = districts.create(by=SYSTEM, at=monday_morning, code6="000001", name=name, boundary=boundary)
    order = Order(ImportKind.ROADS, district.pk, file, "wgs84")
    taken = imports.take(by=SYSTEM, at=monday_morning, order=order)
    assert district.plane_srid == srid
    assert taken.outcome.added >= roads
    assert Backdrop.objects.count() >= backdrops
    shapes = [to_shapely(geom) for geom in Road.objects.values_list("geom", flat=True)]
    assert shapely.covers(boundary.buffer(1e-9), shapes).all()
