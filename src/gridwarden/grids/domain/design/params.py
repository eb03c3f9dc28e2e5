"""What a bureau may set: how roads are graded, what work they are, where a town begins, and what grids to look for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.algorithms.partition import Weights
from gridwarden.grids.domain.design.checks import BadDesignParams, Words, at_least, non_negative, shares
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.limits import max_patrol_diameter_m

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.grids.domain.kinds import ControlLevel

__all__ = ["BadDesignParams", "DesignParams", "Grading", "Override", "Unit", "Work", "Zoning"]

#: Both may be asked for; more than this no bureau has.
_MOST_GRIDS = 100_000


@dataclass(frozen=True, slots=True)
class ByLevel(Words):
    """A number for each level of control."""

    strict: float
    controlled: float
    regulated: float


@dataclass(frozen=True, slots=True)
class ByZone(Words):
    """A number for each zone."""

    core: float
    town: float
    village: float


@dataclass(frozen=True, slots=True)
class Grading:
    """How a road's level follows from traffic, class, location and facilities; each counts from 0 to 1.

    ``flow``, ``highway``, ``location`` and ``facility`` are weights; what is not known for a town counts nothing.
    ``strict_from`` and ``controlled_from`` are the scores at which the levels begin. Traffic of ``full_flow``
    vehicles an hour counts 1; without counts, the place in the order of betweenness counts. ``full_facilities``
    facilities per kilometre count 1.
    """

    flow: float = 0.35
    highway: float = 0.35
    location: float = 0.15
    facility: float = 0.15
    strict_from: float = 0.60
    controlled_from: float = 0.38
    full_flow: float = 1200.0
    full_facilities: float = 20.0
    places: ByZone = field(default_factory=lambda: ByZone(core=1.0, town=0.6, village=0.2))

    def __post_init__(self) -> None:
        non_negative("grading", self, "flow", "highway", "location", "facility")
        if self.flow + self.highway + self.location <= 0:
            raise BadDesignParams("grading: one of flow, highway and location must weigh more than 0.")
        shares("grading", self, "strict_from", "controlled_from")
        if self.controlled_from > self.strict_from:
            raise BadDesignParams("grading: controlled_from must not lie above strict_from.")
        at_least("grading", self, 1.0, "full_flow", "full_facilities")
        shares("grading.places", self.places, "core", "town", "village")


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes a day: length × ``weight`` × ``visits`` × ``share`` × ``pace``, and cases expected × ``handling``.

    ``pace`` is minutes per kilometre as patrols walk who look, write and talk. ``share`` is how much of a level's
    visits a zone gets. Cases are expected by kilometre and day, and by square kilometre and day. The pace, and the
    1.3 cases that a patrol meets in an hour in town, are those of a large city's published year; a bureau has its own.
    """

    weight: ByLevel = field(default_factory=lambda: ByLevel(strict=1.3, controlled=1.0, regulated=0.8))
    visits: ByLevel = field(default_factory=lambda: ByLevel(strict=4.0, controlled=3.0, regulated=2.0))
    share: ByZone = field(default_factory=lambda: ByZone(core=1.0, town=0.8, village=0.4))
    pace: float = 40.0
    cases_per_km: ByLevel = field(default_factory=lambda: ByLevel(strict=1.2, controlled=0.8, regulated=0.5))
    cases_per_km2: ByZone = field(default_factory=lambda: ByZone(core=25.0, town=20.0, village=4.0))
    handling: float = 12.0

    def __post_init__(self) -> None:
        for name in ("weight", "visits", "cases_per_km"):
            non_negative(f"work.{name}", getattr(self, name), "strict", "controlled", "regulated")
        for name in ("share", "cases_per_km2"):
            non_negative(f"work.{name}", getattr(self, name), "core", "town", "village")
        non_negative("work", self, "pace", "handling")


@dataclass(frozen=True, slots=True)
class Unit:
    """How finely land is cut, as shares of the limit of its grids.

    Blocks wider than ``wide`` of the limit are cut into cells of ``cell`` of it. Blocks below ``sliver_m2`` or
    ``sliver_width_m`` are joined to a neighbour.
    """

    wide: float = 0.33
    cell: float = 0.16
    sliver_m2: float = 5_000.0
    sliver_width_m: float = 24.0

    def __post_init__(self) -> None:
        shares("unit", self, "wide", "cell")
        at_least("unit", self, 0.02, "wide", "cell")
        if self.cell > self.wide:
            raise BadDesignParams("unit: cell must not be larger than wide.")
        non_negative("unit", self, "sliver_m2", "sliver_width_m")


