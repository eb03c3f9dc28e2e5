"""A deadline told step by step.

This walks day by day and segment by segment with a calendar in its hand, as a person would; it shares no
arithmetic with the clock, so that each proves the other.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime.clock import SECOND
from gridwarden.algorithms.worktime.params import DAY_S
from gridwarden.algorithms.worktime.problem import microseconds
from gridwarden.algorithms.worktime.result import Step, StepKind
from gridwarden.algorithms.worktime.solve import StillPaused, merged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.algorithms.worktime.params import Limit, Pause
    from gridwarden.algorithms.worktime.problem import Day, WorkCalendar

#: From and to in microseconds; a pause may have no end.
_Stretch = tuple[int, int | None]


def explain(calendar: WorkCalendar, start: datetime, limit: Limit, pauses: Iterable[Pause] = ()) -> tuple[Step, ...]:
    """Return the steps that lead from ``start`` to the deadline; see ``due`` for parameters and refusals.

    Returns
    -------
    tuple of Step
        In order of time. Their ``seconds`` add up to the limit; the last one ends at the deadline.
    """
    begin = microseconds(start)
    walk = _Walk(calendar, begin, limit.seconds(calendar.day_s) * SECOND, list(merged(pauses, begin)))
    if limit.unit.is_continuous:
        walk.through()
    else:
        walk.by_day()
    return tuple(walk.steps)


class _Walk:
    """Where the walk stands: the moment reached, what is left of the limit, and the steps so far."""

    def __init__(self, calendar: WorkCalendar, at: int, left: int, pauses: list[_Stretch]) -> None:
        self.calendar = calendar
        self.at = at
        self.left = left
        self.pauses = pauses
        self.steps: list[Step] = []

    def through(self) -> None:
        """Count straight on, standing in the pauses only."""
        while self.left:
            self._stretch(StepKind.CONTINUOUS, sys.maxsize, None)

    def by_day(self) -> None:
        """Count inside working segments, one day after the other."""
        while self.left:
            day = self.calendar.day(self.calendar.moment(self.at).date())
            midnight = self.calendar.midnight_us(day.date)
            for begin, end in day.segments:
                self._segment(day, midnight + begin * SECOND, midnight + end * SECOND)
            if self.left:
                self._rest_of(day, midnight + DAY_S * SECOND)

    def _segment(self, day: Day, begin: int, end: int) -> None:
        if not self.left or end <= self.at:
            return
        if self.at < begin:
            self._wait(day, begin)
        while self.left and self.at < end:
            self._stretch(StepKind.COUNTED, end, day)

    def _stretch(self, kind: StepKind, end: int, day: Day | None) -> None:
        """Count up to ``end``, the next pause or the end of the limit, or stand in the pause that is on."""
        pause = self._pause_at(self.at)
        if pause is not None:
            if pause[1] is None:
                raise StillPaused("The clock stands; nothing more can be counted.", pauses="one has no end")
            self._add(StepKind.PAUSED, min(end, pause[1]), 0, day)
            return
        stop = min([end, self.at + self.left, *(start for start, _ in self.pauses if start > self.at)])
        self._add(kind, stop, stop - self.at, day)

    def _wait(self, day: Day, until: int) -> None:
        """Pass over time out of hours; worth a step only while the count has not begun."""
        if self.steps:
            self.at = until
        else:
            self._add(StepKind.OUT_OF_HOURS, until, 0, day)

    def _rest_of(self, day: Day, midnight: int) -> None:
        if day.segments:
            self._wait(day, midnight)
        else:
            self._add(StepKind.DAY_OFF, midnight, 0, day)

    def _pause_at(self, at: int) -> _Stretch | None:
        return next((p for p in self.pauses if p[0] <= at and (p[1] is None or at < p[1])), None)

    def _add(self, kind: StepKind, end: int, counted: int, day: Day | None) -> None:
        moment = self.calendar.moment
        self.left -= counted
        self.steps.append(
            Step(
                kind=kind,
                start=moment(self.at),
                end=moment(end),
                seconds=counted / SECOND,
                remaining_s=self.left / SECOND,
                day_kind=day.kind if day else None,
                name=day.name if day else "",
                is_provisional=day is not None and self.calendar.is_provisional(day.date),
            )
        )
        self.at = end
