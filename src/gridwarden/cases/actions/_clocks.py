"""Keep a case's clocks: load the live ones, store what a move does to them, set their timers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.deadlines import StageClock, governing
from gridwarden.cases.models import Clock, ClockPause
from gridwarden.cases.queries.appeals import owner_before
from gridwarden.cases.queries.clocks import SAME_NAME, value_of
from gridwarden.platform.calendars.queries.work import calendar_for
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.clockwork import Ring

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.algorithms.worktime import WorkCalendar
    from gridwarden.cases.domain.deadlines import Calendars
    from gridwarden.cases.models import Case

_AGAIN = timedelta(seconds=1)
WARN, BREACH = "case.warn", "case.breach"
TIMERS = (WARN, BREACH)


@dataclass(frozen=True, slots=True)
class Kept:
    """A clock as it is stored and as the rules see it."""

    row: Clock
    value: StageClock


def calendars_of(district_id: int) -> Calendars:
    """Return the district's calendars by moment, each asked for once."""

    @cache
    def calendar(at: datetime) -> WorkCalendar:
        return calendar_for(district_id, at)

    return calendar


def live_of(case_id: int) -> dict[Stage, Kept]:
    """Return the clocks of a case that are not stopped; two SQL statements."""
    rows = Clock.objects.filter(case=case_id, stopped_at=None).prefetch_related("pauses").order_by("id")
    return {Stage(row.stage): kept(row) for row in rows}


def kept(row: Clock) -> Kept:
    """Return a stored clock (its pauses fetched) with its value."""
    return Kept(row, value_of(row))


def start(case: Case, clocks: Iterable[StageClock]) -> list[Kept]:
    """Store new clocks and set their timers."""
    fresh = [Kept(_row(case, clock), clock) for clock in clocks]
    Clock.objects.bulk_create([one.row for one in fresh])
    clockwork.schedule([ring for one in fresh for ring in rings_of(case.district_id, one)])
    return fresh


def change(case: Case, changed: list[Kept]) -> None:
    """Store changed clocks under a new revision and move or remove their timers."""
    for one in changed:
        had_timers = one.row.rings_at is not None
        _store(one)
        if had_timers and one.value.rings_at is None:
            clockwork.cancel(TIMERS, one.row.pk)
    rings = [ring for one in changed for ring in rings_of(case.district_id, one)]
    if rings:
        clockwork.schedule(rings)


def _store(one: Kept) -> None:
    """Write the columns that differ: two or three clocks change at once, a statement for each is the cheapest."""
    columns = {name: getattr(one.value, name) for name in SAME_NAME}
    if limit := one.value.limit:
        columns |= {"limit_value": limit.value, "limit_unit": limit.unit.value}
    columns = {name: value for name, value in columns.items() if value != getattr(one.row, name)}
    if one.value.stage is Stage.HANDLE and (moment := columns.get("breached_at")):
        columns["answering_unit_id"] = owner_before(one.row.case_id, moment)
    one.row.revision += 1
    Clock.objects.filter(pk=one.row.pk).update(revision=one.row.revision, **columns)
    for name, value in columns.items():
        setattr(one.row, name, value)
    _store_pauses(one)


def newly_broken(changed: Iterable[Kept]) -> list[Kept]:
    """Return the clocks that are broken by their value and not yet by their row."""
    return [one for one in changed if one.value.breached_at and not one.row.breached_at]


def set_lights(case: Case, clocks: Iterable[StageClock]) -> None:
    """Store when the case's light turns yellow and red, if that has changed."""
    lights = governing(clocks)
    if lights != (case.warn_at, case.due_at):
        case.warn_at, case.due_at = lights
        type(case).objects.filter(pk=case.pk).update(warn_at=case.warn_at, due_at=case.due_at)


def rings_of(district_id: int, one: Kept) -> list[Ring]:
    """Return the timers that a clock wants: none while it rests."""
    clock, row = one.value, one.row
    if not clock.is_running or clock.rings_at is None:
        return []
    moments = {BREACH: clock.rings_at}
    if clock.warn_at and not clock.breached_at:
        moments[WARN] = clock.warn_at
    return [
        Ring(district_id=district_id, kind=kind, subject_id=row.pk, due_at=due_at, version=row.revision)
        for kind, due_at in moments.items()
    ]


def later(ring: Ring, at: datetime) -> Ring:
    """Return a timer that waits a moment, because somebody is busy with its subject.

    Not ``nowait``: the timer's row is locked by us, and whoever moves the case is about to want it.
    """
    return Ring(
        district_id=ring.district_id,
        kind=ring.kind,
        subject_id=ring.subject_id,
        due_at=at + _AGAIN,
        version=ring.version,
    )


def _row(case: Case, clock: StageClock) -> Clock:
    limit = clock.limit
    return Clock(
        case=case,
        stage=clock.stage.value,
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit.value if limit else "",
        **{name: getattr(clock, name) for name in SAME_NAME},
    )


def _store_pauses(one: Kept) -> None:
    """Write what is new about the last pause; earlier ones never change."""
    known = len(one.row.pauses.all())
    if len(one.value.pauses) > known:
        ClockPause.objects.create(clock=one.row, start_at=one.value.pauses[-1].start)
    elif known and one.value.pauses[-1].end is not None:
        ClockPause.objects.filter(clock=one.row, end_at=None).update(end_at=one.value.pauses[-1].end)
