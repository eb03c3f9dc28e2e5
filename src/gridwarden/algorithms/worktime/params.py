"""What a deadline is computed from besides the calendar: the limit and the pauses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from datetime import datetime

HOUR_S = 3_600
DAY_S = 86_400
#: A longer limit is a typing mistake: a hundred years.
MAX_LIMIT_S = 36_525 * DAY_S


class BadLimit(Invalid):
    """A limit is no positive stretch of time."""

    code = "bad_limit"


class BadPause(Invalid):
    """A pause ends before it begins, or has no end where one is needed."""

    code = "bad_pause"


class LimitUnit(StrEnum):
    """In which clock a limit runs (紧急工作时, 紧急工作日, 工作时, 工作日)."""

    #: Hours of the clock on the wall, nights and holidays included.
    URGENT_HOUR = "urgent_hour"
    #: 24 such hours.
    URGENT_DAY = "urgent_day"
    #: Hours that count inside the calendar's working segments only.
    WORKING_HOUR = "working_hour"
    #: As many working hours as the calendar's standard day has.
    WORKING_DAY = "working_day"

    @property
    def is_continuous(self) -> bool:
        """Whether the clock never stops."""
        return self in {LimitUnit.URGENT_HOUR, LimitUnit.URGENT_DAY}


@dataclass(frozen=True, slots=True)
class Limit:
    """A positive number of units, for example 4 working hours; fractions down to a second count."""

    value: Decimal
    unit: LimitUnit

    def __init__(self, value: Decimal | float | str, unit: LimitUnit | str) -> None:
        object.__setattr__(self, "value", _checked_value(value))
        object.__setattr__(self, "unit", _checked_unit(unit))
        if not 1 <= self.seconds(DAY_S) <= MAX_LIMIT_S:
            raise BadLimit(f"A limit of {value} {self.unit} is too short or too long.", value="is out of range")

    def seconds(self, day_s: int) -> int:
        """Return the limit in whole seconds of its own clock.

        Parameters
        ----------
        day_s
            Working seconds of the calendar's standard day; matters to ``working_day`` only.
        """
        unit_s = {LimitUnit.URGENT_DAY: DAY_S, LimitUnit.WORKING_DAY: day_s}.get(self.unit, HOUR_S)
        return round(self.value * unit_s)

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from ``start`` up to, not including, ``end``; without an end it stands still."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BadPause("A pause ends before it begins.", end="must not lie before the start")


def _checked_value(value: Decimal | float | str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise BadLimit(f"{value!r} is no number.", value="must be a number") from None
    if not number.is_finite() or number <= 0:
        raise BadLimit(f"A limit of {value} gives no time.", value="must be a positive number")
    return number


def _checked_unit(unit: LimitUnit | str) -> LimitUnit:
    try:
        return LimitUnit(unit)
    except ValueError:
        known = ", ".join(LimitUnit)
        raise BadLimit(f"There is no unit {unit!r}.", unit=f"must be one of {known}") from None
