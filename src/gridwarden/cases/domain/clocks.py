"""The stages that are timed, and what a move does to their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """A stretch of a case's way with a clock of its own."""

    REGISTER = "register"
    VERIFY = "verify"
    DISPATCH = "dispatch"
    HANDLE = "handle"
    CHECK = "check"
    CLOSE = "close"
    TOTAL = "total"


class ClockVerb(StrEnum):
    """What happens to a stage's clock."""

    #: Take up the paused clock, or start a new one where none is live.
    RUN = "run"
    PAUSE = "pause"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class ClockOp:
    """One thing that a move does to one clock."""

    verb: ClockVerb
    stage: Stage


def run(stage: Stage) -> ClockOp:
    """Let the stage's clock run."""
    return ClockOp(ClockVerb.RUN, stage)


def pause(stage: Stage) -> ClockOp:
    """Let the stage's clock rest; what it has measured stays."""
    return ClockOp(ClockVerb.PAUSE, stage)


def stop(stage: Stage) -> ClockOp:
    """End the stage's clock for good."""
    return ClockOp(ClockVerb.STOP, stage)


#: The end of a case ends every clock that is still live.
STOP_ALL = tuple(stop(stage) for stage in Stage)
