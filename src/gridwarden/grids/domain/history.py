"""A district's territory through time: one index for every span of days on which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from gridwarden.grids.domain.grid_index import GridIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.locating import GridPlace

T = TypeVar("T")
#: Spans kept at once; a day before the last few changes is asked for rarely.
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Something that holds from a day until another (not included; None for no end)."""

    what: T
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class TerritoryHistory:
    """All grids and excluded zones that a district ever had, under one version of its territory."""

    def __init__(
        self,
        boundary: BaseGeometry,
        grids: Iterable[Dated[GridPlace]],
        excluded: Iterable[Dated[BaseGeometry]] = (),
    ) -> None:
        self.boundary = boundary
        self.grids = tuple(grids)
        self.excluded = tuple(excluded)
        spans = [(grid.valid_from, grid.valid_to) for grid in self.grids]
        spans += [(zone.valid_from, zone.valid_to) for zone in self.excluded]
        self._changes = [date.min, *sorted({day for span in spans for day in span if day is not None})]
        self._indexes: dict[date, GridIndex] = {}

    def index_on(self, day: date) -> GridIndex:
        """Return the index of a day; built when a span of days is first asked for."""
        start = self._changes[bisect_right(self._changes, day) - 1]
        index = self._indexes.get(start)
        if index is None:
            index = self._build(start)
            # A new mapping instead of a change: other threads may be reading the old one.
            kept = dict(list(self._indexes.items())[1 - _KEPT :])
            self._indexes = {**kept, start: index}
        return index

    def _build(self, day: date) -> GridIndex:
        grids = [grid.what for grid in self.grids if grid.holds_on(day)]
        return GridIndex(self.boundary, grids, [zone.what for zone in self.excluded if zone.holds_on(day)])
