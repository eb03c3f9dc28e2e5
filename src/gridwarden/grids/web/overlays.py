"""What a page lays over its map: findings and outlines, as GeoJSON for the page's script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from gridwarden.grids.labels import FINDINGS, REMEDIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.findings import Finding
    from gridwarden.grids.domain.seamless import GridShape

#: More findings than this are no list to work through; the command line prints all.
MOST_FINDINGS = 400
#: Decimals of a degree that are sent: a tenth of a metre.
_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as the page lists it."""

    number: int
    kind: str
    title: _StrPromise
    remedy: _StrPromise
    subjects: str
    value: float
    unit: str
    limit: float | None
    reason: str
    lon: float
    lat: float


def rows(findings: Sequence[Finding]) -> list[FindingRow]:
    """Return the findings as rows, numbered as on the map."""
    return [_row(number, finding) for number, finding in enumerate(findings[:MOST_FINDINGS], start=1)]


def features(findings: Sequence[Finding], grids: Sequence[GridShape] = ()) -> dict[str, Any]:
    """Return findings and the outlines of drafted grids for the map."""
    numbered = list(enumerate(findings[:MOST_FINDINGS], start=1))
    drafts = [_feature(grid.geometry, what="draft", kind=grid.grid_class, code=grid.code) for grid in grids]
    shapes = [_feature(each.geometry, number, what="finding", kind=each.kind.value) for number, each in numbered]
    # A mark of its own: the map cuts shapes into tiles and would number every piece.
    marks = [
        _feature(shapely.Point(each.place), number, what="mark", kind=each.kind.value, number=str(number))
        for number, each in numbered
    ]
    return {"type": "FeatureCollection", "features": [*drafts, *shapes, *marks]}


def _feature(geometry: BaseGeometry, id_: int | None = None, **properties: str) -> dict[str, Any]:
    rounded = shapely.transform(geometry, _rounded)
    feature = {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(rounded))}
    return feature if id_ is None else {**feature, "id": id_}


def _rounded(points: NDArray[Any]) -> NDArray[Any]:
    return points.round(_DECIMALS)


def _row(number: int, finding: Finding) -> FindingRow:
    lon, lat = finding.place
    return FindingRow(
        number=number,
        kind=finding.kind.value,
        title=FINDINGS[finding.kind],
        remedy=REMEDIES[finding.kind],
        subjects=" / ".join(finding.subjects),
        value=round(finding.value, 1),
        unit={"m2": "m²", "m": "m", "": ""}[finding.unit],
        limit=finding.limit,
        reason=finding.reason,
        lon=lon,
        lat=lat,
    )
