"""Clocks of stages: started, paused, resumed and stopped; deadlines, warnings and lights.

A clock counts in its limit's own unit: working units stand still outside working hours, urgent
units and clocks without a limit never do. While it is paused nothing counts, and what it measured
before is kept, so rework continues where the first attempt ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from gridwarden.algorithms import worktime
from gridwarden.algorithms.worktime import Light, Limit, LimitUnit, Pause, WorkCalendar
from gridwarden.cases.domain.clocks import ClockOp, ClockVerb, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A warning sounds when this part of a limit is used up.
WARN_FRACTION = 0.8

#: Limits of a district that has set none (standards 1.5: 受理、派遣 15 minutes, 核实、核查 30 minutes).
#: Handling has the limit of the case's condition; the total has none unless the district sets one.
DEFAULT_LIMITS: Mapping[Stage, Limit] = MappingProxyType(
    {
        Stage.REGISTER: Limit("0.25", LimitUnit.URGENT_HOUR),
        Stage.DISPATCH: Limit("0.25", LimitUnit.URGENT_HOUR),
        Stage.VERIFY: Limit("0.5", LimitUnit.URGENT_HOUR),
        Stage.CHECK: Limit("0.5", LimitUnit.URGENT_HOUR),
        Stage.CLOSE: Limit("0.5", LimitUnit.URGENT_HOUR),
    }
)

#: Gives the calendar as it is kept now, with the standard day of a moment: that of the clock's start.
Calendars = Callable[[datetime], WorkCalendar]

#: What is done at the deadline itself is in time: a limit is broken from the next moment on.
_NEXT_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageClock:
    """One stage's clock; live until it is stopped."""

    stage: Stage
    limit: Limit | None
    started_at: datetime
    #: How often the limit was granted once more.
    extensions: int = 0
    stopped_at: datetime | None = None
    #: In order of time; while the clock rests the last one has no end.
    pauses: tuple[Pause, ...] = ()
    warn_at: datetime | None = None
    due_at: datetime | None = None
    calendar_version: int = 0
    #: Unconfirmed days of the calendar went into the deadline; it is recomputed when they are published.
    is_provisional: bool = False
    breached_at: datetime | None = None
    #: When the breach sounds next: after the deadline, and once more on each level that the case climbs to.
    rings_at: datetime | None = None
    #: Measured up to the stop, in the limit's own seconds.
    spent_s: int | None = None

    @property
    def allowed(self) -> Limit | None:
        """The limit with what was granted on top of it."""
        if self.limit is None or not self.extensions:
            return self.limit
        return Limit(self.limit.value * (1 + self.extensions), self.limit.unit)

    @property
    def is_live(self) -> bool:
        """Whether the clock may still run."""
        return self.stopped_at is None

    @property
    def is_running(self) -> bool:
        """Whether the clock runs now."""
        return self.is_live and not (self.pauses and self.pauses[-1].end is None)


def started(stage: Stage, limit: Limit | None, at: datetime, calendars: Calendars) -> StageClock:
    """Return a new clock that runs from ``at``."""
    return _with_deadline(StageClock(stage=stage, limit=limit, started_at=at), calendars)


def resumed(clock: StageClock, at: datetime, calendars: Calendars) -> StageClock:
    """Return the paused ``clock`` running again; one that runs already is left alone."""
    if clock.is_running:
        return clock
    *earlier, last = clock.pauses
    running = replace(clock, pauses=(*earlier, replace(last, end=at)))
    return rung_again(running, at, calendars) if clock.breached_at else _with_deadline(running, calendars)


def paused(clock: StageClock, at: datetime) -> StageClock:
    """Return ``clock`` at rest from ``at``."""
    if not clock.is_running:
        return clock
    return replace(_judged(clock, at), pauses=(*clock.pauses, Pause(at)), rings_at=None)


def stopped(clock: StageClock, at: datetime, calendars: Calendars) -> StageClock:
    """Return ``clock`` ended at ``at`` with what it measured."""
    judged = _judged(clock, at) if clock.is_running else clock
    return replace(judged, stopped_at=at, rings_at=None, spent_s=spent_s(clock, at, calendars))


