"""What every kind of file is read into before it means anything: rows with properties and a geometry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import to_cgcs2000
from gridwarden.grids.domain.faults import Fault, FaultRule, ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_MAX_LON, _MAX_LAT = 180.0, 90.0


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of a file, counted from 1; ``key`` names it in its source, if it has a name there."""

    row: int
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    key: str = ""

    def word(self, *names: str) -> str:
        """Return the first property among ``names`` that says something, as text without blanks around it."""
        for name in names:
            value = self.properties.get(name)
            if value is not None and str(value).strip():
                return str(value).strip()
        return ""


def into_cgcs2000(features: Iterable[Feature], crs: str) -> list[Feature]:
    """Return the features in CGCS2000, or refuse those whose coordinates are no degrees."""
    converted, faults = [], []
    for feature in features:
        fault = _wild_coordinate(feature)
        if fault:
            faults.append(fault)
        else:
            converted.append(replace(feature, geometry=convert(feature.geometry, crs)))
    if faults:
        raise ImportRefused(faults)
    return converted


def convert(geometry: BaseGeometry | None, crs: str) -> BaseGeometry | None:
    """Return a geometry given in ``crs`` in CGCS2000."""
    if geometry is None:
        return None

    def corners(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_cgcs2000(points[:, 0], points[:, 1], crs)) if len(points) else points

    converted: BaseGeometry = shapely.transform(shapely.force_2d(geometry), corners)
    return converted


def _wild_coordinate(feature: Feature) -> Fault | None:
    points = shapely.get_coordinates(feature.geometry)
    wild = ~((np.abs(points[:, 0]) <= _MAX_LON) & (np.abs(points[:, 1]) <= _MAX_LAT))
    if not wild.any():
        return None
    lon, lat = points[int(np.argmax(wild))].tolist()
    return Fault(rule=FaultRule.BAD_COORDINATE, row=feature.row, field="geometry", value=f"{lon:g}, {lat:g}")
