"""Deadlines that lean on days nobody has confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from gridwarden.algorithms.worktime import (
    EVERY_DAY,
    DayKind,
    Limit,
    WeekHours,
    WorkCalendar,
    build,
    deadline,
    explain,
)
from tests.unit.algorithms.worktime.cast import at

HOURS = WeekHours(date(2026, 12, 1), ((28_800, 43_200), (50_400, 64_800)))
ROUND = WeekHours(date(2026, 12, 1), ((0, 86_400),), EVERY_DAY)


def open_ended(hours: WeekHours = HOURS) -> WorkCalendar:
    span = {"first": date(2026, 12, 1), "last": date(2027, 1, 31), "covered_until": date(2027, 1, 1)}
    return build(hours=[hours], rules={}, **span)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "limit", "is_provisional"),
    [
        ("2026-12-31 14:00", Limit(4, "working_hour"), False),
        ("2026-12-31 14:00", Limit(5, "working_hour"), True),
        ("2027-01-04 09:00", Limit(1, "working_hour"), True),
        ("2026-12-31 14:00", Limit(3, "urgent_day"), False),
    ],
)
def test_a_deadline_says_whether_unconfirmed_days_went_into_it(start: str, limit: Limit, is_provisional: bool) -> None:  # noqa: FBT001
    assert deadline(open_ended(), at(start), limit).is_provisional is is_provisional


def test_the_midnight_that_ends_the_confirmed_days_is_confirmed() -> None:
    found = deadline(open_ended(ROUND), at("2026-12-31 20:00"), Limit(4, "working_hour"))

    assert found.due_at == at("2027-01-01 00:00")
    assert not found.is_provisional


def test_unconfirmed_days_are_plain_weekdays_and_marked_in_the_steps() -> None:
    steps = explain(open_ended(), at("2026-12-31 17:00"), Limit(2, "working_hour"))

    assert [(step.day_kind, step.is_provisional) for step in steps] == [
        (DayKind.WORKDAY, False),
        (DayKind.WORKDAY, True),
    ]
