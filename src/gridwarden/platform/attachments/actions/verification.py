"""Compare every photo on disk with its digest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from gridwarden.platform.access import SYSTEM
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_BATCH = 1000
#: So many faults are named in the audit row; the count is always whole.
_NAMED = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is missing or is not what was stored."""

    photo: str
    size: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one round."""

    checked: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether every file is what was stored."""
        return not self.faults


def verify(*, at: datetime, district_id: int | None = None) -> Report:
    """Read every stored file, compare it with its row, and put the outcome on the audit trail."""
    checked = 0
    faults: list[Fault] = []
    for row in _rows(district_id):
        checked += 1
        faults += _faults_of(row)
    with transaction.atomic():
        record(
            "photos.verified",
            by=SYSTEM,
            at=at,
            subject_type="photo",
            subject_id=None,
            district_id=district_id,
            checked=checked,
            faults=len(faults),
            named=[asdict(fault) for fault in faults[:_NAMED]],
        )
    return Report(checked, tuple(faults))


Row = tuple[UUID, int, str, str]


def _rows(district_id: int | None) -> Iterator[Row]:
    rows = Attachment.objects.order_by("pk")
    if district_id is not None:
        rows = rows.filter(district_id=district_id)
    return rows.values_list("pk", "district_id", "sha256", "thumb_sha256").iterator(chunk_size=_BATCH)


def _faults_of(row: Row) -> list[Fault]:
    photo_id, district_id, full, thumb = row
    faults = []
    for size, expected in ((Size.FULL, full), (Size.THUMB, thumb)):
        found = files.digest(files.path_of(district_id, photo_id, size))
        if found != expected:
            faults.append(Fault(str(photo_id), size.value, "missing" if found is None else "changed"))
    return faults
