"""Who is sent to a case, as the patrols ask: it excuses them from their grids."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case, Step, Support
from gridwarden.patrols.domain.errands import Errand, Trip, register, register_history

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


def trips(district_id: int, begin: datetime, end: datetime) -> Iterator[Trip]:
    """Return who was to be at which case when, told again from the steps of the cases; three SQL statements."""
    moved = Case.objects.filter(district=district_id, opened_at__lt=end).filter(
        Q(moved_at__gte=begin) | Q(state__in={*_SENT, *_WORKED_ON})
    )
    steps = Step.objects.filter(case__in=moved, at__lt=end).order_by("case", "seq")
    rows = steps.prefetch_related("supports").select_related("case").only("case__number", "case__grid", "at", "changes")
    for _, own in groupby(rows, key=lambda step: step.case_id):
        yield from _told(list(own), end)


def _told(steps: list[Step], end: datetime) -> Iterator[Trip]:
    """Return the trips of one case: from each step to the next, whoever was on the way then."""
    fields: dict[str, Any] = {}
    units: set[int] = set()
    case = steps[0].case
    for step, following in zip_longest(steps, steps[1:]):
        fields |= step.changes
        units |= {support.unit_id for support in step.supports.all()}
        until = following.at if following else end
        if until <= step.at or fields.get("suspended_until"):
            continue
        if person := fields.get(f"{_SENT.get(fields['state'], 'no one')}_id"):
            yield Trip(Errand(case.number, case.grid_id, user_id=person), step.at, until)
        if fields["state"] in _WORKED_ON:
            for unit_id in sorted(units):
                yield Trip(Errand(case.number, case.grid_id, unit_id=unit_id), step.at, until)


register("cases", errands)
register_history("cases", trips)
