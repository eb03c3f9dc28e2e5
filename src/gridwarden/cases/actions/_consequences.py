"""What follows from a move beside the case's own row: counts, links, timers and requests that lapse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import _families, _requests
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import IN_HAND
from gridwarden.cases.models import DispatchReturn
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.clockwork import Ring

if TYPE_CHECKING:
    from gridwarden.cases.domain.decisions import Decision
    from gridwarden.cases.models import Case, Step

RESUME = "case.resume"


def follow(case: Case, decision: Decision, step: Step) -> None:
    """Write everything that a move changes around its case."""
    _lapse(case, decision)
    _families.count(case, decision)
    match decision.row.name:
        case MoveName.RETURN_DISPATCH:
            _note_return(case, decision, step)
        case MoveName.SUSPEND:
            clockwork.schedule(resume_rings(case))
        case MoveName.MERGE | MoveName.UNMERGE:
            _families.link(case, decision)
        case _:
            pass
    if decision.before.suspended_until and not decision.after.suspended_until:
        clockwork.cancel([RESUME], case.pk)


def resume_rings(case: Case) -> list[Ring]:
    """Return the timer that takes a suspended case up again; none for one that is not suspended."""
    until = case.suspended_until
    if until is None:
        return []
    return [Ring(district_id=case.district_id, kind=RESUME, subject_id=case.pk, due_at=until, version=1)]


def _lapse(case: Case, decision: Decision) -> None:
    """What the owner asked for is void once the case has left its hands."""
    before, after = decision.before, decision.after
    if before.state in IN_HAND and (after.state not in IN_HAND or after.owner != before.owner):
        _requests.lapse(case, at=decision.at)


def _note_return(case: Case, decision: Decision, step: Step) -> None:
    proposed = decision.inputs.unit
    DispatchReturn.objects.create(
        case=case,
        step=step,
        unit_id=decision.before.owner.id,
        proposed_unit_id=proposed.id if proposed else None,
        number=case.return_count,
        at=decision.at,
    )
