"""The finished district as plain values, in degrees (CGCS2000)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class GridArea:
    """A responsibility grid, in degrees."""

    code: str
    name: str
    grid_class: str
    zone: str
    shape: Polygon


@dataclass(frozen=True, slots=True)
class Area:
    """A zone or a part of the base map, in degrees."""

    key: str
    kind: str
    name: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Road:
    """A road, in degrees."""

    key: str
    name: str
    highway: str
    grade: str
    is_main: bool
    line: BaseGeometry


@dataclass(frozen=True, slots=True)
class Place:
    """An addressed point in a grid: a shop, or a spot where something can be wrong."""

    name: str
    setting: str
    grid_code: str
    address: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Territory:
    """The whole invented district."""

    name: str
    code6: str
    plane_srid: int
    boundary: Polygon
    grids: tuple[GridArea, ...]
    zones: tuple[Area, ...]
    roads: tuple[Road, ...]
    backdrop: tuple[Area, ...]
    places: tuple[Place, ...]

    def places_in(self, grid_code: str, setting: str) -> tuple[Place, ...]:
        """Return the places of one setting in a grid."""
        return tuple(place for place in self.places if (place.grid_code, place.setting) == (grid_code, setting))
