"""The grade of the road beside a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms.geodesy import METRES_A_DEGREE
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.grids.models import Road
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

#: A case farther than this from every road lies on none.
REACH_M = 40.0


@dataclass(frozen=True)
class _Roads:
    """The district's roads in metres around their middle; flat is true enough for forty metres."""

    tree: shapely.STRtree
    grades: tuple[RoadGrade, ...]
    scale: npt.NDArray[np.float64]


def grades_at(district_id: int, lons: Sequence[float], lats: Sequence[float]) -> list[RoadGrade | None]:
    """Return the grade of the nearest road of each place, ``None`` far from all; one statement once warm."""
    roads = _roads(district_id, versions.current(district_id))
    found: list[RoadGrade | None] = [None] * len(lons)
    if not roads.grades or not found:
        return found
    points = shapely.points(np.column_stack([lons, lats]) * roads.scale)
    places, nearest = roads.tree.query_nearest(points, max_distance=REACH_M, all_matches=False)
    for place, road in zip(places.tolist(), nearest.tolist(), strict=True):
        found[place] = roads.grades[road]
    return found


@lru_cache(maxsize=8)
def _roads(district_id: int, version: int) -> _Roads:
    del version  # part of the key: another version of the territory is read anew
    rows = list(Road.objects.filter(district=district_id).order_by("pk").values_list("geom", "grade"))
    lines = [to_shapely(geom) for geom, _ in rows]
    middle = lines[0].centroid.y if lines else 0.0
    scale = np.array([METRES_A_DEGREE * np.cos(np.radians(middle)), METRES_A_DEGREE])
    flat: Any = shapely.transform(lines, lambda degrees: degrees * scale) if lines else []
    return _Roads(shapely.STRtree(flat), tuple(RoadGrade(grade) for _, grade in rows), scale)
