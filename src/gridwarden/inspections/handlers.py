"""What papers listen to: their timers, and the end of their case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import ENDED
from gridwarden.cases.events import CaseClosed, CaseMoved
from gridwarden.inspections.actions import planning, slip_results, withdrawing
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


@subscribe(CaseClosed)
def freeze_the_result(event: CaseClosed) -> None:
    """What came of a contact slip is counted from the closure on."""
    slip_results.freeze(case_id=event.case_id, at=event.at)


@subscribe(CaseMoved)
def note_the_contract(event: CaseMoved) -> None:
    """A case can be sent from its own page, or many at once; its slip keeps the contract all the same."""
    if event.move == MoveName.DISPATCH:
        slip_results.note_contract(case_id=event.case_id)


@subscribe(CaseMoved)
def tell_of_refusals(event: CaseMoved) -> None:
    """A contractor has given a slip back."""
    if event.move == MoveName.RETURN_DISPATCH and event.former_unit_id is not None:
        slip_results.tell_refused(case_id=event.case_id, at=event.at, unit_id=event.former_unit_id)
