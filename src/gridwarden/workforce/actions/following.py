"""Carry postings and keepers over when a new plan of grids comes into force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.platform.access import system_for
from gridwarden.platform.audit.trail import record
from gridwarden.workforce.models import Posting, UnitGrid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime


@transaction.atomic
def follow(*, district_id: int, at: datetime, day: date, closed: Iterable[int], followed: Mapping[int, int]) -> None:
    """From ``day`` on, have whoever works in or keeps a closed grid do so in the one that follows it.

    ``followed`` maps a closed grid to its next version; where there is none, postings and keeping end.
    What would begin only after ``day`` moves as it is.
    """
    moved = {"postings": _carry(Posting, closed, followed, day), "keepers": _carry(UnitGrid, closed, followed, day)}
    if any(moved.values()):
        record(
            "postings.followed_plan",
            by=system_for(district_id),
            at=at,
            subject_type="district",
            subject_id=district_id,
            day=day.isoformat(),
            **moved,
        )


def _carry(table: type[Posting | UnitGrid], closed: Iterable[int], followed: Mapping[int, int], day: date) -> int:
    """Return how many rows were touched."""
    rows: Any = table.objects
    later = list(rows.filter(grid__in=list(closed), valid_from__gte=day).order_by("pk"))
    for row in later:
        _move_or_drop(row, followed)
    spanning = list(rows.ending_after(day).filter(grid__in=list(closed), valid_from__lt=day).order_by("pk"))
    rows.filter(pk__in=[row.pk for row in spanning]).update(valid_to=day)
    rows.bulk_create(copy for row in spanning if (copy := _copy(row, followed, day)))
    return len(later) + len(spanning)


def _move_or_drop(row: Any, followed: Mapping[int, int]) -> None:
    new = followed.get(row.grid_id)
    if new is None:
        row.delete()
    else:
        row.grid_id = new
        row.save(update_fields=["grid"])


def _copy(row: Any, followed: Mapping[int, int], day: date) -> Any:
    new = followed.get(row.grid_id)
    if new is None:
        return None
    row.pk, row.grid_id, row.valid_from = None, new, day
    row._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
    return row
