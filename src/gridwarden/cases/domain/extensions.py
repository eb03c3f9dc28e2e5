"""Extension of the handling limit (延期): twice at most, and never once it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.deadlines import StageClock

#: So often a case may get its limit once more; refused requests do not count.
MOST_GRANTED = 2


class NoClockRuns(Conflict):
    """Nothing with a limit runs that could be given more time."""

    code = "no_clock_runs"


class Overdue(Conflict):
    """The limit is broken; it can no longer be moved."""

    code = "overdue"


class ExtendedTwice(Conflict):
    """The case has been given more time as often as it may be."""

    code = "extended_twice"


class ProofMissing(Invalid):
    """The request must be proved by a photo."""

    code = "proof_missing"


def check_extendable(clock: StageClock | None, *, granted: int, at: datetime) -> StageClock:
    """Return the handling clock, or refuse: it does not run, is broken, or was extended twice."""
    running = check_in_time(clock, at)
    if running.limit is None:
        raise NoClockRuns("No limit runs that could be extended.")
    if granted >= MOST_GRANTED:
        raise ExtendedTwice("The limit has been extended twice before.")
    return running


def check_in_time(clock: StageClock | None, at: datetime) -> StageClock:
    """Return the handling clock, or refuse because it does not run or is broken."""
    if clock is None or not clock.is_running:
        raise NoClockRuns("The handling clock does not run.")
    if clock.breached_at or (clock.due_at is not None and at > clock.due_at):
        raise Overdue("The limit is broken; it can no longer be moved.")
    return clock
