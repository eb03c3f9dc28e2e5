"""Whether places lie in the grids of a duty or near them, for many places at once and from memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.grids.queries.locate import index_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from gridwarden.grids.domain.grid_index import GridIndex
    from gridwarden.grids.domain.local_frame import LocalFrame

#: Of each district the index of the present territory, and the shapes cut from it.
_shapes: dict[int, tuple[GridIndex, dict[tuple[float, tuple[int, ...]], Any]]] = {}


@dataclass(frozen=True, slots=True)
class Areas:
    """The grids of a district on a day, widened where a place near them counts as inside."""

    frame: LocalFrame
    _index: GridIndex
    _kept: dict[tuple[float, tuple[int, ...]], Any]

    def inside(
        self, grid_ids: tuple[int, ...], margin_m: float, xs: Sequence[float], ys: Sequence[float]
    ) -> NDArray[np.bool_]:
        """Tell of each place (metres of ``frame``) whether it lies in one of the grids or within the margin."""
        key = (margin_m, grid_ids)
        if key not in self._kept:
            parts = [self.frame.stretch(grid.geometry) for grid in self._index.grids if grid.grid_id in grid_ids]
            area = shapely.union_all(parts).buffer(margin_m)
            shapely.prepare(area)
            self._kept[key] = area
        return np.asarray(shapely.contains_xy(self._kept[key], xs, ys), dtype=np.bool_)


def areas_of(district_id: int, at: datetime) -> Areas:
    """Return the areas of a district; shapes are cut once for each change of the territory."""
    index = index_on(district_id, at)
    kept = _shapes.get(district_id)
    if kept is None or kept[0] is not index:
        kept = _shapes[district_id] = (index, {})
    return Areas(index.frame, index, kept[1])
