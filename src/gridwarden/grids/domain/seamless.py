"""The check of a territory: the grids cover the district without gap, without overlap, and no wider than allowed.

Everything is overlaid in degrees, where the stored edges are straight and neighbours share them exactly, and
measured in the plane.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.findings import CheckReport, Finding, FindingKind, Totals
from gridwarden.grids.domain.limits import max_patrol_diameter_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.measures import Plane

#: A gap or overlap smaller than this is rounding of the source, not a place to go to.
MIN_AREA_M2 = 1.0
#: A piece of road shorter than this is the rounding of where it was cut.
MIN_LENGTH_M = 1.0
#: Roads this near to a grid (about a centimetre) run along its edge, not beside it.
_ALONGSIDE_DEG = 1e-7
_LINES, _AREAS = 1, 2


@dataclass(frozen=True, slots=True)
class GridShape:
    """A grid as the check sees it, in degrees."""

    code: str
    grid_class: str
    patrol_mode: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class RoadShape:
    """A road as the check sees it, in degrees."""

    label: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Territory:
    """What is checked: a district, what is left out of it, its grids and its roads."""

    plane: Plane
    boundary: BaseGeometry
    grids: tuple[GridShape, ...]
    excluded: BaseGeometry = field(default_factory=shapely.Polygon)
    roads: tuple[RoadShape, ...] = ()


def check(territory: Territory) -> CheckReport:
    """Return everything in ``territory`` that breaks a rule, and the account of its areas."""
    work = _Work(territory)
    findings = chain(
        _invalid(territory.grids),
        work.overlaps(),
        work.gaps(),
        work.beyond(),
        _several_parts(territory.grids),
        _too_wide(territory),
        work.orphan_roads(),
    )
    return CheckReport(tuple(findings), work.totals(), len(territory.grids))


class _Work:
    """The overlays that several rules share, each made once."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.plane = territory.plane
        self.boundary = shapely.make_valid(territory.boundary)
        self.excluded = shapely.intersection(shapely.make_valid(territory.excluded), self.boundary)
        self.to_cover = _areal(shapely.difference(self.boundary, self.excluded))
        self.shapes = [_areal(shapely.make_valid(grid.geometry)) for grid in territory.grids]
        self.union = shapely.union_all(self.shapes) if self.shapes else shapely.Polygon()
        self.gap = _areal(shapely.difference(self.to_cover, self.union))

    def totals(self) -> Totals:
        """Account for every square metre."""
        area = self.plane.area_m2
        grids_m2 = sum(map(area, self.shapes))
        return Totals(
            district_m2=area(self.boundary),
            excluded_m2=area(_areal(self.excluded)),
            to_cover_m2=area(self.to_cover),
            grids_m2=grids_m2,
            gaps_m2=area(self.gap),
            overlaps_m2=max(0.0, grids_m2 - area(self.union)),
            beyond_m2=area(_areal(shapely.difference(self.union, self.to_cover))),
        )

    def gaps(self) -> Iterator[Finding]:
        """Find what no grid covers."""
        return self._areas(FindingKind.GAP, (), self.gap)

    def overlaps(self) -> Iterator[Finding]:
        """Find what two grids cover."""
        shapes = np.array(self.shapes, dtype=object)
        first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        for one, other in sorted(zip(first.tolist(), second.tolist(), strict=True)):
            if one < other:
                common = _areal(shapely.intersection(self.shapes[one], self.shapes[other]))
                yield from self._areas(FindingKind.OVERLAP, (self._code(one), self._code(other)), common)

    def beyond(self) -> Iterator[Finding]:
        """Find what grids cover outside the district or inside excluded zones."""
        for position, shape in enumerate(self.shapes):
            outside = _areal(shapely.difference(shape, self.boundary))
            yield from self._areas(FindingKind.OUTSIDE_BOUNDARY, (self._code(position),), outside)
            excluded = _areal(shapely.intersection(shape, self.excluded))
            yield from self._areas(FindingKind.IN_EXCLUDED_ZONE, (self._code(position),), excluded)

    def orphan_roads(self) -> Iterator[Finding]:
        """Find the pieces of road that lie in what should be covered but in no grid."""
        if not self.territory.roads:
            return
        lines = np.array([road.geometry for road in self.territory.roads], dtype=object)
        open_ground = shapely.difference(self.to_cover, shapely.buffer(self.union, _ALONGSIDE_DEG))
        shapely.prepare(open_ground)
        for position in np.flatnonzero(shapely.intersects(open_ground, lines)):
            yield from self._pieces(self.territory.roads[int(position)], open_ground)

    def _pieces(self, road: RoadShape, ground: BaseGeometry) -> Iterator[Finding]:
        merged = shapely.line_merge(_linear(shapely.intersection(road.geometry, ground)))
        for piece in _largest_first((self.plane.length_m(part), part) for part in shapely.get_parts(merged)):
            if piece[0] >= MIN_LENGTH_M:
                yield Finding(FindingKind.ORPHAN_ROAD, (road.label,), piece[0], piece[1])

    def _areas(self, kind: FindingKind, subjects: tuple[str, ...], geometry: BaseGeometry) -> Iterator[Finding]:
        for area_m2, part in _largest_first((self.plane.area_m2(part), part) for part in shapely.get_parts(geometry)):
            if area_m2 >= MIN_AREA_M2:
                yield Finding(kind, subjects, area_m2, part)

    def _code(self, position: int) -> str:
        return self.territory.grids[position].code


def _invalid(grids: Iterable[GridShape]) -> Iterator[Finding]:
    for grid in grids:
        if not grid.geometry.is_valid:
            reason = shapely.is_valid_reason(grid.geometry)
            yield Finding(FindingKind.INVALID_GEOMETRY, (grid.code,), 0.0, grid.geometry, reason=reason)


def _several_parts(grids: Iterable[GridShape]) -> Iterator[Finding]:
    for grid in grids:
        parts = int(shapely.get_num_geometries(grid.geometry))
        if parts > 1:
            yield Finding(FindingKind.SEVERAL_PARTS, (grid.code,), float(parts), grid.geometry, limit=1.0)


def _too_wide(territory: Territory) -> list[Finding]:
    """Find the grids that are wider than allowed, the one that exceeds its limit most first."""
    excesses = []
    for grid in territory.grids:
        limit_m = max_patrol_diameter_m(grid.grid_class, grid.patrol_mode)
        diameter_m = territory.plane.diameter_m(grid.geometry)
        if diameter_m > limit_m:
            finding = Finding(FindingKind.TOO_WIDE, (grid.code,), diameter_m, grid.geometry, limit=limit_m)
            excesses.append((diameter_m - limit_m, finding))
    return [finding for _, finding in _largest_first(excesses)]


def _largest_first(sized: Iterable[tuple[float, Any]]) -> list[tuple[float, Any]]:
    return sorted(sized, key=lambda pair: -pair[0])


def _areal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of an overlay; where two shapes only touch it also holds lines and points."""
    return _of_dimension(geometry, _AREAS)


def _linear(geometry: BaseGeometry) -> BaseGeometry:
    return _of_dimension(geometry, _LINES)


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(geometry))  # a collection may hold multi-part members
    kept = parts[shapely.get_dimensions(parts) == dimension]
    whole: BaseGeometry = (shapely.multipolygons if dimension == _AREAS else shapely.multilinestrings)(kept)
    return whole
