"""Read a stored clock as the rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import Pause
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.deadlines import StageClock
from gridwarden.cases.models.columns import limit_of

if TYPE_CHECKING:
    from gridwarden.cases.models import Clock

#: Columns that a clock's value and its row share.
SAME_NAME = (
    "started_at",
    "extensions",
    "stopped_at",
    "warn_at",
    "due_at",
    "calendar_version",
    "is_provisional",
    "breached_at",
    "rings_at",
    "spent_s",
)


def value_of(row: Clock) -> StageClock:
    """Return a stored clock, its pauses fetched, as a value."""
    pauses = sorted(row.pauses.all(), key=lambda pause: pause.start_at)
    return StageClock(
        stage=Stage(row.stage),
        limit=limit_of(row.limit_value, row.limit_unit),
        pauses=tuple(Pause(pause.start_at, pause.end_at) for pause in pauses),
        **{name: getattr(row, name) for name in SAME_NAME},
    )
