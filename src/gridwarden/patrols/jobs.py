"""What recurs in patrols."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from gridwarden.patrols.actions.keeping import drop_old_days


def forget_fixes() -> None:
    """Drop the days of fixes that are past their time."""
    drop_old_days(at=timezone.now(), keep=timedelta(days=settings.PATROL_FIX_DAYS))
