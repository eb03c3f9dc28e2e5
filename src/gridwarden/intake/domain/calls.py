"""Telephone calls between the desk and reporters, and when a reporter is to be called back."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Direction(StrEnum):
    """Who called whom."""

    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    """How a call ended."""

    REACHED = "reached"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    DECLINED = "declined"


#: After these there is nobody to ask any more.
SETTLES = frozenset({Outcome.SATISFIED, Outcome.WRONG_NUMBER, Outcome.DECLINED})
#: So many calls are tried before a reporter counts as not to be reached.
MOST_TRIES = 3
_PAUSE = timedelta(hours=2)


def next_try(last_at: datetime | None, now: datetime) -> datetime:
    """Return when a reporter who was not reached is called next: at once, or two hours after the last try."""
    return now if last_at is None else max(now, last_at + _PAUSE)
