"""How long fixes are kept."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def drop_old_days(*, at: datetime, keep: timedelta) -> int:
    """Drop every whole day that lies before ``at - keep``; return how many days went."""
    before = (at - keep).astimezone(UTC).date()
    with connection.cursor() as cursor:
        cursor.execute("SELECT patrols_drop_days(%s)", [before])
        (dropped,) = cursor.fetchone()
    return int(dropped)
