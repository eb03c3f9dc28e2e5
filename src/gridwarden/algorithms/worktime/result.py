"""What comes out: a deadline, its light, and the steps by which a person can check it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime.problem import DayKind


class Light(StrEnum):
    """How a running limit stands."""

    GREEN = "green"
    #: The warning moment has come.
    YELLOW = "yellow"
    #: The limit is over.
    RED = "red"


class StepKind(StrEnum):
    """What happened to the clock in a step."""

    #: It ran inside a working segment.
    COUNTED = "counted"
    #: It ran through, as urgent limits do.
    CONTINUOUS = "continuous"
    #: It had not begun, because the start lies out of hours.
    OUT_OF_HOURS = "out_of_hours"
    #: It stood for a whole day (or the rest of one), for the reason that ``day_kind`` and ``name`` tell.
    DAY_OFF = "day_off"
    #: It stood because it was paused.
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of an explanation, local time, half-open.

    ``seconds`` is what the stretch took off the limit and ``remaining_s`` what was left after it.
    """

    kind: StepKind
    start: datetime
    end: datetime
    seconds: float
    remaining_s: float
    day_kind: DayKind | None = None
    name: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a limit warns and ends, in local time.

    ``is_provisional`` tells that days which nobody has confirmed went into it; it may still move.
    """

    due_at: datetime
    warn_at: datetime
    limit_s: int
    is_provisional: bool

    def light(self, at: datetime) -> Light:
        """Return the light at a moment."""
        return light(at, warn_at=self.warn_at, due_at=self.due_at)


def light(at: datetime, *, warn_at: datetime, due_at: datetime) -> Light:
    """Return the light of a limit at a moment.

    What is done at ``due_at`` itself is in time: red begins after it. Yellow begins with ``warn_at``.
    """
    if at > due_at:
        return Light.RED
    return Light.YELLOW if at >= warn_at else Light.GREEN
