"""Who is sent to a case, as the patrols ask: it excuses them from their grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case, Support
from gridwarden.patrols.domain.errands import Errand, register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

#: The state of a case, and the column that names who is on the way.
_SENT = {CaseState.VERIFYING: "verifier", CaseState.HANDLING: "handler", CaseState.CHECKING: "checker"}
#: A call for support is answered while the case is being worked on.
_WORKED_ON = (CaseState.DISPATCHED, CaseState.HANDLING)


def errands(district_id: int, at: datetime) -> Iterator[Errand]:  # noqa: ARG001 - cases tell only of now
    """Return who is to be at which case now; two SQL statements."""
    cases = Case.objects.filter(district=district_id, suspended_until=None)
    rows = cases.filter(state__in=[state.value for state in _SENT]).values_list(
        "number", "grid", "state", "verifier", "handler", "checker"
    )
    for number, grid_id, state, verifier, handler, checker in rows:
        people = {"verifier": verifier, "handler": handler, "checker": checker}
        if user_id := people[_SENT[CaseState(state)]]:
            yield Errand(number, grid_id, user_id=user_id)
    calls = Support.objects.filter(
        case__district=district_id, case__suspended_until=None, case__state__in=[state.value for state in _WORKED_ON]
    )
    for number, grid_id, unit_id in calls.values_list("case__number", "case__grid", "unit"):
        yield Errand(number, grid_id, unit_id=unit_id)


register("cases", errands)
