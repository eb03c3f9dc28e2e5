"""What a roster came out as, and how sure it is that there is no better one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far the search came."""

    #: There is provably no better roster.
    OPTIMAL = "optimal"
    #: A roster that keeps every rule; ``gap`` says how much better another could be at most.
    FEASIBLE = "feasible"
    #: Nobody can cover everything: ``shortages`` say what lacks in the roster that covers most.
    INFEASIBLE = "infeasible"
    #: The time was too short to find any.
    UNKNOWN = "unknown"


class Measure(StrEnum):
    """What should be shared evenly."""

    WEEKENDS = "weekends"
    EVENINGS = "evenings"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """Somebody works a shift on a day."""

    day: int
    person: str
    shift: str


@dataclass(frozen=True, slots=True, order=True)
class Shortage:
    """So many people lack in a group's shift on a day."""

    day: int
    shift: str
    group: str
    people: int


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What differs from the roster before; ``None`` is a day off."""

    day: int
    person: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, order=True)
class Idle:
    """So many shifts lack to the least that somebody should work in a week (by its first day)."""

    day: int
    person: str
    shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Most and least of a measure among people who can stand in for each other.

    Who is on leave at some time does not count for the least.
    """

    #: The first group of these people, and how many they are.
    group: str
    people: int
    measure: Measure
    most: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A roster."""

    status: Status
    assignments: tuple[Assignment, ...]
    shortages: tuple[Shortage, ...]
    #: Who gets too little to do; only where the roster is infeasible.
    idle: tuple[Idle, ...]
    #: Against the roster before; empty without one.
    changes: tuple[Change, ...]
    #: Whether no roster has fewer changes (or, when infeasible, covers more).
    is_change_proven: bool
    #: Cost of unfairness and the greatest value below which it provably cannot lie.
    cost: float
    bound: float
    shares: tuple[Share, ...]
    cpu_s: float

    @property
    def gap(self) -> float:
        """How much better another roster could be at most, as a part of the cost."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost
