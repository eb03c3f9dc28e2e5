"""What a design should keep: today's grids, those that are locked, and places that belong together or apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from gridwarden.grids.domain.design.checks import BadDesignParams

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.kinds import GridClass, PatrolMode

#: Longitude and latitude.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayGrid:
    """A grid as it is today, in CGCS2000 degrees; a locked one stays as it is, with its code."""

    code: str
    grid_class: GridClass
    patrol_mode: PatrolMode
    geometry: BaseGeometry
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people want beyond the numbers.

    ``keep`` is the price of moving land out of its grid of today: 0 ignores today's plan, 1 is a usual price.
    ``together`` and ``apart`` are pairs of places whose blocks must, or must not, lie in one grid.
    """

    today: tuple[TodayGrid, ...] = ()
    together: tuple[tuple[Place, Place], ...] = ()
    apart: tuple[tuple[Place, Place], ...] = ()
    keep: float = 0.0

    def __post_init__(self) -> None:
        if not (isfinite(self.keep) and 0 <= self.keep <= 1_000):  # noqa: PLR2004 - the solver's range
            raise BadDesignParams(f"keep must lie in 0..1000, not {self.keep:g}.")

    @property
    def locked(self) -> tuple[TodayGrid, ...]:
        """Return the grids that stay as they are."""
        return tuple(grid for grid in self.today if grid.is_locked)
