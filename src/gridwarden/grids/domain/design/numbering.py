"""Codes of grids: class and number, or the 15 digits of a unit grid where its community is known."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.town import TownZone
    from gridwarden.grids.domain.kinds import GridClass
    from gridwarden.grids.domain.wanted import Community


def order_of(shapes: NDArray[np.object_]) -> list[int]:
    """Return the grids in the order of their numbers: from west to east, and so row by row from north to south."""
    if not len(shapes):
        return []
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    row_height = float(np.sqrt(np.mean(shapely.area(shapes)))) or 1.0
    rows = ((centres[:, 1].max() - centres[:, 1]) // row_height).astype(np.int64)
    return [int(number) for number in np.lexsort((centres[:, 0], rows))]


def by_class(
    shapes: NDArray[np.object_], classes: Sequence[GridClass], taken: AbstractSet[str] = frozenset()
) -> list[str]:
    """Return A01, A02 … B01 …, each class in its own order; three digits where a class has more than 99.

    Codes that are taken are passed over.
    """
    codes = [""] * len(shapes)
    for word in sorted(set(classes)):
        members = [number for number, one in enumerate(classes) if one == word]
        digits = max(2, len(str(len(members) + len(taken))))
        free = _free((f"{word.value}{place:0{digits}d}" for place in count(1)), taken)
        for position in order_of(shapes[members]):
            codes[members[position]] = next(free)
    return codes


def by_community(
    shapes: NDArray[np.object_], communities: Sequence[str], taken: AbstractSet[str] = frozenset()
) -> list[str]:
    """Return 15 digits for each grid: district, street and community as given, then its number among them."""
    codes = [""] * len(shapes)
    members: dict[str, list[int]] = defaultdict(list)
    for number, community in enumerate(communities):
        members[community].append(number)
    for community, numbers in members.items():
        free = _free((f"{community}{place:03d}" for place in count(1)), taken)
        for position in order_of(shapes[numbers]):
            codes[numbers[position]] = next(free)
    return codes


def _free(codes: Iterator[str], taken: AbstractSet[str]) -> Iterator[str]:
    return (code for code in codes if code not in taken)


def communities_of(
    shapes: NDArray[np.object_], zones: Sequence[TownZone | Community], otherwise: str
) -> list[str] | None:
    """Return the community in which most of each grid lies; ``None`` when one has none, or one has too many grids."""
    named = [zone for zone in zones if zone.community]
    found = [_community(shape, named) or otherwise for shape in shapes]
    crowded = any(found.count(one) > 999 for one in set(found))  # noqa: PLR2004 - three digits
    return None if crowded or not all(found) else found


def _community(shape: shapely.Geometry, zones: Sequence[TownZone | Community]) -> str:
    shared: dict[str, float] = defaultdict(float)
    for zone in zones:
        shared[zone.community] += float(shapely.area(shapely.intersection(zone.geometry, shape)))
    best = max(shared.items(), key=lambda pair: pair[1], default=("", 0.0))
    return best[0] if best[1] > 0 else ""
