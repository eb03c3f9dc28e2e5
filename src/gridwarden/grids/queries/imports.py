"""What was taken over into a territory, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.models import Import

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A file that was taken over."""

    kind: str
    file_name: str
    file_sha256: str
    source_crs: str
    outcome: dict[str, int]
    at: datetime
    by_name: str


def latest(district_id: int, count: int = 20) -> tuple[ImportRow, ...]:
    """Return the last imports of a district, the newest first; one statement."""
    rows = Import.objects.filter(district_id=district_id).order_by("-at", "-pk")[:count]
    return tuple(ImportRow(**{name: getattr(row, name) for name in ImportRow.__slots__}) for row in rows)
