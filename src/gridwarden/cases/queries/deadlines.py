"""How the deadlines of a case came about, step by step, for a person to check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms import worktime
from gridwarden.algorithms.worktime import Limit, LimitUnit, Pause, StillPaused
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.models import Clock
from gridwarden.cases.queries import visibility
from gridwarden.platform.calendars.queries.work import calendar_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClock:
    """One clock with a limit: where it began, every stretch that counted or stood, and where that leads.

    ``steps`` is empty while the clock is paused: then nobody knows the deadline yet. ``moved`` holds the
    deadlines that a change of the calendar replaced, oldest first.
    """

    stage: Stage
    limit: Limit
    started_at: datetime
    due_at: datetime | None
    steps: tuple[worktime.Step, ...]
    is_provisional: bool
    is_paused: bool
    moved: tuple[datetime, ...]


def explained(actor: Actor, case_id: int) -> list[ExplainedClock]:
    """Return the clocks of a case that have a limit, or refuse as if there were no case."""
    case = visibility.get(actor, case_id)
    clocks = Clock.objects.filter(case=case, limit_value__isnull=False).order_by("pk")
    return [_explained(case.district_id, clock) for clock in clocks.prefetch_related("pauses", "deadline_changes")]


def _explained(district_id: int, clock: Clock) -> ExplainedClock:
    limit = Limit(clock.limit_value or 0, LimitUnit(clock.limit_unit))
    spans = sorted(((one.start_at, one.end_at) for one in clock.pauses.all()), key=lambda span: span[0])
    try:
        steps = worktime.explain(
            calendar_for(district_id, clock.started_at), clock.started_at, limit, [Pause(*span) for span in spans]
        )
    except StillPaused:
        steps = ()
    return ExplainedClock(
        stage=Stage(clock.stage),
        limit=limit,
        started_at=clock.started_at,
        due_at=clock.due_at,
        steps=steps,
        is_provisional=clock.is_provisional,
        is_paused=not steps,
        moved=tuple(change.old_due_at for change in sorted(clock.deadline_changes.all(), key=lambda one: one.at)),
    )
