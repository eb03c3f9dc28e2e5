"""The town cut into units: blocks between roads and waters, none too wide, each with its zone, area and work."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from gridwarden.algorithms import roadnet
from gridwarden.grids.domain.design.grading import Grade, graded
from gridwarden.grids.domain.design.town import TOWN, VILLAGE, ZONES
from gridwarden.grids.domain.design.zoning import DensityZones, ZoneMap
from gridwarden.grids.domain.kinds import ControlLevel, GridClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.algorithms.roadnet import Mesh, Units
    from gridwarden.grids.domain.design.ground import Ground
    from gridwarden.grids.domain.design.params import DesignParams, Work

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

LEVELS = tuple(ControlLevel)
_SEVERAL = 2


@dataclass(frozen=True, eq=False)
class Fabric:
    """Units of a town.

    ``zone`` is the number of each unit's zone, ``level`` the number of each segment's level of control (-1 where
    there is no road), ``block`` the number of the block, as lines alone would cut it, in which each segment of a
    cut lies (-1 on lines), ``block_of_units`` the one in which each unit lies, ``block_width_m`` how wide each is.
    """

    ground: Ground
    grades: tuple[Grade, ...] = field(repr=False)
    units: Units
    zone: Ints = field(repr=False)
    block: Ints = field(repr=False)
    block_of_units: Ints = field(repr=False)
    block_width_m: Floats = field(repr=False)

    @property
    def mesh(self) -> Mesh:
        """Return the segments and faces."""
        return self.units.mesh

    @cached_property
    def inner(self) -> Floats:
        """Return a place inside each unit."""
        return np.asarray(shapely.get_coordinates(shapely.point_on_surface(self.units.shapes)))

    @cached_property
    def is_road(self) -> Bools:
        """Whether a segment is a road's."""
        return np.asarray((self.mesh.source >= 0) & (self.mesh.source < len(self.grades)))

    @cached_property
    def is_drawn(self) -> Bools:
        """Whether a segment is a road's, a water's or a railway's."""
        return np.asarray(self.mesh.source >= 0)

    @cached_property
    def level(self) -> Ints:
        """Return the number of the level of each segment's road."""
        levels = np.array([*(LEVELS.index(grade.level) for grade in self.grades), -1], dtype=np.int64)
        return levels[np.where(self.is_road, self.mesh.source, len(self.grades))]

    @cached_property
    def measured(self) -> Floats:
        """Return the corners in the plane in which metres are true."""
        return self.ground.frame.measured(self.mesh.points)

    @cached_property
    def length_m(self) -> Floats:
        """Return the true length of each segment."""
        step = self.measured[self.mesh.ends[:, 1]] - self.measured[self.mesh.ends[:, 0]]
        return np.asarray(np.hypot(step[:, 0], step[:, 1]))

    def within(self, areas: Sequence[BaseGeometry]) -> Ints:
        """Return the number of the area in which each unit lies; -1 for none."""
        return _inside(areas, self.units.shapes)

    @cached_property
    def area_m2(self) -> Floats:
        """Return the true area of each unit."""
        shapes = shapely.transform(shapely.segmentize(self.units.shapes, 100.0), self.ground.frame.measured)
        return np.asarray(shapely.area(shapes), dtype=np.float64)


