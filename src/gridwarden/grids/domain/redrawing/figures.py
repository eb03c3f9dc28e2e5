"""The figures by which plans compare, drafted ones and today's alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from gridwarden.grids.domain.redrawing.draft import Draft

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """Figures of the grids of one class."""

    count: int
    limit_m: float
    max_diameter_m: float
    over_limit: int
    mean_minutes: float
    max_over_mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """Figures of a plan. ``max_over_mean`` is the worst of its classes; ``changed_share`` is land that leaves its grid.

    ``compactness`` is the mean of 4π·area/outline²; ``border_on_lines`` the share of the border between grids along
    roads, water and railways; ``road_cuts`` how often a road leads from one grid into another.
    """

    count: int
    by_class: Mapping[str, ClassFigures]
    max_diameter_m: float
    over_limit: int
    minutes: float
    max_over_mean: float
    compactness: float
    inner_border_km: float
    border_on_lines: float
    road_cuts: int
    changed_share: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return the figures ready for JSON."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSize:
    """A grid with what the figures ask of it."""

    grid_class: str
    limit_m: float
    diameter_m: float
    minutes: float
    area_m2: float
    outline_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """The border between grids."""

    inner_m: float
    drawn_m: float
    cuts: float


def figures_of(draft: Draft, today: Ints | None = None) -> PlanFigures:
    """Return the figures of a draft; ``today`` is the number of today's grid of each block, -1 for none."""
    blocks, between = draft.blocks, draft.is_between
    inner = ~between
    outline = np.bincount(draft.part, blocks.outline_m, len(draft.grids))
    outline -= 2 * np.bincount(draft.part[blocks.pairs[inner, 0]], blocks.border_m[inner], len(draft.grids))
    sizes = [
        GridSize(
            grid_class=grid.grid_class.value,
            limit_m=grid.limit_m,
            diameter_m=float(draft.diameter_m[number]),
            minutes=float(draft.minutes[number]),
            area_m2=float(draft.area_m2[number]),
            outline_m=float(outline[number]),
        )
        for number, grid in enumerate(draft.grids)
    ]
    borders = Borders(
        inner_m=float(blocks.border_m[between].sum()),
        drawn_m=float(blocks.drawn_m[between].sum()),
        cuts=float(blocks.crossings[between].sum()),
    )
    return plan_figures(sizes, borders, None if today is None else changed_share(draft, today))


def plan_figures(grids: Iterable[GridSize], borders: Borders, changed: float | None) -> PlanFigures:
    """Return the figures of a plan from its grids and borders."""
    every = list(grids)
    by_class = {word: _of_class([grid for grid in every if grid.grid_class == word]) for word in _classes(every)}
    compact = [4 * np.pi * grid.area_m2 / grid.outline_m**2 for grid in every]
    return PlanFigures(
        count=len(every),
        by_class=by_class,
        max_diameter_m=max(grid.diameter_m for grid in every),
        over_limit=sum(one.over_limit for one in by_class.values()),
        minutes=sum(grid.minutes for grid in every),
        max_over_mean=max(one.max_over_mean for one in by_class.values()),
        compactness=float(np.mean(compact)),
        inner_border_km=borders.inner_m / 1000,
        border_on_lines=borders.drawn_m / borders.inner_m if borders.inner_m else 1.0,
        road_cuts=round(borders.cuts),
        changed_share=changed,
    )


def changed_share(draft: Draft, today: Ints) -> float:
    """Return the share of the land that leaves its grid of today, each grid standing for at most one of those."""
    # Half a second to load: only whoever compares plans pays.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    known = today >= 0
    if not known.any():
        return 1.0
    shared = np.zeros((len(draft.grids), int(today.max()) + 1))
    np.add.at(shared, (draft.part[known], today[known]), draft.blocks.area_m2[known])
    rows, columns = linear_sum_assignment(-shared)
    return max(0.0, 1.0 - float(shared[rows, columns].sum()) / float(draft.blocks.area_m2.sum()))


def _classes(grids: list[GridSize]) -> list[str]:
    return sorted({grid.grid_class for grid in grids})


def _of_class(grids: list[GridSize]) -> ClassFigures:
    mean = sum(grid.minutes for grid in grids) / len(grids)
    return ClassFigures(
        count=len(grids),
        limit_m=min(grid.limit_m for grid in grids),
        max_diameter_m=max(grid.diameter_m for grid in grids),
        over_limit=sum(grid.diameter_m > grid.limit_m for grid in grids),
        mean_minutes=mean,
        max_over_mean=max(grid.minutes for grid in grids) / mean if mean else 1.0,
    )


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value
