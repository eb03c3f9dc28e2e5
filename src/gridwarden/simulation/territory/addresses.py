"""Say where a point is the way people do: road and house number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point, STRtree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.simulation.territory.roads import Way

#: A house number covers so many metres of road.
_METRES_PER_NUMBER = 9.0
#: Farther from every named road people say "near" and no number.
_NEAR_M = 60.0


@dataclass(frozen=True, slots=True)
class AddressBook:
    """All named roads, ready to be asked."""

    ways: tuple[Way, ...]
    tree: STRtree

    @classmethod
    def of(cls, ways: Iterable[Way]) -> AddressBook:
        """Return the book of the named ones among ``ways``."""
        named = tuple(way for way in ways if way.name and not way.line.is_empty)
        return cls(named, STRtree([way.line for way in named]))

    def address(self, point: Point) -> str:
        """Return the nearest road with the house number there, even on one side and odd on the other."""
        way = self.ways[int(self.tree.nearest(point))]
        if way.line.distance(point) > _NEAR_M:
            return f"{way.name}附近"
        return f"{way.name}{2 * int(_along(way, point) / _METRES_PER_NUMBER) + (2 if _is_left(way, point) else 1)}号"


def _along(way: Way, point: Point) -> float:
    return float(shapely.line_locate_point(shapely.line_merge(way.line), point)) if way.line.length else 0.0


def _is_left(way: Way, point: Point) -> bool:
    on_road = np.array(shapely.shortest_line(way.line, point).coords[0])
    aside = np.array([point.x, point.y]) - on_road
    return bool(aside[0] + aside[1] > 0)
