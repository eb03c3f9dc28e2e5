"""Which part of the town a place belongs to: as given zones say, or by the density of roads and buildings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import shapely
from scipy import ndimage

from gridwarden.grids.domain.design.town import CORE, TOWN, VILLAGE, ZONES
from gridwarden.grids.domain.kinds import GridClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.ground import Ground
    from gridwarden.grids.domain.design.params import DesignParams, Zoning
    from gridwarden.grids.domain.design.town import Town

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: About how many pixels a picture of the density has at most, and how small they are at least.
_PIXELS, _SMALLEST_M = 250_000, 50.0
#: Roads are counted at points this far apart.
_STEP_M = 10.0
#: Of the surroundings of a place so much counts as land at least, as at a straight edge of the district: otherwise a
#: strip of land along a single road would be as dense as a town.
_LEAST_LAND = 0.5
#: Motorways lead past a place, they do not make it a town.
_PASSING = {"motorway", "motorway_link"}


class ZoneMap(Protocol):
    """Answers which zone places lie in."""

    @property
    def cuts(self) -> NDArray[Any]:
        """Return the lines along which land must be cut so that no unit lies in two zones."""
        ...

    def at(self, points: Floats) -> Ints:
        """Return the number of the zone of each place of the frame."""
        ...


class GivenZones:
    """Zones of a file; where several overlap the innermost wins, outside all of them is the village."""

    def __init__(self, town: Town, ground: Ground) -> None:
        laid = [(ground.frame.lay(zone.geometry), ZONES.index(zone.kind)) for zone in town.zones if zone.kind in ZONES]
        self._largest_first = sorted(laid, key=lambda pair: -pair[0].area)
        self.cuts: NDArray[Any] = np.array([shape.boundary for shape, _ in laid], dtype=object)

    def at(self, points: Floats) -> Ints:
        """Return the number of the zone of each place of the frame."""
        zone = np.full(len(points), VILLAGE, dtype=np.int64)
        for shape, number in self._largest_first:
            shapely.prepare(shape)
            zone[shapely.contains_xy(shape, points[:, 0], points[:, 1])] = number
        return zone


@dataclass(frozen=True, eq=False)
class DensityZones:
    """A picture of the district, each pixel in the zone that its surroundings make of it."""

    west: float
    south: float
    side: float
    zone: Ints  # rows from the south
    density: Floats

    @property
    def cuts(self) -> NDArray[Any]:
        """Return no lines: a zone that follows from density has no border of its own."""
        return np.array([], dtype=object)

    def at(self, points: Floats) -> Ints:
        """Return the number of the zone of each place of the frame."""
        return np.asarray(self.zone[self._pixels(points)])

    def density_at(self, points: Floats) -> Floats:
        """Return how dense roads and buildings are around each place of the frame."""
        return np.asarray(self.density[self._pixels(points)])

    def _pixels(self, points: Floats) -> tuple[Ints, Ints]:
        rows, columns = self.zone.shape
        column = np.clip((points[:, 0] - self.west) // self.side, 0, columns - 1).astype(np.int64)
        row = np.clip((points[:, 1] - self.south) // self.side, 0, rows - 1).astype(np.int64)
        return row, column


def zones_of(town: Town, ground: Ground, params: DesignParams) -> ZoneMap:
    """Return the zones that are given, or those that follow from density."""
    if any(zone.kind in ZONES for zone in town.zones):
        return GivenZones(town, ground)
    return _derived(ground, params)


def _derived(ground: Ground, params: DesignParams) -> DensityZones:
    west, south, east, north = ground.land.bounds
    side = max(_SMALLEST_M, float(np.sqrt((east - west) * (north - south) / _PIXELS)))
    columns, rows = int((east - west) // side) + 1, int((north - south) // side) + 1
    x, y = np.meshgrid(west + (np.arange(columns) + 0.5) * side, south + (np.arange(rows) + 0.5) * side)
    land = shapely.contains_xy(ground.land, x.ravel(), y.ravel()).reshape(rows, columns)
    density = _density(ground, params.zoning, land, (west, south, side))
    town_from = _town_from(density[land], params)
    patch = params.zoning.patch_km2 * 1e6 / side**2
    is_town = _without_patches(density >= town_from, land, patch)
    is_core = _without_patches(is_town & (density >= max(town_from, params.zoning.core_from)), is_town, patch)
    return DensityZones(west, south, side, np.where(is_core, CORE, np.where(is_town, TOWN, VILLAGE)), density)


def _density(ground: Ground, rule: Zoning, land: Bools, origin: tuple[float, float, float]) -> Floats:
    """Return roads and buildings per area around each pixel, in the measure of ``Zoning``."""
    west, south, side = origin

    def picture(points: Floats, weight: Floats) -> Floats:
        column = ((points[:, 0] - west) // side).astype(np.int64)
        row = ((points[:, 1] - south) // side).astype(np.int64)
        seen = (column >= 0) & (column < land.shape[1]) & (row >= 0) & (row < land.shape[0])
        filled = np.zeros(land.shape)
        np.add.at(filled, (row[seen], column[seen]), weight[seen])
        return filled * land

    streets = [line for road, line in zip(ground.roads, ground.road_lines, strict=True) if road.highway not in _PASSING]
    points = shapely.get_coordinates(shapely.segmentize(np.array(streets, dtype=object), _STEP_M))
    road_km = picture(points, np.full(len(points), _STEP_M / 1000))
    centres = shapely.get_coordinates(shapely.centroid(ground.buildings))
    built_m2 = picture(centres, np.asarray(shapely.area(ground.buildings), dtype=np.float64))
    reach = rule.reach_m / side
    around = np.maximum(ndimage.gaussian_filter(land.astype(np.float64), reach), _LEAST_LAND) * side**2
    per_km2 = ndimage.gaussian_filter(road_km, reach) / around * 1e6 / rule.road_km_per_km2
    built = ndimage.gaussian_filter(built_m2, reach) / around / rule.built_share
    return np.asarray(per_km2 + built)


def _town_from(density: Floats, params: DesignParams) -> float:
    """Return the density at which the town begins.

    Where a number of grids is wanted of every class, the town is as large as its grids can be: town and village
    fill their grids to the same share of what their limits allow.
    """
    wanted = [params.counts.of(one) for one in GridClass]
    if any(one is None for one in wanted):
        return params.zoning.town_from
    room = [(count or 0) * params.limit_m(one) ** 2 for one, count in zip(GridClass, wanted, strict=True)]
    share_of_town = (room[0] + room[1]) / max(sum(room), 1e-9)
    if share_of_town >= 1.0:
        return -1.0
    return float(np.quantile(density, 1.0 - share_of_town)) if share_of_town > 0 else float(density.max()) + 1.0


def _without_patches(inside: Bools, land: Bools, patch: float) -> Bools:
    """Return an area without islands and holes of fewer pixels than ``patch``."""
    for kept in (True, False):
        number, _ = ndimage.label((inside == kept) & land)
        size = np.bincount(number.ravel())
        small = (size < patch)[number] & (number > 0)
        # The last of its kind stays, however small.
        if (size[1:] >= patch).any():
            inside = np.where(small, not kept, inside)
    return np.asarray(inside & land)