def spent_s(clock: StageClock, at: datetime, calendars: Calendars) -> int:
    """Return the seconds that the clock has measured up to ``at``, in its limit's own unit."""
    unit = clock.limit.unit if clock.limit else LimitUnit.URGENT_HOUR
    return worktime.elapsed_s(calendars(clock.started_at), clock.started_at, clock.stopped_at or at, unit, clock.pauses)


def extended(clock: StageClock, calendars: Calendars) -> StageClock:
    """Return the running ``clock`` with its original limit granted once more from the deadline that it has."""
    return _with_deadline(replace(clock, extensions=clock.extensions + 1), calendars)


def broken(clock: StageClock) -> StageClock:
    """Return ``clock`` marked as broken since its deadline, with no further ring set."""
    return replace(clock, breached_at=clock.breached_at or clock.due_at, rings_at=None)


def rung_again(clock: StageClock, at: datetime, calendars: Calendars) -> StageClock:
    """Return the broken ``clock`` set to sound again: the level that has the case now gets the limit once more."""
    if clock.limit is None:
        return clock
    return replace(clock, rings_at=worktime.due(calendars(clock.started_at), at, clock.limit) + _NEXT_MOMENT)


def agreed(clock: StageClock, limit: Limit, calendars: Calendars) -> StageClock:
    """Return ``clock`` under the limit agreed with the unit that has the case now; what is broken stays so."""
    if clock.limit == limit or not clock.is_running:
        return clock
    changed = replace(clock, limit=limit)
    return changed if clock.breached_at else _with_deadline(changed, calendars)


def recomputed(clock: StageClock, calendars: Calendars) -> StageClock:
    """Return ``clock`` under another calendar; a limit that is broken already, or rests, keeps what it has."""
    if clock.breached_at or not clock.is_running:
        return clock
    return _with_deadline(clock, calendars)


def apply(
    ops: Iterable[ClockOp],
    live: Mapping[Stage, StageClock],
    limits: Mapping[Stage, Limit],
    *,
    at: datetime,
    calendars: Calendars,
) -> dict[Stage, StageClock]:
    """Return the clocks that ``ops`` start or change, by stage; ``live`` holds those not yet stopped."""
    after: dict[Stage, StageClock] = {}
    for op in ops:
        clock = live.get(op.stage)
        if clock is None and op.verb is ClockVerb.RUN:
            after[op.stage] = started(op.stage, limits.get(op.stage), at, calendars)
        elif clock is not None:
            after[op.stage] = _changed(op.verb, clock, at, calendars)
    return {stage: clock for stage, clock in after.items() if clock != live.get(stage)}


def governing(clocks: Iterable[StageClock]) -> tuple[datetime | None, datetime | None]:
    """Return when the case's light turns yellow and when red: the nearest of its running or broken clocks."""
    counting = [clock for clock in clocks if clock.is_live and (clock.is_running or clock.breached_at)]
    return (
        min((clock.warn_at for clock in counting if clock.warn_at), default=None),
        min((clock.due_at for clock in counting if clock.due_at), default=None),
    )


def light(warn_at: datetime | None, due_at: datetime | None, now: datetime) -> Light | None:
    """Return the light that a case shows at ``now``; none where nothing runs."""
    if due_at is None or warn_at is None:
        return None
    return worktime.light(now, warn_at=warn_at, due_at=due_at)


def _changed(verb: ClockVerb, clock: StageClock, at: datetime, calendars: Calendars) -> StageClock:
    if verb is ClockVerb.RUN:
        return resumed(clock, at, calendars)
    return paused(clock, at) if verb is ClockVerb.PAUSE else stopped(clock, at, calendars)


def _judged(clock: StageClock, at: datetime) -> StageClock:
    """The deadline may have passed before its timer fired; that is a breach all the same."""
    late = clock.due_at is not None and at > clock.due_at
    return broken(clock) if late else clock


def _with_deadline(clock: StageClock, calendars: Calendars) -> StageClock:
    if clock.allowed is None:
        return clock
    calendar = calendars(clock.started_at)
    found = worktime.deadline(calendar, clock.started_at, clock.allowed, clock.pauses, warn_fraction=WARN_FRACTION)
    return replace(
        clock,
        warn_at=found.warn_at,
        due_at=found.due_at,
        calendar_version=calendar.version,
        is_provisional=found.is_provisional,
        rings_at=found.due_at + _NEXT_MOMENT,
    )
