"""Collect photos that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.access import SYSTEM
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from uuid import UUID

#: A photo that belongs to nothing waits this long: a phone may be without a network over a weekend.
WAIT = timedelta(days=7)
#: A file without a row may be one whose transaction has not yet committed.
GRACE = timedelta(hours=24)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Collected:
    """What was removed."""

    photos: int
    files: int


def collect(*, at: datetime) -> Collected:
    """Remove photos that belong to nothing since long, files without a row, and half-written files."""
    return Collected(photos=_forget_waiting(at), files=_remove_strays(at))


def _forget_waiting(at: datetime) -> int:
    count = 0
    while batch := _forget_batch(at):
        # Files go after their rows: a crash between leaves strays, which the next round removes.
        for photo_id, district_id in batch:
            files.remove(district_id, photo_id)
        count += len(batch)
    return count


@transaction.atomic
def _forget_batch(at: datetime) -> list[tuple[UUID, int]]:
    waiting = (
        Attachment.objects.select_for_update(skip_locked=True)
        .filter(owner_type="", uploaded_at__lt=at - WAIT)
        .order_by("uploaded_at", "pk")
        .values_list("pk", "district_id")[:_BATCH]
    )
    batch = list(waiting)
    Attachment.objects.filter(pk__in=[photo_id for photo_id, _district in batch]).delete()
    for district_id in sorted({district for _photo, district in batch}):
        gone = [str(photo_id) for photo_id, district in batch if district == district_id]
        record(
            "photo.forgotten",
            by=SYSTEM,
            at=at,
            subject_type="photo",
            subject_id=None,
            district_id=district_id,
            photos=gone,
        )
    return batch


def _remove_strays(at: datetime) -> int:
    old = at - GRACE
    strays = [path for path in files.leftovers() if _written(path) < old]
    waiting: list[tuple[UUID, Path]] = []
    for _district_id, photo_id, path in files.stored():
        if _written(path) < old:
            waiting.append((photo_id, path))
        if len(waiting) >= _BATCH:
            strays += _without_row(waiting)
            waiting = []
    strays += _without_row(waiting)
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _without_row(found: Iterable[tuple[UUID, Path]]) -> list[Path]:
    found = list(found)
    known = set(Attachment.objects.filter(pk__in=[photo_id for photo_id, _path in found]).values_list("pk", flat=True))
    return [path for photo_id, path in found if photo_id not in known]


def _written(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)
