"""Invented towns: streets in a rectangle, bent and broken by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.design import Town, TownRoad, TownZone
from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.domain.local_frame import LocalFrame

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: The south-west corner of every invented town.
LON, LAT = 118.0, 31.5
_FRAME = LocalFrame.at(LAT)
_CLASSES = ("residential", "residential", "tertiary", "residential", "secondary", "primary")


def degrees(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres from the corner, in degrees."""
    return shapely.transform(shape, lambda points: points / (_FRAME.lon_m, _FRAME.lat_m) + (LON, LAT))


def rectangle(west: float, south: float, east: float, north: float) -> BaseGeometry:
    return degrees(shapely.box(west, south, east, north))


def street(
    key: str, *corners: tuple[float, float], highway: str = "residential", flow: float | None = None
) -> TownRoad:
    return TownRoad(key=key, name=key, highway=highway, geometry=degrees(shapely.LineString(corners)), flow=flow)


def zone(kind: str, west: float, south: float, east: float, north: float, community: str = "") -> TownZone:
    return TownZone(kind=ZoneKind(kind), geometry=rectangle(west, south, east, north), community=community)


def streets(seed: int, width: float, height: float, spacing: float = 250.0) -> tuple[TownRoad, ...]:
    """Streets about ``spacing`` apart both ways; some bend, some end before the edge."""
    rng = np.random.default_rng(seed)
    found = []
    for across in (False, True):
        for number, place in enumerate(np.arange(spacing / 2, height if across else width, spacing)):
            along = np.arange(0.0, (width if across else height) + 1.0, spacing)
            along = along[rng.integers(0, 3) : len(along) - rng.integers(0, 3)]
            bent = place + rng.normal(0.0, spacing / 12, len(along))
            corners = np.column_stack([along, bent] if across else [bent, along])
            if len(corners) > 1:
                name = f"{'EW' if across else 'NS'}{number}"
                found.append(street(name, *map(tuple, corners.tolist()), highway=_CLASSES[number % len(_CLASSES)]))
    return tuple(found)


def town(seed: int = 1, width: float = 3000.0, height: float = 2000.0, **parts: object) -> Town:
    return Town(boundary=rectangle(0, 0, width, height), roads=streets(seed, width, height), **parts)  # type: ignore[arg-type]