@dataclass(frozen=True, slots=True)
class Zoning:
    """Where core and town begin when no zones are given: by density, smoothed over ``reach_m``.

    Density 1 is ``road_km_per_km2`` of roads or ``built_share`` of the land under buildings, or a mixture of both.
    Patches below ``patch_km2`` take on the zone around them.
    """

    town_from: float = 0.8
    core_from: float = 2.0
    road_km_per_km2: float = 4.0
    built_share: float = 0.15
    reach_m: float = 300.0
    patch_km2: float = 0.5

    def __post_init__(self) -> None:
        non_negative("zoning", self, "town_from", "core_from", "patch_km2")
        if self.town_from > self.core_from:
            raise BadDesignParams("zoning: town_from must not lie above core_from.")
        at_least("zoning", self, 0.001, "road_km_per_km2", "built_share")
        at_least("zoning", self, 10.0, "reach_m")


@dataclass(frozen=True, slots=True)
class Override:
    """A level that a person sets: which road (its key or name), which level, why, and from which day."""

    road: str
    level: ControlLevel
    reason: str
    on: date

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise BadDesignParams(f"overrides: {self.road!r} needs a reason.")


@dataclass(frozen=True, slots=True)
class Modes:
    """How the grids of each class are patrolled."""

    A: PatrolMode = PatrolMode.FOOT
    B: PatrolMode = PatrolMode.FOOT
    C: PatrolMode = PatrolMode.FOOT


@dataclass(frozen=True, slots=True)
class Counts:
    """How many grids of each class are wanted; ``None`` asks for the fewest."""

    A: int | None = None
    B: int | None = None
    C: int | None = None

    def __post_init__(self) -> None:
        for name in GridClass:
            wanted = getattr(self, name.value)
            if wanted is not None and not 0 <= wanted <= _MOST_GRIDS:
                raise BadDesignParams(f"counts: {name.value} must lie in 0..{_MOST_GRIDS}, not {wanted}.")

    def of(self, grid_class: GridClass) -> int | None:
        """Return the number wanted of a class."""
        wanted: int | None = getattr(self, grid_class.value)
        return wanted


@dataclass(frozen=True, slots=True)
class DesignParams:
    """All settings of a design.

    ``main_share``: a grid of the town is of class A when at least this share of its road work lies on strictly kept
    roads, unless a number of A grids is wanted. ``max_minutes``: the most work that a grid may hold; 0 sets no
    limit. ``even``: where the fewest grids are wanted, more are made until none has more work than so many times the
    mean of its class; 0 asks for the fewest, however uneven. ``community``: 12 digits under which grids are numbered
    where zones name no community.
    """

    grading: Grading = field(default_factory=Grading)
    work: Work = field(default_factory=Work)
    unit: Unit = field(default_factory=Unit)
    zoning: Zoning = field(default_factory=Zoning)
    weights: Weights = field(default_factory=lambda: Weights(drawn=10.0))
    modes: Modes = field(default_factory=Modes)
    counts: Counts = field(default_factory=Counts)
    overrides: tuple[Override, ...] = ()
    main_share: float = 0.5
    max_minutes: float = 0.0
    even: float = 1.1
    community: str = ""
    seed: int = 0
    time_limit_s: float = 60.0

    def __post_init__(self) -> None:
        shares("params", self, "main_share")
        non_negative("params", self, "max_minutes", "even")
        if 0 < self.even <= 1:
            raise BadDesignParams(f"even must be 0 or above 1, not {self.even:g}.")
        if not 0 <= self.seed < 2**31:
            raise BadDesignParams(f"seed must lie in 0..2147483647, not {self.seed}.")
        if not 0 < self.time_limit_s <= 86_400:  # noqa: PLR2004 - a day
            raise BadDesignParams(f"time_limit_s must lie above 0 and not above 86400, not {self.time_limit_s:g}.")
        if self.community and not (self.community.isdigit() and len(self.community) == 12):  # noqa: PLR2004
            raise BadDesignParams(f"community must be 12 digits, not {self.community!r}.")

    def limit_m(self, grid_class: GridClass) -> float:
        """Return the greatest diameter of a grid of a class, patrolled as is wanted."""
        return max_patrol_diameter_m(grid_class, self.mode(grid_class))

    def mode(self, grid_class: GridClass) -> PatrolMode:
        """Return how the grids of a class are patrolled."""
        return PatrolMode(getattr(self.modes, grid_class.value))
