"""What a clock's timers do: warn, and at the breach hand the case up one level.

A timer may fire late, twice, or at the same moment as a person's move. So it looks again under the
case's lock: the clock must run, under the revision that set the timer. A case that somebody is
moving right now is left alone and looked at again a second later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _breaches, _clocks, _records, _requests
from gridwarden.cases.actions._clocks import Kept
from gridwarden.cases.actions._execution import carry_out
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.deadlines import broken, rung_again
from gridwarden.cases.domain.decisions import decide
from gridwarden.cases.domain.escalation import AlarmKind, calls_on_alarm, climb
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.situation import NOTHING
from gridwarden.cases.models import Alarm, Case, Clock
from gridwarden.cases.queries.givens import Given
from gridwarden.cases.queries.situations import situation_of
from gridwarden.platform.access import system_for
from gridwarden.platform.timers import clockwork

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.situation import Situation
    from gridwarden.platform.timers.clockwork import Ring


@transaction.atomic
def warn(*, ring: Ring, at: datetime) -> None:
    """Warn the owner and the next level that a limit is nearly used up, once for each clock."""
    found = _look_again(ring, at)
    if found is None:
        return
    case, one = found
    at = max(at, case.moved_at)
    warnings = Alarm.objects.filter(clock=one.row, kind=AlarmKind.WARNING.value, extensions=one.row.extensions)
    if one.value.breached_at or warnings.exists():
        return
    _alarm(case, situation_of(case), one, AlarmKind.WARNING, at=at)


@transaction.atomic
def breach(*, ring: Ring, at: datetime) -> None:
    """Call the owner and the next level because a limit is broken, and hand the case up where that is possible."""
    found = _look_again(ring, at)
    if found is None:
        return
    case, one = found
    at = max(at, case.moved_at)
    situation = situation_of(case)
    _clocks.change(case, [Kept(one.row, broken(one.value))])
    if one.value.stage is Stage.HANDLE:
        _requests.lapse(case, at=at)
    if not _alarm(case, situation, one, AlarmKind.BREACH, at=at) or climb(situation, one.value.stage) is None:
        return
    by = system_for(case.district_id)
    decision = decide(situation, MoveName.HAND_UP, by, NOTHING, at)
    carry_out(case, decision, by=by, given=Given(), cause=f"{one.row.stage} limit broken")
    _ring_on_the_next_level(case, one.row.pk, at)


def _look_again(ring: Ring, at: datetime) -> tuple[Case, Kept] | None:
    """Lock the case and return it with the clock, if the clock still wants this timer."""
    cases = Case.objects.select_for_update(skip_locked=True, of=("self",))
    case = cases.select_related("owner_unit__parent", "condition").filter(clocks=ring.subject_id).first()
    if case is None:
        clockwork.schedule([_clocks.later(ring, at)])
        return None
    row = Clock.objects.prefetch_related("pauses").get(pk=ring.subject_id)
    one = _clocks.kept(row)
    return (case, one) if one.value.is_running and row.revision == ring.version else None


def _alarm(case: Case, situation: Situation, one: Kept, kind: AlarmKind, *, at: datetime) -> bool:
    if not _breaches.sound(case, one.row, kind, situation.level, at=at):
        return False
    by = system_for(case.district_id)
    _records.call(
        case,
        calls_on_alarm(situation),
        kind=f"case.{kind.value}",
        key=f"{one.row.pk}:{kind.value}:{situation.level}:{one.row.extensions}",
        at=at,
        by=by,
        params={"stage": one.row.stage, "due_at": one.value.due_at.isoformat() if one.value.due_at else ""},
    )
    _records.audit(case, f"case.{kind.value}", by=by, at=at, stage=one.row.stage, level=int(situation.level))
    return True


def _ring_on_the_next_level(case: Case, clock_id: int, at: datetime) -> None:
    """Where the same clock goes on running above, that level has the limit once more before it rings again."""
    one = _clocks.kept(Clock.objects.prefetch_related("pauses").get(pk=clock_id))
    if one.value.is_running:
        calendars = _clocks.calendars_of(case.district_id)
        _clocks.change(case, [Kept(one.row, rung_again(one.value, at, calendars))])
