"""What a design starts from: a district with its roads, waters, railways, buildings and zones, in CGCS2000 degrees."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.kinds import ZoneKind

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

#: The zones in which grids lie, the densest first; their numbers stand for them in arrays.
ZONES = (ZoneKind.CORE, ZoneKind.TOWN, ZoneKind.VILLAGE)
CORE, TOWN, VILLAGE = range(len(ZONES))


class BarrierKind(StrEnum):
    """What besides roads a border follows."""

    WATER = "water"
    RAILWAY = "railway"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRoad:
    """A road; ``flow`` counts vehicles an hour where somebody counted, ``key`` names it in its source."""

    key: str
    name: str
    highway: str
    geometry: BaseGeometry
    flow: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownZone:
    """A part of the district: ``core``, ``town`` or ``village``, perhaps with the 12 digits of a community."""

    kind: ZoneKind
    geometry: BaseGeometry
    community: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A river's or railway's course, or the bank of a lake."""

    kind: BarrierKind
    geometry: BaseGeometry


@dataclass(frozen=True, kw_only=True)
class Town:
    """Everything that a design looks at.

    ``zones`` empty: zones are derived from the density of roads and buildings. Where zones overlap the innermost
    wins. ``buildings`` are areas, ``facilities`` are points of shops, schools, stations and the like; both may lack.
    """

    boundary: BaseGeometry
    roads: tuple[TownRoad, ...]
    excluded: BaseGeometry = field(default_factory=shapely.Polygon)
    zones: tuple[TownZone, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    buildings: NDArray[Any] = field(default_factory=lambda: np.array([], dtype=object))
    facilities: NDArray[Any] = field(default_factory=lambda: np.array([], dtype=object))
