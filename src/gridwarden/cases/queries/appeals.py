"""What can be appealed against, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.appeals import SubjectKind
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.requests import Standing, Turn
from gridwarden.cases.models import Clock, Request, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def answerable(case_id: int) -> Mapping[int, int]:
    """Return for each broken handling clock the unit that had the case when the limit ran out; two SQL statements.

    Who had it before or got it afterwards has nothing to excuse.
    """
    broken = Clock.objects.filter(case=case_id, stage=Stage.HANDLE.value, breached_at__isnull=False)
    breaches = {pk: at for pk, at in broken.values_list("pk", "breached_at") if at}
    if not breaches:
        return {}
    steps = Step.objects.filter(case=case_id, changes__has_key="owner").order_by("seq")
    owners = list(steps.values_list("at", "changes__owner"))
    # A step at the very moment is the consequence of the breach: the case goes up.
    had = {pk: [owner for at, owner in owners if at < breached_at] for pk, breached_at in breaches.items()}
    return {pk: int(before[-1]) for pk, before in had.items() if before}


def appealed(clock_ids: Collection[int]) -> set[int]:
    """Return those of the clocks against which an appeal was made; one that was taken back was never made."""
    made = Request.objects.filter(
        turn=Turn.APPEAL.value, subject_kind=SubjectKind.OVERDUE.value, subject_id__in=clock_ids
    )
    return {pk for pk in made.exclude(standing=Standing.WITHDRAWN.value).values_list("subject_id", flat=True) if pk}
