"""Write down that a limit is broken: once for each clock and level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import _records
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.events import CaseOverdue, CaseWarned
from gridwarden.cases.models import Alarm
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.cases.actions._clocks import Kept
    from gridwarden.cases.domain.states import Level
    from gridwarden.cases.models import Case, Clock

_EVENTS = {AlarmKind.WARNING: CaseWarned, AlarmKind.BREACH: CaseOverdue}


def sound(case: Case, clock: Clock, kind: AlarmKind, level: Level, *, at: datetime) -> bool:
    """Sound an alarm and return True, or return False because it has sounded on this level before."""
    _alarm, is_new = Alarm.objects.get_or_create(
        clock=clock, level=int(level), kind=kind.value, extensions=clock.extensions, defaults={"at": at}
    )
    if is_new:
        _records.book(case, at)
        publish(_EVENTS[kind](**_records.facts_of(case, at), stage=clock.stage))
    return is_new


def note(case: Case, level: Level, clocks: Iterable[Kept], *, at: datetime) -> None:
    """Note the limits that somebody broke before their timers fired; nobody needs to be called any more."""
    for one in clocks:
        sound(case, one.row, AlarmKind.BREACH, level, at=at)
