"""Keep of the drafts what lies inside the district."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely

from gridwarden.grids.domain.drafts import BackdropDraft, RoadDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

D = TypeVar("D", RoadDraft, BackdropDraft)


def inside(drafts: Sequence[D], boundary: BaseGeometry) -> list[D]:
    """Return the drafts cut to ``boundary``, without those that lie outside or only touch it."""
    shapes = np.array([draft.geometry for draft in drafts], dtype=object)
    shapely.prepare(boundary)
    touching = np.flatnonzero(shapely.intersects(boundary, shapes))
    whole = shapely.covers(boundary, shapes)
    kept = []
    for position in touching.tolist():
        draft = drafts[position]
        shape = draft.geometry if whole[position] else cut(draft.geometry, boundary)
        if not shape.is_empty:
            kept.append(replace(draft, geometry=shape))
    return kept


def cut(shape: BaseGeometry, boundary: BaseGeometry) -> BaseGeometry:
    """Return the part of a line or an area inside ``boundary``, of the same dimension or empty."""
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    parts = shapely.get_parts(shapely.get_parts(shapely.intersection(valid, boundary)))
    same = parts[shapely.get_dimensions(parts) == shapely.get_dimensions(shape)]
    together = shapely.multilinestrings if shapely.get_dimensions(shape) == 1 else shapely.multipolygons
    piece: BaseGeometry = same[0] if len(same) == 1 else together(same)
    return piece
