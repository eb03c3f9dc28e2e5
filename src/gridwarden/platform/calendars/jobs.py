"""What runs every day; the job runner calls this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from gridwarden.platform.calendars.actions.renewal import take_published_years, tell_shortages

if TYPE_CHECKING:
    from gridwarden.platform.calendars.queries import Coverage


def watch_calendars() -> tuple[Coverage, ...]:
    """Take over newly published years, then tell of calendars that still end within ninety days."""
    now = timezone.now()
    take_published_years(at=now)
    return tell_shortages(at=now, today=timezone.localdate(now))
