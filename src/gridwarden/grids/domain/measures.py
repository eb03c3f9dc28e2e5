"""Area, length and diameter of stored geometry, measured in the district's plane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Transformer

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: CGCS2000 in degrees.
STORED_EPSG = 4490
#: A stored edge is straight in degrees; in pieces this short it is straight in the plane within 0.01 mm.
STEP_DEG = 0.0003


@dataclass(frozen=True, slots=True)
class Plane:
    """A projected plane in which the district's metres are true."""

    srid: int

    def project(self, geometry: shapely.Geometry) -> Any:
        """Return ``geometry`` (degrees) in the plane (metres), its long edges bent as the projection bends them."""
        return shapely.transform(shapely.segmentize(geometry, STEP_DEG), self._forward)

    def unproject(self, geometry: shapely.Geometry) -> Any:
        """Return ``geometry`` (metres) in degrees."""
        return shapely.transform(geometry, self._backward)

    def area_m2(self, geometry: shapely.Geometry) -> float:
        """Return the area of a geometry in degrees."""
        return float(shapely.area(self.project(geometry)))

    def length_m(self, geometry: shapely.Geometry) -> float:
        """Return the length of a line in degrees."""
        return float(shapely.length(self.project(geometry)))

    def diameter_m(self, geometry: shapely.Geometry) -> float:
        """Return the greatest distance between two points of a geometry in degrees."""
        hull = shapely.convex_hull(shapely.transform(geometry, self._forward))
        return float(_widest(shapely.get_coordinates(hull)))

    def _forward(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(_transformer(STORED_EPSG, self.srid).transform(points[:, 0], points[:, 1]))

    def _backward(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(_transformer(self.srid, STORED_EPSG).transform(points[:, 0], points[:, 1]))


def _widest(corners: NDArray[np.float64]) -> float:
    apart = corners[:, None, :] - corners[None, :, :]
    return float(np.sqrt((apart**2).sum(axis=2).max()))


@lru_cache(maxsize=32)
def _transformer(source: int, target: int) -> Transformer:
    # Longitude first, whatever the axis order in the register: GEOS stores x before y.
    return Transformer.from_crs(source, target, always_xy=True)
