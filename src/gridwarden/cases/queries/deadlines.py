"""How the deadlines of a case came about, step by step, for a person to check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms import worktime
from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.cases.models import ChangeCause, Clock
from gridwarden.cases.queries import visibility
from gridwarden.cases.queries.clocks import value_of
from gridwarden.platform.calendars.queries.work import calendar_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.clocks import Stage
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that was replaced, and why."""

    old_due_at: datetime
    cause: ChangeCause


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClock:
    """One clock with a limit: where it began, every stretch that counted or stood, and where that leads.

    The steps follow the calendar by which the deadline was computed, and the pauses that had ended by then: while
    the clock is paused (``is_paused``) they lead to the deadline as it stood, which will move. ``moved`` holds the
    deadlines that a change of the calendar or an extension replaced, oldest first.
    """

    stage: Stage
    limit: Limit
    #: How often the limit was granted once more; the steps cover all of it.
    extensions: int
    started_at: datetime
    due_at: datetime | None
    steps: tuple[worktime.Step, ...]
    calendar_version: int
    is_provisional: bool
    is_paused: bool
    moved: tuple[Moved, ...]


def explained(actor: Actor, case_id: int) -> list[ExplainedClock]:
    """Return the clocks of a case that have a limit, or refuse as if there were no case."""
    case = visibility.get(actor, case_id)
    clocks = Clock.objects.filter(case=case, limit_value__isnull=False).order_by("pk")
    return [_explained(case.district_id, clock) for clock in clocks.prefetch_related("pauses", "deadline_changes")]


def _explained(district_id: int, row: Clock) -> ExplainedClock:
    clock = value_of(row)
    # A clock that was queried by its limit has one.
    limit = clock.limit or Limit(1, LimitUnit.URGENT_HOUR)
    calendar = calendar_for(district_id, clock.started_at, version=clock.calendar_version)
    ended = [pause for pause in clock.pauses if pause.end is not None]
    return ExplainedClock(
        stage=clock.stage,
        limit=limit,
        extensions=clock.extensions,
        started_at=clock.started_at,
        due_at=clock.due_at,
        steps=worktime.explain(calendar, clock.started_at, clock.allowed or limit, ended),
        calendar_version=calendar.version,
        is_provisional=clock.is_provisional,
        is_paused=clock.is_live and not clock.is_running,
        moved=tuple(
            Moved(change.old_due_at, ChangeCause(change.cause))
            for change in sorted(row.deadline_changes.all(), key=lambda one: one.at)
        ),
    )
