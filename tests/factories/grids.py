"""A small district: four squares of about one kilometre each, side by side.

3 | C01  B01
2 |
1 | A01  A02
  +----------
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import factory
import shapely
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Point

from gridwarden.grids.domain.kinds import (
    ControlLevel,
    GridClass,
    PatrolMode,
    PointKind,
    PointSource,
    RoadGrade,
    ZoneKind,
)
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.models import District, Grid, PointOfInterest, Road, Zone
from gridwarden.grids.models.conversion import to_polygons, to_shapely

#: South-western corner of the district, in degrees.
WEST, SOUTH = 120.46, 31.59
#: A square's side in degrees: about 0.95 km by 1.11 km.
SIDE = 0.01
#: The plane of longitude 120°E.
PLANE = Plane(4549)
#: Every grid is valid from this day on.
START = date(2020, 1, 1)


def square(column: int = 0, row: int = 0, *, columns: int = 1, rows: int = 1) -> MultiPolygon:
    """Return a rectangle of squares, counted from the south-west."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    box = shapely.box(west, south, west + columns * SIDE, south + rows * SIDE)
    return to_polygons(box)


def middle_of(column: int, row: int) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a square."""
    return WEST + (column + 0.5) * SIDE, SOUTH + (row + 0.5) * SIDE


class DistrictFactory(factory.django.DjangoModelFactory[District]):
    """A district of two by two squares, without grids."""

    class Meta:
        model = District
        django_get_or_create = ("code6",)

    code6 = factory.Sequence(lambda n: f"{320200 + n:06d}")
    name = factory.LazyAttribute(lambda district: f"测试区 {district.code6}")
    boundary = factory.LazyFunction(lambda: square(columns=2, rows=2))
    plane_srid = PLANE.srid
    source_crs = "cgcs2000"


class GridFactory(factory.django.DjangoModelFactory[Grid]):
    """The south-western square unless ``column`` and ``row`` say otherwise."""

    class Meta:
        model = Grid

    class Params:
        column = 0
        row = 0

    district = factory.SubFactory(DistrictFactory)
    code = factory.Sequence(lambda n: f"A{n + 1:02d}")
    name = factory.LazyAttribute(lambda grid: f"网格 {grid.code}")
    grid_class = GridClass.A.value
    patrol_mode = PatrolMode.FOOT.value
    geom = factory.LazyAttribute(lambda grid: square(grid.column, grid.row))
    area_m2 = factory.LazyAttribute(lambda grid: PLANE.area_m2(to_shapely(grid.geom)))
    diameter_m = factory.LazyAttribute(lambda grid: PLANE.diameter_m(to_shapely(grid.geom)))
    valid_from = START
    valid_to = None


class ZoneFactory(factory.django.DjangoModelFactory[Zone]):
    """The core of the town: the south-western square."""

    class Meta:
        model = Zone

    district = factory.SubFactory(DistrictFactory)
    kind = ZoneKind.CORE.value
    name = "核心区"
    geom = factory.LazyFunction(square)
    valid_from = START
    valid_to = None


class RoadFactory(factory.django.DjangoModelFactory[Road]):
    """A road from west to east through the middle of the southern squares."""

    class Meta:
        model = Road

    district = factory.SubFactory(DistrictFactory)
    source_key = factory.Sequence(lambda n: f"way/{n + 1}")
    osm_id = factory.Sequence(lambda n: n + 1)
    name = "人民路"
    highway = "primary"
    grade = RoadGrade.ARTERIAL.value
    control = ControlLevel.STRICT.value
    geom = factory.LazyFunction(
        lambda: MultiLineString(LineString((WEST, SOUTH + SIDE / 2), (WEST + 2 * SIDE, SOUTH + SIDE / 2)), srid=4490)
    )
    length_m = 1900.0


class PointOfInterestFactory(factory.django.DjangoModelFactory[PointOfInterest]):
    """A school in the middle of the south-western square, written down by hand."""

    class Meta:
        model = PointOfInterest

    district = factory.SubFactory(DistrictFactory)
    source = PointSource.HAND.value
    source_key = factory.Sequence(lambda n: f"point/{n + 1}")
    kind = PointKind.EDUCATION.value
    name = "石桥小学"
    place = factory.LazyFunction(lambda: Point(WEST + SIDE / 2, SOUTH + SIDE / 2, srid=4490))


@dataclass(frozen=True)
class Territory:
    """A district with its four grids by code."""

    district: District
    grids: dict[str, Grid]


def territory(**district: Any) -> Territory:
    """Return a district covered without gap by the grids A01, A02, B01 and C01."""
    owner = DistrictFactory.create(**district)
    corners = {"A01": (0, 0, "A"), "A02": (1, 0, "A"), "B01": (1, 1, "B"), "C01": (0, 1, "C")}
    grids = {
        code: GridFactory.create(district=owner, code=code, column=column, row=row, grid_class=grid_class)
        for code, (column, row, grid_class) in corners.items()
    }
    return Territory(owner, grids)
