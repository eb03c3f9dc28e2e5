"""Figures of each grid by which the command map is coloured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Avg, Case, Count, FloatField, Q, When
from django.utils.timezone import localdate

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.queries import lists
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.patrols.queries import alarms, coverage
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gridwarden.platform.access import Actor

#: Days that count for what is measured over time.
OVER_DAYS = 30
#: Shares fall into these classes, so that a colour means the same every day (per cent, upper ends left out).
SHARE_STEPS = (60, 80, 90, 95)
_CLASSES = 5


class Indicator(StrEnum):
    """What a grid can be coloured by."""

    OPEN = "open"
    OVERDUE = "overdue"
    OPENED = "opened"
    ON_TIME = "on_time"
    ALARMS = "alarms"
    COVERAGE = "coverage"
    PRESENCE = "presence"


#: Shares in per cent, of which more is better; of the others fewer is better.
SHARES = frozenset({Indicator.ON_TIME, Indicator.COVERAGE, Indicator.PRESENCE})
_OF_PATROLS = frozenset({Indicator.ALARMS, Indicator.COVERAGE, Indicator.PRESENCE})


@dataclass(frozen=True, slots=True)
class Figures:
    """An indicator's value of each grid that has one, on the day that it speaks of, and where its colours change."""

    indicator: Indicator
    day: date
    values: dict[int, float]
    steps: Sequence[int]

    def of(self, grid_id: int) -> float | None:
        """Return the value of a grid: nothing counted is none of it, nothing measured is unknown."""
        return self.values.get(grid_id, None if self.indicator in SHARES else 0)

    def cases_of(self, grid_id: int) -> CaseFilter | None:
        """Return the cases behind the figure of a grid; None where it counts something else."""
        since = self.day - timedelta(days=OVER_DAYS - 1)
        match self.indicator:
            case Indicator.OPEN:
                return CaseFilter(grid_id=grid_id, open_only=True)
            case Indicator.OVERDUE:
                return CaseFilter(grid_id=grid_id, light=Light.RED)
            case Indicator.OPENED:
                return CaseFilter(grid_id=grid_id, opened_from=since)
            case Indicator.ON_TIME:
                return CaseFilter(grid_id=grid_id, closed_from=since, states=(CaseState.CLOSED,))
            case _:
                return None


def offered(actor: Actor) -> list[Indicator]:
    """Return the indicators that somebody may see."""
    sees_patrols = actor.may(Permission.DEVICE_SEE)
    return [one for one in Indicator if sees_patrols or one not in _OF_PATROLS]


def figures(actor: Actor, indicator: Indicator, now: datetime) -> Figures:
    """Return an indicator for every grid, counted over what somebody may see; two SQL statements at most."""
    if indicator in {Indicator.COVERAGE, Indicator.PRESENCE}:
        return _covered(actor, indicator, localdate(now))
    today = localdate(now)
    values = alarms.by_grid(actor, today) if indicator is Indicator.ALARMS else _of_cases(actor, indicator, now)
    known = {grid_id: round(value, 1) for grid_id, value in values.items() if value is not None}
    return Figures(indicator, today, known, SHARE_STEPS if indicator in SHARES else steps_of(known.values()))


def steps_of(counts: Iterable[float]) -> tuple[int, ...]:
    """Return the counts at which a new colour begins: five classes of the same width, fewer for small counts."""
    highest = max(counts, default=0)
    return tuple(sorted({math.ceil(highest * share / _CLASSES) for share in range(1, _CLASSES)} - {0}))


def _of_cases(actor: Actor, indicator: Indicator, now: datetime) -> dict[int, float | None]:
    since = localdate(now) - timedelta(days=OVER_DAYS - 1)
    wanted = {
        Indicator.OPEN: CaseFilter(open_only=True),
        Indicator.OVERDUE: CaseFilter(light=Light.RED),
        Indicator.OPENED: CaseFilter(opened_from=since),
        Indicator.ON_TIME: CaseFilter(closed_from=since, states=(CaseState.CLOSED,)),
    }[indicator]
    found = lists.matching(actor, wanted, now).filter(grid__isnull=False).order_by()
    if indicator is not Indicator.ON_TIME:
        return dict(found.values_list("grid").annotate(Count("pk")))
    in_time = Case(When(Q(was_late=True), then=0.0), default=100.0, output_field=FloatField())
    return dict(found.annotate(was_late=lists.lateness()).values_list("grid").annotate(share=Avg(in_time)))


def _covered(actor: Actor, indicator: Indicator, today: date) -> Figures:
    known = coverage.days(actor)[:1]
    rows = coverage.grids(actor, known[0]) if known else []
    shares = {row.grid_id: row.rate if indicator is Indicator.COVERAGE else row.presence.inside for row in rows}
    values = {grid_id: round(share * 100, 1) for grid_id, share in shares.items() if share is not None}
    return Figures(indicator, known[0] if known else today, values, SHARE_STEPS)
