"""When a recurring job is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gridwarden.platform.jobs.timetable import daily, every

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI), datetime(2026, 3, 2, 2, 10, tzinfo=SHANGHAI)),
        (datetime(2026, 3, 2, 2, 10, tzinfo=SHANGHAI), datetime(2026, 3, 2, 2, 10, tzinfo=SHANGHAI)),
        (datetime(2026, 3, 2, 2, 9, 59, tzinfo=SHANGHAI), datetime(2026, 3, 1, 2, 10, tzinfo=SHANGHAI)),
        (datetime(2026, 3, 1, 17, 0, tzinfo=UTC), datetime(2026, 3, 1, 2, 10, tzinfo=SHANGHAI)),
    ],
)
def test_a_daily_job_is_due_at_its_local_time(now: datetime, slot: datetime) -> None:
    assert daily("02:10").slot(now, SHANGHAI) == slot


def test_an_interval_has_the_same_slots_for_every_worker() -> None:
    minute = every(minutes=1)
    start = datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=SHANGHAI)
    slots = {minute.slot(start + timedelta(seconds=second), SHANGHAI) for second in range(59)}
    assert slots == {datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)}


def test_the_slot_never_lies_ahead() -> None:
    now = datetime(2026, 3, 2, 9, 7, 13, tzinfo=SHANGHAI)
    for when in (daily("09:07"), daily("09:08"), every(seconds=7), every(hours=5)):
        assert when.slot(now, SHANGHAI) <= now
