"""What comes out of a design: grids, roads with their grades and grids, and the figures by which plans compare."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.kinds import ControlLevel, GridClass, PatrolMode


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPlan:
    """A grid of the plan, in CGCS2000 degrees."""

    code: str
    grid_class: GridClass
    patrol_mode: PatrolMode
    geometry: BaseGeometry
    area_km2: float
    diameter_m: float
    load_minutes: float
    road_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPlan:
    """A stretch of road in one grid, with its level and why it has it."""

    key: str
    road: str
    name: str
    highway: str
    flow: float | None
    grade: ControlLevel
    reason: str
    score: float
    grid: str
    length_m: float
    minutes: float
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """Figures of the grids of one class; ``lower_bound`` grids at least are needed whatever the plan.

    ``max_over_mean`` is the greatest load over the mean; it cannot be below ``least_max_over_mean`` while the pieces in
    which the land of the class lies stay as they are, with the roads of this plan, because each has a whole number of
    grids.
    """

    count: int
    lower_bound: int
    lower_bound_why: str
    limit_m: float
    max_diameter_m: float
    over_limit: int
    area_km2: float
    mean_load_minutes: float
    max_over_mean: float
    least_max_over_mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of a whole plan.

    ``border_on_lines`` is the share of the border between grids that runs along roads, water or railways;
    ``border_on_lines_where_any`` leaves out the border inside a block whose outline it cannot follow: neither of its
    two grids could have the other's share of the block and keep its limit and even loads.
    ``border_on_lines_by_limits`` asks for the limits alone. ``deadhead_share`` is the way walked without patrolling,
    over the patrolled length, along one closed loop per grid; no plan's is below ``least_deadhead_share``.
    ``compactness`` is the mean of 4π·area/perimeter².
    """

    count: int
    lower_bound: int
    by_class: Mapping[str, ClassFigures]
    district_km2: float
    grids_km2: float
    unaccounted_m2: float
    units: int
    road_km: float
    road_km_by_grade: Mapping[str, float]
    inner_border_km: float
    border_on_lines: float
    border_on_lines_where_any: float
    border_on_lines_by_limits: float
    crossings: int
    deadhead_share: float | None
    least_deadhead_share: float | None
    compactness: float
    load_minutes: float
    changed_share: float | None
    seed: int
    cpu_s: float
    is_cut_short: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the figures ready for JSON."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


@dataclass(frozen=True, kw_only=True)
class Design:
    """A plan with its figures; grids in the order of their codes."""

    grids: tuple[GridPlan, ...]
    roads: tuple[RoadPlan, ...] = field(repr=False)
    figures: Figures


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value
