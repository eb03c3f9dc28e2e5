"""What every test may lean on."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def monday_morning() -> datetime:
    """An ordinary working moment: Monday 2 March 2026, 09:00 in Shanghai."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
