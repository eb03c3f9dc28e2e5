"""Area, length and diameter of stored geometry, measured in the district's plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from gridwarden.algorithms.geodesy import OutsideZonesError, diameter_m, gauss_kruger_epsg, to_metres

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: A stored edge is straight in degrees. In pieces this short (about 30 m) it is straight in the plane, too,
#: within 0.02 mm, so that the areas of neighbours add up although the plane bends their common edge.
STEP_DEG = 0.0003
#: UTM zones of WGS-84 north of the equator start after this EPSG code.
_UTM_NORTH = 32600


@dataclass(frozen=True, slots=True)
class Plane:
    """A projected plane in which the district's metres are true."""

    srid: int

    def lay(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees in the plane, its long edges bent as the projection bends them."""
        return to_metres(shapely.segmentize(geometry, STEP_DEG), self.srid)

    def area_m2(self, geometry: BaseGeometry) -> float:
        """Return the area of a geometry in degrees."""
        return float(self.lay(geometry).area)

    def length_m(self, geometry: BaseGeometry) -> float:
        """Return the length of a line in degrees."""
        return float(self.lay(geometry).length)

    def diameter_m(self, geometry: BaseGeometry) -> float:
        """Return the greatest distance between two points of a geometry in degrees."""
        return diameter_m(to_metres(geometry, self.srid))


def plane_around(lon: float) -> Plane:
    """Return the plane for a place: the Gauss-Krüger zone of CGCS2000, outside China the UTM zone."""
    try:
        return Plane(gauss_kruger_epsg(lon))
    except OutsideZonesError:
        return Plane(_UTM_NORTH + int((lon + 180.0) // 6.0) % 60 + 1)
