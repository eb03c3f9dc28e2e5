"""Rows of coverage as pages, files and the API show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.patrols.domain.coverage import AppealState


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day that was computed."""

    id: int
    day: date
    plan_version: int
    computed_at: datetime
    fixes: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Parts of the working time; together 1 where there was any."""

    in_s: float
    out_s: float
    silent_s: float
    #: Out of the grid because sent to a case elsewhere.
    sent_s: float = 0.0

    @property
    def whole_s(self) -> float:
        """Return how long somebody was to be there."""
        return self.in_s + self.out_s + self.silent_s + self.sent_s

    def part(self, seconds: float) -> float | None:
        """Return the share of the working time, None where there was none."""
        return seconds / self.whole_s if self.whole_s else None

    @property
    def inside(self) -> float | None:
        """Return the share in the grid."""
        return self.part(self.in_s)

    @property
    def outside(self) -> float | None:
        """Return the share out of the grid."""
        return self.part(self.out_s)

    @property
    def sent(self) -> float | None:
        """Return the share out of the grid because sent to a case elsewhere."""
        return self.part(self.sent_s)

    @property
    def silent(self) -> float | None:
        """Return the share without signal."""
        return self.part(self.silent_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A grid on a day, or over a month."""

    grid_id: int
    code: str
    name: str
    grid_class: str
    rate: float | None
    once: float | None
    refused: str
    length_m: float
    people: int
    arrived: int
    presence: Presence
    fixes: int
    dropped: int
    median_gap_m: float | None
    #: Over a month: days with a rate, of so many.
    rated_days: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person's day."""

    staff_id: int
    user_id: int
    name: str
    day: date
    grid_id: int | None
    grid_code: str
    device_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    arrival: str
    arrived_s: float | None
    metres: float
    passes: int
    presence: Presence
    fixes: int
    dropped: int
    median_gap_m: float
    bars: list[tuple[int, int, str]]
    #: Begin, end and number of each case to which they were sent.
    sent: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """A segment of a road in a grid."""

    number: int
    name: str
    grade: str
    line: list[tuple[float, float]]
    length_m: float
    required: int
    passes: int
    left: int
    right: int
    gap_s: float | None
    times: list[tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """What an officer says, and what was decided."""

    id: int
    day: date
    staff_id: int
    name: str
    user_id: int
    text: str
    made_at: datetime
    state: AppealState
    reviewed_by: str
    reviewed_at: datetime | None
    answer: str
    figures: dict[str, Any]
