"""From a moment to the day on which something is valid."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone


@lru_cache(maxsize=256)  # loops ask about one moment a million times
def day_of(at: datetime | date) -> date:
    """Return the local day of a moment; a day is its own."""
    if isinstance(at, datetime):
        return at.astimezone(timezone.get_default_timezone()).date()
    return at
