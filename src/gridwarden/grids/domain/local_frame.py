"""Metres around a place, as a stretched copy of the degrees: straight stays straight, neighbours stay neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: The ellipsoid of CGCS2000: semi-major axis in metres, first eccentricity squared.
_AXIS_M = 6_378_137.0
_ECCENTRICITY2 = 0.006_694_380_022_900_787


@dataclass(frozen=True, slots=True)
class LocalFrame:
    """How many metres a degree is worth around a latitude.

    Half a degree of latitude away, east-west distances are off by half a percent: good for half a metre
    of tolerance and for saying how far away something is; areas are measured elsewhere.
    """

    lon_m: float
    lat_m: float

    @classmethod
    def at(cls, lat: float) -> LocalFrame:
        """Return the frame of a latitude."""
        flattening = 1.0 - _ECCENTRICITY2 * math.sin(math.radians(lat)) ** 2
        meridian_m = _AXIS_M * (1.0 - _ECCENTRICITY2) / flattening**1.5
        parallel_m = _AXIS_M / math.sqrt(flattening) * math.cos(math.radians(lat))
        return cls(lon_m=math.radians(1.0) * parallel_m, lat_m=math.radians(1.0) * meridian_m)

    def stretch(self, geometry: BaseGeometry) -> Any:
        """Return a geometry in degrees with its coordinates in metres."""
        return shapely.transform(geometry, self._metres)

    def _metres(self, points: NDArray[Any]) -> NDArray[Any]:
        return points * (self.lon_m, self.lat_m)
