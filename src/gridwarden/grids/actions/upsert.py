"""Bring the rows of a table in line with a source, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.gis.geos import GEOSGeometry

from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.models import Backdrop, PointOfInterest, Road

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

R = TypeVar("R", Road, Backdrop, PointOfInterest)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Sync:
    """A table whose rows bear a ``source_key``, and the columns that the source decides."""

    model: type[Road | Backdrop | PointOfInterest]
    columns: tuple[str, ...]


def sync(table: Sync, old: Mapping[str, R], new: Sequence[R]) -> Outcome:
    """Insert, update and delete until the table holds ``new``; rows that are the same are left alone."""
    objects: Any = table.model.objects
    added = [row for row in new if row.source_key not in old]
    changed = []
    for row in new:
        before = old.get(row.source_key)
        if before is not None and _differs(before, row, table.columns):
            row.pk = before.pk
            changed.append(row)
    keys = {row.source_key for row in new}
    gone = [row.pk for key, row in old.items() if key not in keys]
    objects.filter(pk__in=gone).delete()
    objects.bulk_create(added, batch_size=_BATCH)
    objects.bulk_update(changed, table.columns, batch_size=_BATCH)
    return Outcome(
        added=len(added), changed=len(changed), closed=len(gone), unchanged=len(new) - len(added) - len(changed)
    )


def _differs(before: R, after: R, columns: Sequence[str]) -> bool:
    return any(_plain(getattr(before, column)) != _plain(getattr(after, column)) for column in columns)


def _plain(value: Any) -> Any:
    return bytes(value.wkb) if isinstance(value, GEOSGeometry) else value
