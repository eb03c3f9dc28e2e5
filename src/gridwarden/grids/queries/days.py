"""From a moment to the day on which something is valid."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def day_of(at: datetime | date) -> date:
    """Return the local day of a moment; a day is its own."""
    if isinstance(at, datetime):
        return at.astimezone(timezone.get_default_timezone()).date()
    return at
