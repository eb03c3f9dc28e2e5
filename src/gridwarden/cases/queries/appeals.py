"""What can be appealed against, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.domain.appeals import SubjectKind
from gridwarden.cases.domain.requests import Standing, Turn
from gridwarden.cases.models import Clock, Request, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


def answerable(case_id: int) -> Mapping[int, int]:
    """Return for each broken handling clock the unit that had the case when the limit ran out; one SQL statement."""
    broken = Clock.objects.filter(case=case_id, answering_unit__isnull=False)
    return {pk: unit_id for pk, unit_id in broken.values_list("pk", "answering_unit") if unit_id}


def owner_before(case_id: int, moment: datetime) -> int | None:
    """Return the unit that had the case until ``moment``; one SQL statement.

    A step at the very moment does not count: it may be its consequence, as when a broken limit sends the case up.
    Who had it before or got it afterwards has nothing to excuse.
    """
    steps = Step.objects.filter(case=case_id, changes__has_key="owner", at__lt=moment)
    owner = steps.order_by("-seq").values_list("changes__owner", flat=True).first()
    return int(owner) if owner else None


def appealed(clock_ids: Collection[int]) -> set[int]:
    """Return those of the clocks against which an appeal was made; one that was taken back was never made."""
    made = Request.objects.filter(
        turn=Turn.APPEAL.value, subject_kind=SubjectKind.OVERDUE.value, subject_id__in=clock_ids
    )
    return {pk for pk in made.exclude(standing=Standing.WITHDRAWN.value).values_list("subject_id", flat=True) if pk}
