"""Put a case aside up to a day, and take it up again (挂账, 挂账恢复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _clocks, _requests
from gridwarden.cases.actions._execution import Moved, carry_out, execute
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.decisions import decide
from gridwarden.cases.domain.extensions import check_in_time
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.requests import Turn, check_asker, first_station
from gridwarden.cases.domain.situation import NOTHING
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.domain.suspensions import check_until
from gridwarden.cases.domain.table import row_for
from gridwarden.cases.models import Case
from gridwarden.cases.queries.chains import case_unit
from gridwarden.cases.queries.givens import Given, inputs_of
from gridwarden.cases.queries.situations import situation_of
from gridwarden.platform.access import system_for
from gridwarden.platform.timers import clockwork

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.actions._requests import Asked
    from gridwarden.cases.models import Request
    from gridwarden.platform.access import Actor
    from gridwarden.platform.timers.clockwork import Ring


@transaction.atomic
def ask(*, by: Actor, at: datetime, case_id: int, reason: str, until: datetime, proofs: Collection[UUID] = ()) -> Asked:
    """Ask for a case to be put aside up to ``until``: once in its life, never after its limit is broken."""
    case = _requests.locked_case(by, case_id)
    check_asker(by, case.owner_unit_id)
    at = _requests.booked(case, at)
    situation = situation_of(case)
    # What the move will ask of the case is asked now: a request that nobody could grant is not filed.
    for guard in row_for(MoveName.SUSPEND, situation).guards:
        guard(situation, by)
    _check_in_time(case, at)
    check_until(until, at)
    station = first_station(Turn.SUSPENSION, by, case_unit(case.owner_unit))
    return _requests.file(case, Turn.SUSPENSION, station, by=by, at=at, reason=reason, proofs=proofs, until=until)


def grant(case: Case, row: Request, *, by: Actor, at: datetime) -> Moved:
    """Suspend the case as asked for; its clocks rest, and a timer takes it up again."""
    _check_in_time(case, at)
    given = Given(text=row.reason, until=check_until(row.until, at))
    decision = decide(situation_of(case), MoveName.SUSPEND, by, inputs_of(given, case.district_id, at), at)
    return carry_out(case, decision, by=by, given=given)


def resume(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Take a suspended case up before its day."""
    return execute(MoveName.RESUME, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)


@transaction.atomic
def wake(*, ring: Ring, at: datetime) -> None:
    """Take a suspended case up on its day, unless somebody has done so before or is doing something with it."""
    cases = Case.objects.select_for_update(skip_locked=True, of=("self",))
    case = cases.select_related("owner_unit__parent", "condition").filter(pk=ring.subject_id).first()
    if case is None:
        clockwork.schedule([_clocks.later(ring, at)])
        return
    # Nothing but its own end or a new case's life could make the timer stale: a case is put aside once.
    if case.state != CaseState.SUSPENDED.value or case.suspended_until is None or at < case.suspended_until:
        return
    by = system_for(case.district_id)
    decision = decide(situation_of(case), MoveName.RESUME, by, NOTHING, at)
    carry_out(case, decision, by=by, given=Given(), cause="its day has come")


def _check_in_time(case: Case, at: datetime) -> None:
    one = _clocks.live_of(case.pk).get(Stage.HANDLE)
    check_in_time(one.value if one else None, at)
