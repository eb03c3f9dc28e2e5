"""An index in memory that tells which grid a point lies in, by the rule of ``locating``.

Nearly every point falls on a pixel of which all points have the same answer; those on edge pixels are decided
exactly. The picture only saves time: it never decides what the rule does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.domain.exact import ExactLocator
from gridwarden.grids.domain.local_frame import LocalFrame
from gridwarden.grids.domain.locating import FLAGS, TOLERANCE_M, Flag, GridPlace, Located, LocatedMany, NotAPlaceError
from gridwarden.grids.domain.raster import EDGE, Raster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

#: A hair more than the tolerance, so that rounding cannot move a point off its edge pixel.
_REACH_M = TOLERANCE_M * 1.02
_MAX_LON, _MAX_LAT = 180.0, 90.0


class GridIndex:
    """The grids and excluded zones of a district on one day; immutable, shared between threads."""

    def __init__(
        self, boundary: BaseGeometry, grids: Iterable[GridPlace], excluded: Iterable[BaseGeometry] = ()
    ) -> None:
        self.frame = frame_of(boundary)
        self.grids = tuple(sorted(grids, key=lambda grid: (grid.code, grid.grid_id)))
        shapes = np.array([self._in_metres(grid.geometry) for grid in self.grids], dtype=object)
        kept_out = self._in_metres(shapely.union_all(np.array([*excluded], dtype=object)))
        self._exact = ExactLocator(self.grids, shapes, kept_out)
        self._raster = Raster.draw([*shapes, kept_out], within=self._in_metres(boundary), reach=_REACH_M)
        # A view of plain integers: reading one through numpy would cost four times as much.
        self._pixels = memoryview(self._raster.values.tobytes()).cast("h")
        self._scale()
        self._tabulate()

    def locate(self, lon: float, lat: float) -> Located:
        """Return where one point lies."""
        if not (-_MAX_LON <= lon <= _MAX_LON and -_MAX_LAT <= lat <= _MAX_LAT):
            raise NotAPlaceError(f"{lon}, {lat} is no place.", place="must be degrees of longitude and latitude")
        column, row = int(lon * self._per_lon + self._first_column), int(lat * self._per_lat + self._first_row)
        on_picture = 0 <= column < self._columns and 0 <= row < self._rows
        value = self._pixels[row * self._columns + column] if on_picture else 0
        answer = self._answers[value]
        if answer is not None:
            return answer
        x, y = lon * self.frame.lon_m, lat * self.frame.lat_m
        return self._exact.decide(x, y) if value else self._exact.unclaimed(x, y, Flag.OUTSIDE)

    def locate_many(self, lons: ArrayLike, lats: ArrayLike) -> LocatedMany:
        """Return where many points lie."""
        lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        values = self._values(lon, lat)
        ids, flags = self._value_ids[values], self._value_flags[values]
        edge = np.flatnonzero(values == EDGE)
        if edge.size:
            positions, decided = self._exact.decide_many(self._points(lon[edge], lat[edge]))
            ids[edge], flags[edge] = self._position_ids[positions], decided
        return LocatedMany(ids, flags)

    def nearest_many(self, lons: ArrayLike, lats: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the nearest grid's id and the distance to it in metres, for points outside every grid."""
        lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        if not self.grids:
            return np.full(lon.shape, -1, dtype=np.int64), np.full(lon.shape, np.inf)
        positions, distances = self._exact.nearest_many(self._points(lon, lat))
        return self._position_ids[positions], distances

    def _values(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int16]:
        if not ((np.abs(lon) <= _MAX_LON).all() and (np.abs(lat) <= _MAX_LAT).all()):
            raise NotAPlaceError("A coordinate is no place.", place="must be degrees of longitude and latitude")
        columns = lon * self._per_lon
        columns += self._first_column
        rows = lat * self._per_lat
        rows += self._first_row
        np.clip(columns, 0, self._columns - 1, out=columns)
        np.clip(rows, 0, self._rows - 1, out=rows)
        return self._raster.values[rows.astype(np.int32) * self._columns + columns.astype(np.int32)]

    def _points(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[Any]:
        points: Any = shapely.points(lon * self.frame.lon_m, lat * self.frame.lat_m)
        return np.atleast_1d(points)

    def _in_metres(self, geometry: BaseGeometry) -> BaseGeometry:
        whole = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
        stretched: BaseGeometry = self.frame.stretch(whole)
        return stretched

    def _scale(self) -> None:
        """Keep what turns degrees into columns and rows as one multiplication and one addition."""
        raster = self._raster
        self._columns, self._rows = raster.columns, raster.rows
        self._per_lon, self._per_lat = self.frame.lon_m / raster.side, self.frame.lat_m / raster.side
        self._first_column, self._first_row = -raster.west / raster.side, -raster.south / raster.side

    def _tabulate(self) -> None:
        """Keep the answer of each pixel value: nothing, the grids, the excluded zones; ``EDGE`` finds the last."""
        inside = [self._exact.answer(position, Flag.INSIDE) for position in range(len(self.grids))]
        ids = [grid.grid_id for grid in self.grids]
        numbers = {flag: number for number, flag in enumerate(FLAGS)}
        flags = [Flag.OUTSIDE, *[Flag.INSIDE] * len(ids), Flag.EXCLUDED, Flag.BORDER]
        self._answers: tuple[Located | None, ...] = (None, *inside, None, None)
        self._position_ids = np.array([*ids, -1], dtype=np.int64)
        self._value_ids = np.array([-1, *ids, -1, -1], dtype=np.int64)
        self._value_flags = np.array([numbers[flag] for flag in flags], dtype=np.int8)


def frame_of(boundary: BaseGeometry) -> LocalFrame:
    """Return the frame in which a district's tolerance is measured: that of its middle latitude."""
    _, south, _, north = boundary.bounds
    return LocalFrame.at((south + north) / 2)