def _inside(areas: Sequence[BaseGeometry], shapes: NDArray[Any]) -> Ints:
    """Return for each shape the number of the area in which its inner point lies, the last of several; -1 for none."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    found = np.full(len(shapes), -1, dtype=np.int64)
    for number, area in enumerate(areas):
        shapely.prepare(area)
        found[shapely.contains_xy(area, points[:, 0], points[:, 1])] = number
    return found


def woven(ground: Ground, zones: ZoneMap, params: DesignParams, locked: Sequence[BaseGeometry] = ()) -> Fabric:
    """Return the town cut into units, none of which lies across the outline of a locked area."""
    fixed = np.concatenate([zones.cuts, np.array([shape.boundary for shape in locked], dtype=object)])
    first = roadnet.build(ground.land, ground.lines, fixed)
    grades = graded(ground, first, zones, params)
    mesh = _cut_further(ground, first, zones, params, fixed)
    zone = zones.at(shapely.get_coordinates(shapely.point_on_surface(mesh.faces)))
    sliver = roadnet.Sliver(params.unit.sliver_m2, params.unit.sliver_width_m)
    wide_m = _limits(params)[zone] * params.unit.wide
    group = zone + len(ZONES) * _inside(locked, mesh.faces)
    units = roadnet.Units(mesh, roadnet.merge(mesh, sliver, group, wide_m))
    unit_zone = _zone_of_units(units, zone)
    if isinstance(zones, DensityZones):
        unit_zone = _smoothed(units, unit_zone, params.zoning.patch_km2 * 1e6)
    block, block_of_units, width_m = _blocks(ground, units)
    return Fabric(ground, grades, units, unit_zone, block, block_of_units, width_m)


def _limits(params: DesignParams) -> Floats:
    """Return the limit of a grid in each zone; in the town the narrower of its two classes."""
    limits = {one: params.limit_m(one) for one in GridClass}
    town_m = min(limits[GridClass.A], limits[GridClass.B])
    return np.array([limits[GridClass.A], town_m, limits[GridClass.C]])


def _cut_further(ground: Ground, mesh: Mesh, zones: ZoneMap, params: DesignParams, fixed: NDArray[Any]) -> Mesh:
    """Cut what is too wide: roads that end there are led on, then the rest falls into cells."""
    limit_m = _narrowest_limit(mesh, zones, params)
    wide = roadnet.width_m(mesh.faces) > limit_m * params.unit.wide
    led_on = roadnet.extensions(mesh, mesh.source >= 0, wide, limit_m * params.unit.wide)
    cuts = np.concatenate([fixed, led_on])
    mesh = roadnet.build(ground.land, ground.lines, cuts)
    limit_m = _narrowest_limit(mesh, zones, params)
    wide = roadnet.width_m(mesh.faces) > limit_m * params.unit.wide
    cells = roadnet.cells(mesh.faces[wide], limit_m[wide] * params.unit.cell)
    return roadnet.build(ground.land, ground.lines, np.concatenate([cuts, cells]))


def _narrowest_limit(mesh: Mesh, zones: ZoneMap, params: DesignParams) -> Floats:
    """Return for each face the limit of the narrowest zone that one of its corners lies in."""
    corners, face = shapely.get_coordinates(mesh.faces, return_index=True)
    limit_m = np.full(len(mesh.faces), np.inf)
    np.minimum.at(limit_m, face, _limits(params)[zones.at(corners)])
    return limit_m


def _zone_of_units(units: Units, zone: Ints) -> Ints:
    """Return the zone in which most of each unit lies."""
    area = np.zeros((units.size, len(ZONES)))
    np.add.at(area, (units.unit, zone), shapely.area(units.mesh.faces))
    return np.asarray(np.argmax(area, axis=1), dtype=np.int64)


def _smoothed(units: Units, zone: Ints, patch_m2: float) -> Ints:
    """Return zones without patches of town in the village, or of village in the town, below an area."""
    neighbours = units.neighbours(np.ones(len(units.mesh.ends), dtype=bool))
    area = np.asarray(shapely.area(units.shapes))
    for word in (VILLAGE, TOWN):
        number = components(units.size, neighbours.pairs, (zone == VILLAGE).astype(np.int64))
        size = np.bincount(number, area)
        patch = (size < patch_m2)[number] & ((zone == VILLAGE) == (word == VILLAGE))
        if not patch.all():
            zone = np.where(patch, TOWN if word == VILLAGE else VILLAGE, zone)
    return np.asarray(zone)


def components(size: int, pairs: Ints, label: Ints) -> Ints:
    """Return for each unit the number of the connected area of one label in which it lies."""
    alike = pairs[label[pairs[:, 0]] == label[pairs[:, 1]]]
    graph = coo_matrix((np.ones(len(alike), dtype=np.int8), (alike[:, 0], alike[:, 1])), shape=(size, size))
    _, number = connected_components(graph, directed=False)
    return np.asarray(number, dtype=np.int64)


def _blocks(ground: Ground, units: Units) -> tuple[Ints, Ints, Floats]:
    """Return the block of each segment off every line, that of each unit, and how wide each block is."""
    mesh = units.mesh
    blocks = roadnet.build(ground.land, ground.lines).faces
    tree = shapely.STRtree(blocks)
    number = np.full(len(mesh.ends), -1, dtype=np.int64)
    cut = np.flatnonzero((mesh.source < 0) & (mesh.sides >= 0).all(axis=1))
    which, block = tree.query(shapely.points(mesh.middle[cut]), predicate="intersects")
    number[cut[which]] = block
    of_units = np.full(units.size, -1, dtype=np.int64)
    which, block = tree.query(shapely.point_on_surface(units.shapes), predicate="intersects")
    of_units[which] = block
    # a block of one unit has nothing to keep together
    alone = np.bincount(of_units[of_units >= 0], minlength=len(blocks)) < _SEVERAL
    return number, np.where(alone[of_units], -1, of_units), roadnet.width_m(blocks)


def road_minutes(fabric: Fabric, work: Work) -> Floats:
    """Return the minutes a day that a metre of each segment's road takes, times its length, in its denser zone."""
    weight = np.array([work.weight.of(one) * work.visits.of(one) for one in LEVELS] + [0.0])
    cases = np.array([work.cases_per_km.of(one) for one in LEVELS] + [0.0])
    share = np.array([work.share.of(one) for one in ZONES])
    sides = fabric.units.sides
    here = fabric.zone[np.maximum(sides, 0)]
    here = np.where(sides >= 0, here, VILLAGE).min(axis=1)
    per_km = weight[fabric.level] * share[here] * work.pace + cases[fabric.level] * work.handling
    return np.asarray(per_km * fabric.length_m / 1000.0)


def area_minutes(fabric: Fabric, work: Work) -> Floats:
    """Return the minutes a day that each unit takes apart from its roads."""
    cases = np.array([work.cases_per_km2.of(one) for one in ZONES])
    return np.asarray(cases[fabric.zone] * fabric.area_m2 / 1e6 * work.handling)
