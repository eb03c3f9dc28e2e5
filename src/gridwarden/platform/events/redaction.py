"""Take personal words out of events that were delivered long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.events.models import EventRow
from gridwarden.platform.redaction import reword

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def redact(district_id: int, cleaners: Mapping[int, Callable[[str], str]]) -> int:
    """Clean the events of cases, each with its own cleaner; return how many lost something."""
    rows = EventRow.objects.filter(district_id=district_id, payload__case_id__in=list(cleaners))
    return reword(rows, ["payload"], "payload__case_id", cleaners)
