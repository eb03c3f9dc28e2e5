"""What papers listen to: their timers, and the end of their case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import ENDED
from gridwarden.cases.events import CaseMoved
from gridwarden.inspections.actions import planning, withdrawing
from gridwarden.platform.events.bus import subscribe
from gridwarden.platform.timers import clockwork

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.timers.clockwork import Ring


@clockwork.on(planning.REMIND)
def remind(ring: Ring, now: datetime) -> None:
    """A recheck is near."""
    planning.call(ring.subject_id, planning.SOON, now)


@clockwork.on(planning.RECHECK)
def recheck(ring: Ring, now: datetime) -> None:
    """The party's time is up."""
    planning.call(ring.subject_id, planning.NOW, now)


@subscribe(CaseMoved)
def follow_the_case(event: CaseMoved) -> None:
    """Nobody looks again at a case that has ended."""
    if event.state in ENDED:
        withdrawing.drop_of_case(case_id=event.case_id, at=event.at)
