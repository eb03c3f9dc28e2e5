"""Take personal words out of messages about cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.redaction import reword

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def redact(district_id: int, cleaners: Mapping[int, Callable[[str], str]]) -> int:
    """Clean what messages about cases quote, each with the cleaner of its case; return how many lost something."""
    rows = Notice.objects.filter(district_id=district_id, subject_type="case", subject_id__in=list(cleaners))
    return reword(rows, ["params"], "subject_id", cleaners)
