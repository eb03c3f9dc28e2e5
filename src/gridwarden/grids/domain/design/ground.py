"""The town laid into metres and looked over: land to cover, lines that cut it, and a refusal for what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import CGCS2000_EPSG, to_plane, transformer
from gridwarden.grids.domain.design.refusals import DesignRefused, place
from gridwarden.grids.domain.drafts import GRADE_OF_HIGHWAY
from gridwarden.grids.domain.local_frame import LocalFrame
from gridwarden.grids.domain.measures import Plane, plane_around

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.design.town import Town, TownRoad

#: Parts of land smaller than this are rounding, not places.
_MIN_PART_M2 = 1.0
#: Classes of road from the greatest to the least; where two share a course it belongs to the greater.
_ORDER = {highway: number for number, highway in enumerate(GRADE_OF_HIGHWAY)}


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees stretched to metres around a place: straight stays straight, so that files and work agree exactly.

    Lengths and areas are off by a few per mille in it; what is told to people is measured in ``plane``.
    """

    lon: float
    lat: float
    scale: LocalFrame
    plane: Plane

    @classmethod
    def around(cls, geometry: BaseGeometry) -> Frame:
        """Return the frame around the middle of a geometry in degrees."""
        west, south, east, north = geometry.bounds
        lon, lat = (west + east) / 2, (south + north) / 2
        return cls(lon, lat, LocalFrame.at(lat), plane_around(lon))

    def lay(self, geometry: Any) -> Any:
        """Return geometry in degrees, one or an array, in metres of the frame."""
        return shapely.transform(geometry, lambda points: (points - self._origin) * self._factor)

    def lift(self, geometry: Any) -> Any:
        """Return geometry of the frame in degrees."""
        return shapely.transform(geometry, self.degrees)

    def degrees(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return places of the frame in degrees."""
        return points / self._factor + self._origin

    def measured(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return places of the frame in the plane in which metres are true."""
        return self.plane_of(self.degrees(points))

    def plane_of(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return places in degrees in the plane in which metres are true."""
        return np.column_stack(transformer(CGCS2000_EPSG, self.plane.srid).transform(degrees[:, 0], degrees[:, 1]))

    @property
    def _origin(self) -> NDArray[np.float64]:
        return np.array([self.lon, self.lat])

    @property
    def _factor(self) -> NDArray[np.float64]:
        return np.array([self.scale.lon_m, self.scale.lat_m])


@dataclass(frozen=True, eq=False)
class Ground:
    """A town ready to be cut; all geometry in metres of ``frame``.

    ``lines`` holds the roads first, in the order of ``roads``, then waters and railways.
    """

    frame: Frame
    land: BaseGeometry
    roads: tuple[TownRoad, ...]
    lines: NDArray[Any] = field(repr=False)
    buildings: NDArray[Any] = field(repr=False)
    facilities: NDArray[Any] = field(repr=False)

    @cached_property
    def road_lines(self) -> NDArray[Any]:
        """Return the courses of the roads."""
        return self.lines[: len(self.roads)]


def lay_out(town: Town) -> Ground:
    """Return the town in metres, or refuse it."""
    _check_boundary(town.boundary)
    frame = Frame.around(town.boundary)
    land = _land(town, frame)
    roads, courses = _roads(town, frame, land)
    barriers = [frame.lay(barrier.geometry) for barrier in town.barriers]
    near = [line for line in barriers if line.intersects(land)]
    return Ground(
        frame=frame,
        land=land,
        roads=roads,
        lines=np.array([*courses, *near], dtype=object),
        buildings=_within(frame.lay(town.buildings), land),
        facilities=_within(frame.lay(town.facilities), land),
    )


def _check_boundary(boundary: BaseGeometry) -> None:
    if not boundary.is_valid:
        reason, _, where = shapely.is_valid_reason(boundary).partition("[")
        where = ", ".join(where.rstrip("]").split())
        raise DesignRefused(f"The boundary is not a clean outline: {reason.lower()} at {where}.", boundary=reason)
    if boundary.is_empty or boundary.area <= 0:
        raise DesignRefused("The boundary encloses no area.", boundary="encloses no area")
    lon, lat = shapely.get_coordinates(boundary).mean(axis=0)
    to_plane(lon, lat, plane_around(float(lon)).srid)


def _land(town: Town, frame: Frame) -> BaseGeometry:
    """Return the boundary without what is excluded, refused when that leaves nothing or falls apart."""
    boundary: BaseGeometry = frame.lay(town.boundary)
    if town.excluded.is_empty:
        return boundary
    if not town.excluded.is_valid:
        raise DesignRefused(
            f"An excluded area is not a clean outline: {shapely.is_valid_reason(town.excluded)}.",
            exclude="is not valid",
        )
    rest = shapely.get_parts(shapely.difference(boundary, frame.lay(town.excluded), grid_size=1e-5))
    rest = rest[shapely.area(rest) >= _MIN_PART_M2]
    if not len(rest):
        raise DesignRefused("The excluded area leaves nothing of the district.", exclude="covers the district")
    before = shapely.get_num_geometries(boundary)
    if len(rest) > before:
        parts = sorted(rest, key=lambda part: -part.area)
        told = "; ".join(_part_told(frame, part) for part in parts[:3])
        raise DesignRefused(
            f"The excluded area splits the district into {len(rest)} parts: {told}.", exclude="splits the district"
        )
    land: BaseGeometry = rest[0] if len(rest) == 1 else shapely.union_all(rest)
    return land


def _part_told(frame: Frame, part: BaseGeometry) -> str:
    point = frame.lift(shapely.point_on_surface(part))
    return f"{part.area / 1e6:.3f} km² around {place(point.x, point.y)}"


def _roads(town: Town, frame: Frame, land: BaseGeometry) -> tuple[tuple[TownRoad, ...], list[BaseGeometry]]:
    """Return the roads that enter the land and their courses, the greatest class first."""
    if not town.roads:
        raise DesignRefused("There is no road.", roads="hold no road")
    laid = frame.lay(np.array([road.geometry for road in town.roads], dtype=object))
    shapely.prepare(land)
    inside = np.flatnonzero(shapely.intersects(land, laid)).tolist()
    if not inside:
        raise DesignRefused(_all_outside(town), roads="lie outside the boundary")
    inside.sort(key=lambda number: (_ORDER.get(town.roads[number].highway, len(_ORDER)), number))
    return tuple(town.roads[number] for number in inside), [laid[number] for number in inside]


def _all_outside(town: Town) -> str:
    first = shapely.get_coordinates(town.roads[0].geometry)[0].tolist()
    middle = town.boundary.centroid
    return (
        f"None of the {len(town.roads)} roads lies within the boundary: the first is at {place(*first)}, the boundary"
        f" around {place(middle.x, middle.y)}; one of the files may be in another coordinate system."
    )


def _within(shapes: Any, land: BaseGeometry) -> NDArray[Any]:
    return np.asarray(shapes[shapely.intersects(land, shapes)]) if len(shapes) else shapes
