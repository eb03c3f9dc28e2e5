"""A design as features ready for GeoJSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import Crs, from_cgcs2000
from gridwarden.grids.domain.design.drawing import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.design.plan import Design, GridPlan, RoadPlan

_AS_STORED = {Crs.CGCS2000, Crs.WGS84}


def grids_collection(design: Design, crs: Crs = Crs.CGCS2000) -> dict[str, Any]:
    """Return the grids as a FeatureCollection in a coordinate system."""
    return _collection(((_grid(grid), grid.code, grid.geometry) for grid in design.grids), crs)


def roads_collection(design: Design, crs: Crs = Crs.CGCS2000) -> dict[str, Any]:
    """Return the stretches of road as a FeatureCollection in a coordinate system."""
    return _collection(((_road(road), road.key, road.geometry) for road in design.roads), crs)


def _grid(grid: GridPlan) -> dict[str, Any]:
    return {
        "code": grid.code,
        "class": grid.grid_class.value,
        "mode": grid.patrol_mode.value,
        "area_km2": round(grid.area_km2, 6),
        "diameter_m": round(grid.diameter_m, 2),
        "load_minutes": round(grid.load_minutes, 2),
        "road_km": round(grid.road_km, 4),
    }


def _road(road: RoadPlan) -> dict[str, Any]:
    return {
        "road": road.road,
        "name": road.name,
        "highway": road.highway,
        **({} if road.flow is None else {"flow": road.flow}),
        "grade": road.grade.value,
        "reason": road.reason,
        "grid": road.grid,
        "length_m": round(road.length_m, 2),
        "minutes": round(road.minutes, 3),
    }


def _collection(rows: Iterable[tuple[dict[str, Any], str, BaseGeometry]], crs: Crs) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": key, "properties": properties, "geometry": _geometry(geometry, crs)}
            for properties, key, geometry in rows
        ],
    }


def _geometry(geometry: BaseGeometry, crs: Crs) -> dict[str, Any]:
    def corners(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = from_cgcs2000(points[:, 0], points[:, 1], crs)
        return np.asarray(np.round(np.column_stack([lon, lat]), DECIMALS), dtype=np.float64)

    laid = geometry if crs in _AS_STORED else shapely.transform(geometry, corners)
    mapped: dict[str, Any] = shapely.geometry.mapping(laid)
    return mapped
